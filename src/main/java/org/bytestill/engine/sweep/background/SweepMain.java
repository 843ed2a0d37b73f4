package org.bytestill.engine.sweep.background;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.engine.Engine;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.sweep.Sweep;
import org.bytestill.engine.sweep.SweepFile;
import org.bytestill.engine.sweep.SweepListener;
import org.bytestill.engine.sweep.SweepRun;
import org.bytestill.engine.sweep.SweepService;
import org.bytestill.engine.sweep.report.SweepReport;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a sweep: computes it in its folder, and ends with it. A signal, or a request in the folder, saves the run at hand first. */
public final class SweepMain {
    private static final Logger LOG = LoggerFactory.getLogger(SweepMain.class);
    private static final long SAVED_WITHIN_SECONDS = 120;

    private SweepMain() {}

    /** @param arguments the sweep file and the folder */
    public static void main(String[] arguments) {
        Locale.setDefault(Texts.locale());
        Thread main = Thread.currentThread();
        AtomicBoolean ends = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ends.set(true);
            try {
                main.join(TimeUnit.SECONDS.toMillis(SAVED_WITHIN_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "bytestill-end"));
        ExitCode code = compute(Path.of(arguments[0]), new SweepFolder(Path.of(arguments[1])), ends);
        if (!ends.get()) {
            Runtime.getRuntime().halt(code.code());
        }
    }

    private static ExitCode compute(Path file, SweepFolder folder, AtomicBoolean ends) {
        try (Engine engine = new TrainingEngine()) {
            Sweep sweep = SweepFile.read(file);
            AtomicBoolean stopped = new AtomicBoolean();
            List<SweepRun> results = new SweepService(engine, folder.path()).run(sweep, new Said(), () -> {
                stopped.compareAndSet(false, folder.takeStop());
                return !stopped.get() && !ends.get();
            });
            if (results.isEmpty()) {
                return ExitCode.INTERRUPTED;
            }
            SweepReport.of(folder.path(), sweep, results).write(folder.path());
            return stopped.get() || ends.get() ? ExitCode.INTERRUPTED : ExitCode.OK;
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED;
        } catch (Exception | Error e) {
            Failure failure = Failure.of(e);
            LOG.error("{}", failure.sentence());
            return failure.exitCode();
        }
    }

    /** What the log of the process holds: runs that failed. */
    private static final class Said implements SweepListener {
        @Override
        public void begins(String run, int number, int all) {
            // The run's folder says how it goes.
        }

        @Override
        public void finished(SweepRun run, boolean now) {
            // It is in the results.
        }

        @Override
        public void failed(String run, UserError why) {
            LOG.error("{} failed: {}", run, why.getMessage());
        }
    }
}
