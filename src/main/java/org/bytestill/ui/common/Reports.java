package org.bytestill.ui.common;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Throttles progress reports of background work: at most one waits in the window's event queue, so that a fast worker cannot fill
 * it.
 */
public final class Reports {
    private final Executor ui;
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** {@code ui} runs on the window's thread. */
    public Reports(Executor ui) {
        this.ui = ui;
    }

    /** Runs it on the window's thread; while one waits for that, others are left out. From any thread. */
    public void pass(Runnable report) {
        if (waiting.compareAndSet(false, true)) {
            ui.execute(() -> {
                waiting.set(false);
                report.run();
            });
        }
    }
}
