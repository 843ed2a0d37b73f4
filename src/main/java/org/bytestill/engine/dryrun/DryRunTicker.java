package org.bytestill.engine.dryrun;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bytestill.engine.run.LocalRun;
import org.bytestill.engine.run.RunProgress;

/** Tells a listener several times a second what a dry run is at, and asks the run to end if the listener says so. */
final class DryRunTicker implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;

    private final LocalRun run;
    private final Supplier<DryRunStage> stage;
    private final DryRunListener listener;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bytestill-dry-run-progress");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean isCancelled;

    DryRunTicker(LocalRun run, Supplier<DryRunStage> stage, DryRunListener listener) {
        this.run = run;
        this.stage = stage;
        this.listener = listener;
        clock.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        DryRunStage now = stage.get();
        RunProgress progress = run.progress();
        boolean goesOn = switch (now) {
            case CONVERT -> listener.progress(now, progress.convertedBytes(), progress.bytesToConvert());
            case UPDATES -> listener.progress(now, progress.update(), progress.updates());
            default -> listener.progress(now, 0, 0);
        };
        if (!goesOn && !isCancelled) {
            isCancelled = true;
            run.stop(false);
        }
    }

    /** Whether the listener has ended it. */
    boolean isCancelled() {
        return isCancelled;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
