package org.bytestill.cli;

import java.util.List;
import org.bytestill.engine.sweep.SweepListener;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;

/** Says on standard error what a sweep does. */
final class SweepListenerLines implements SweepListener {
    private final Terminal terminal;
    private final List<ExitCode> failures;

    /** @param failures gets the exit codes of runs that failed */
    SweepListenerLines(Terminal terminal, List<ExitCode> failures) {
        this.terminal = terminal;
        this.failures = failures;
    }

    @Override
    public void begins(String run, int number, int all) {
        terminal.note("Run %d of %d: %s", number, all, run);
    }

    @Override
    public void finished(SweepRun run, boolean now) {
        if (now) {
            terminal.note("%s, seed %d, %s: %.4f bits/byte, KL %.4f", run.cell(), run.seed(), run.budget().title(), run.bitsPerByte(),
                    run.klBits());
        }
    }

    @Override
    public void failed(String run, UserError why) {
        failures.add(why.exitCode());
        terminal.note("%s failed: %s", run, why.getMessage());
    }
}
