package org.bytestill.cli;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RunState;
import org.bytestill.run.queue.QueueState;
import org.bytestill.run.queue.RunQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "run",
        description = "Compute here what waits in the queue, one run after the other, until nothing waits. SIGTERM or Ctrl+C "
                + "saves the run at hand, which is the next one again, and ends with 130.")
final class QueueRunCommand extends EngineCommand {
    private static final long LOOK_EVERY_MILLIS = 200;

    @Mixin
    private RunsFolderOption folder;

    @Override
    ExitCode run(Terminal terminal) throws InterruptedException {
        RunQueue queue = new RunQueue(folder.path());
        ExitCode worst = ExitCode.OK;
        try (Engine engine = Bytestill.openEngine();
                Signals signals = new Signals(() -> terminal.note("Saving the run at hand; the same command goes on."))) {
            engine.workQueue(queue.runs());
            Path at = null;
            QueueState state = queue.state();
            while (!signals.received() && (state.hasCurrent() || !state.isEmpty() && !state.isHeld())) {
                if (state.hasCurrent() && !state.current().equals(at)) {
                    at = state.current();
                    terminal.note("%s begins; %d wait behind it.", at.getFileName(), state.waiting().size());
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                QueueState now = queue.state();
                if (at != null && !now.current().equals(at)) {
                    RunSummary over = RunSummary.of(at);
                    tell(over, terminal);
                    worst = over.state() == RunState.FAILED ? engine.open(at).failure() : worst;
                    at = null;
                }
                state = now;
            }
            if (signals.received()) {
                return ExitCode.INTERRUPTED;
            }
        }
        if (queue.state().isHeld()) {
            terminal.note("%s `bytestill queue run` goes on.", queue.state().held());
        }
        return worst;
    }

    private static void tell(RunSummary run, Terminal terminal) {
        if (terminal.isJson()) {
            terminal.data(RunLines.object("queueRun", run, 0));
        } else {
            terminal.line("%s: %s, update %d of %d", run.name(), StatusCommand.word(run.state()), run.update(), run.updates());
        }
    }
}
