package org.bytestill.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RunState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "resume",
        description = "Go on with a run: one that another process holds paused is told so; any other is computed here, from its newest "
                + "whole checkpoint.")
final class ResumeCommand extends EngineCommand {
    @Mixin
    private RunFolderArgument run;

    @Option(names = "--checkpoint", paramLabel = "NAME",
            description = "Go back first: to best, last, good (the newest whose loss was sane), first (the student before training) or an "
                    + "update. Later checkpoints are set aside as step-N.later.")
    private @Nullable String checkpoint;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Go on with another value from here on, for example --set "
            + "training.learning_rate=5e-6; a larger training.updates continues a run that is done. May be repeated. Models, text and "
            + "objective stay.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--save-to", paramLabel = "DIR", description = "Tell a run that waits for room on its disk to save checkpoints here.")
    private @Nullable Path elsewhere;

    @Option(names = "--unsaved", description = "Tell a run that waits for room on its disk to go on without saving.")
    private boolean unsaved;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        try (Engine engine = Bytestill.openEngine()) {
            Run opened = engine.open(run.folder);
            if (elsewhere != null || unsaved) {
                answer(opened);
                StatusCommand.print(opened, terminal);
                return ExitCode.OK;
            }
            if (checkpoint != null || !changes.isEmpty()) {
                Run resumed = engine.resume(run.folder,
                        new Resumption(Optional.ofNullable(checkpoint), ConfigOptions.values(changes)));
                return new RunFollower(resumed, newest(resumed), terminal).follow();
            }
            if (opened.progress().state() == RunState.PAUSED && !opened.awaitEnd(Duration.ZERO)) {
                opened.resume();
                StatusCommand.print(opened, terminal);
                return ExitCode.OK;
            }
            int from = newest(opened);
            return new RunFollower(engine.resume(run.folder), from, terminal).follow();
        }
    }

    private void answer(Run opened) {
        if (elsewhere != null) {
            opened.saveTo(elsewhere);
        } else {
            opened.goOnUnsaved();
        }
    }

    private static int newest(Run run) {
        return run.checkpoints().stream().filter(CheckpointInfo::last).mapToInt(CheckpointInfo::update).findFirst().orElse(0);
    }
}
