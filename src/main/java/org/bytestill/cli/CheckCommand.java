package org.bytestill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.plan.ConfigCheck;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Say what is wrong with a configuration, and what the run will cost. Nothing is written.")
final class CheckCommand extends EngineCommand {
    @Mixin
    private ConfigOptions configuration;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder the run will have (default: runs/NAME).")
    private @Nullable Path run;

    @Override
    ExitCode run(Terminal terminal) {
        RunConfig config = configuration.read();
        Path folder = run == null ? TrainCommand.defaultFolder(config) : run;
        try (Engine engine = Bytestill.openEngine()) {
            List<Problem> problems = engine.check(config, configuration.base(), folder);
            boolean wrong = problems.stream().anyMatch(Problem::isError);
            Estimate estimate = wrong ? null : engine.estimate(config, configuration.base(), folder);
            if (terminal.isJson()) {
                terminal.data(object(problems, estimate));
            } else {
                print(problems, estimate, terminal);
            }
            if (estimate != null) {
                Fit.require(estimate, engine);
            }
            return ConfigCheck.exitCode(problems);
        }
    }

    private static ObjectNode object(List<Problem> problems, @Nullable Estimate estimate) {
        ObjectNode object = Terminal.object("check");
        object.put("canStart", problems.stream().noneMatch(Problem::isError));
        ArrayNode list = object.putArray("problems");
        for (Problem problem : problems) {
            list.addObject().put("severity", problem.severity().name().toLowerCase(Locale.ROOT)).put("field", problem.field())
                    .put("message", problem.message()).put("cure", problem.cure());
        }
        if (estimate != null) {
            object.putObject("estimate").put("convertSecondsLow", estimate.convertSecondsLow())
                    .put("convertSecondsHigh", estimate.convertSecondsHigh())
                    .put("trainSecondsLow", estimate.trainSecondsLow()).put("trainSecondsHigh", estimate.trainSecondsHigh())
                    .put("convertMemoryBytes", estimate.convertMemoryBytes()).put("trainMemoryBytes", estimate.trainMemoryBytes())
                    .put("availableMemoryBytes", estimate.availableMemoryBytes()).put("diskBytes", estimate.diskBytes())
                    .put("freeDiskBytes", estimate.freeDiskBytes()).put("trainBytes", estimate.trainBytes())
                    .put("updates", estimate.updates())
                    .put("bytesPerUpdate", estimate.bytesPerUpdate()).put("passes", estimate.passes())
                    .put("teacherParameters", estimate.teacherParameters()).put("studentParameters", estimate.studentParameters())
                    .put("trainedParameters", estimate.trainedParameters());
        }
        return object;
    }

    static void print(List<Problem> problems, @Nullable Estimate estimate, Terminal terminal) {
        for (Problem problem : problems) {
            terminal.line("%s: %s%s%s", problem.severity().name().toLowerCase(Locale.ROOT),
                    problem.field().isEmpty() ? "" : problem.field() + ": ",
                    problem.message(), problem.cure().isEmpty() ? "" : " " + problem.cure());
        }
        if (estimate == null) {
            return;
        }
        terminal.line("The run may start.");
        terminal.line("  text        %,d bytes, seen %.1f times in %,d updates", estimate.trainBytes(), estimate.passes(),
                estimate.updates());
        terminal.line("  models      teacher %,d parameters, student %,d, trained %,d", estimate.teacherParameters(),
                estimate.studentParameters(),
                estimate.trainedParameters());
        terminal.line("  conversion  %s to %s, %s of memory", Labels.duration(estimate.convertSecondsLow()),
                Labels.duration(estimate.convertSecondsHigh()),
                Labels.memory(estimate.convertMemoryBytes()));
        terminal.line("  training    %s to %s, %s of memory (%s free)", Labels.duration(estimate.trainSecondsLow()),
                Labels.duration(estimate.trainSecondsHigh()),
                Labels.memory(estimate.trainMemoryBytes()), Labels.memory(estimate.availableMemoryBytes()));
        terminal.line("  disk        %s (%s free)", Labels.disk(estimate.diskBytes()), Labels.disk(estimate.freeDiskBytes()));
    }
}
