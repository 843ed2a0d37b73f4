package org.bytestill.cli;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.plan.ConfigCheck;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "train",
        description = "Start a run and compute it here. SIGTERM or Ctrl+C saves a checkpoint and ends with 130; `resume` goes on.")
final class TrainCommand extends EngineCommand {
    @Mixin
    private ConfigOptions configuration;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder to make for the run (default: runs/NAME).")
    private @Nullable Path folder;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        RunConfig config = configuration.read();
        Path target = folder == null ? defaultFolder(config) : folder;
        try (Engine engine = Bytestill.openEngine()) {
            List<Problem> problems = engine.check(config, configuration.base(), target);
            if (problems.stream().anyMatch(Problem::isError)) {
                problems.stream().filter(Problem::isError).forEach(problem -> terminal.note("%s%s %s",
                        problem.field().isEmpty() ? "" : problem.field() + ": ", problem.message(), problem.cure()));
                return ConfigCheck.exitCode(problems);
            }
            problems.forEach(problem -> terminal.note("%s %s", problem.message(), problem.cure()));
            Fit.require(engine.estimate(config, configuration.base(), target), engine);
            Run run = engine.start(config, configuration.base(), target);
            return new RunFollower(run, -1, terminal).follow();
        }
    }

    static Path defaultFolder(RunConfig config) {
        return Path.of("runs", config.name());
    }
}
