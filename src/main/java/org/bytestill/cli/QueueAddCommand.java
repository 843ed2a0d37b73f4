package org.bytestill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.run.queue.RunQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "add",
        description = "Put runs at the end of the queue: configurations of new ones, or stopped and failed runs that are to go "
                + "on. Nothing is computed by that; `queue run` or the window does.")
final class QueueAddCommand extends EngineCommand {
    @Mixin
    private RunsFolderOption folder;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "A run.yaml, or the name or folder of a run.")
    private List<String> named;

    @Override
    ExitCode run(Terminal terminal) {
        RunLibrary library = folder.library();
        RunQueue queue = new RunQueue(library.folder());
        try (Engine engine = Bytestill.openEngine()) {
            for (String name : named) {
                if (name.endsWith(".yaml") && Files.exists(Path.of(name))) {
                    Path yaml = Path.of(name).toAbsolutePath();
                    RunConfig config = RunConfigFile.read(yaml);
                    engine.enqueue(config, yaml.getParent(), library.folder().resolve(config.name()));
                } else {
                    queue.add(resumable(library.find(name)));
                }
            }
        }
        QueueCommand.list(queue, terminal);
        return ExitCode.OK;
    }

    private static Path resumable(Path run) {
        RunSummary summary = RunSummary.of(run);
        if (!summary.broken().isEmpty() || !summary.state().canResume() || summary.state() == RunState.PAUSED) {
            throw UserError.badInput("%s is %s; only a run that was stopped, failed or broke off can go on from the queue.",
                    run.getFileName(),
                    summary.broken().isEmpty() ? StatusCommand.word(summary.state()) : "unreadable");
        }
        return run;
    }
}
