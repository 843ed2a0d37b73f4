package org.bytestill.cli;

import org.bytestill.engine.run.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "stop", description = "End a run that another process computes, with a checkpoint. `resume` takes it up again.")
final class StopCommand extends RequestCommand {
    @Option(names = "--discard", description = "Write no checkpoint: what came after the last one is lost.")
    private boolean discard;

    @Override
    void request(Run run) {
        run.stop(!discard);
    }

    @Override
    boolean isFulfilled(Run run) {
        return run.progress().state().isEnded();
    }
}
