package org.bytestill.cli;

import java.time.Duration;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Base class of commands that send a request to a run of another process and wait until it is fulfilled. */
abstract class RequestCommand extends EngineCommand {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    @Mixin
    private RunFolderArgument run;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
            description = "Wait at most so long for it to happen (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    /** Sends the request. */
    abstract void request(Run run);

    /** True once the run has fulfilled the request. */
    abstract boolean isFulfilled(Run run) throws InterruptedException;

    @Override
    final ExitCode run(Terminal terminal) throws InterruptedException {
        try (Engine engine = Bytestill.openEngine()) {
            Run opened = engine.open(run.folder);
            RunState before = opened.progress().state();
            if (isFulfilled(opened)) {
                StatusCommand.print(opened, terminal);
                return ExitCode.OK;
            }
            if (before.isEnded()) {
                throw UserError.badInput("%s: no process computes this run; it is %s. `bytestill status %s` says more.", run.folder,
                        StatusCommand.word(before),
                        run.folder);
            }
            request(opened);
            long until = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
            while (!isFulfilled(opened) && System.nanoTime() < until) {
                opened.awaitEnd(POLL_INTERVAL);
                // An ended run returns at once.
                Thread.sleep(POLL_INTERVAL.toMillis());
            }
            StatusCommand.print(opened, terminal);
            if (!isFulfilled(opened)) {
                terminal.note("Not yet after %d s; the request stands.", waitSeconds);
            }
            return ExitCode.OK;
        }
    }
}
