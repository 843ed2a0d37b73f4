package org.bytestill.cli;

import java.time.Duration;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "pause", description = "Hold a run that another process computes; a checkpoint is written. `resume` goes on.")
final class PauseCommand extends RequestCommand {
    @Option(names = "--free", description = "Free its memory too: its process lets go of the run, and `resume` reads it back.")
    private boolean free;

    @Override
    void request(Run run) {
        if (free) {
            run.rest();
        } else {
            run.pause();
        }
    }

    @Override
    boolean isFulfilled(Run run) throws InterruptedException {
        return run.progress().state() == RunState.PAUSED && (!free || run.awaitEnd(Duration.ZERO));
    }
}
