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
            EstimateLines.put(object.putObject("estimate"), estimate);
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
        EstimateLines.print(estimate, terminal);
    }
}
