package org.bytestill.cli;

import org.bytestill.engine.run.Run;
import org.bytestill.run.RunState;
import picocli.CommandLine.Command;

@Command(name = "pause", description = "Hold a run that another process computes; a checkpoint is written. `resume` goes on.")
final class PauseCommand extends RequestCommand {
    @Override
    void request(Run run) {
        run.pause();
    }

    @Override
    boolean isFulfilled(RunState state) {
        return state == RunState.PAUSED;
    }
}
