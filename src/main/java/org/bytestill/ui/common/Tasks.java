package org.bytestill.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that would block the window, such as reading folders, on one background thread in order; results come back on the
 * JavaFX thread.
 */
public final class Tasks implements AutoCloseable {
    private final Executor worker;
    private final Executor window;
    /** What waits for the window to be drawn; null when it is. */
    private @Nullable List<Runnable> held;

    /** Tests give executors that run at once. */
    public Tasks(Executor worker, Executor window) {
        this.worker = worker;
        this.window = window;
    }

    public static Tasks ofWindow() {
        ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "bytestill-window-work");
            thread.setDaemon(true);
            return thread;
        });
        return new Tasks(worker, Platform::runLater);
    }

    /** Does work beside the window, and nothing once that is closed. */
    public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        try {
            worker.execute(() -> answer(work, done, failed));
        } catch (RejectedExecutionException e) {
            // The window closed while an answer was on its way, which asks for more.
        }
    }

    private <T> void answer(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        T answer;
        try {
            answer = work.call();
        } catch (Exception | LinkageError e) {
            window.execute(() -> failed.accept(e));
            return;
        }
        window.execute(() -> done.accept(answer));
    }

    /**
     * As {@link #run}, but not before the window has been drawn: for what loads the native library or computes. On the JavaFX thread.
     */
    public <T> void runOnceDrawn(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        if (held == null) {
            run(work, done, failed);
        } else {
            held.add(() -> run(work, done, failed));
        }
    }

    /** Keeps such work until {@link #windowIsDrawn}. */
    public void awaitWindow() {
        held = held == null ? new ArrayList<>() : held;
    }

    public void windowIsDrawn() {
        if (held != null) {
            List<Runnable> begun = held;
            held = null;
            begun.forEach(Runnable::run);
        }
    }

    /** What has begun is finished, what waits is dropped. */
    @Override
    public void close() {
        if (worker instanceof ExecutorService service) {
            service.shutdownNow();
        }
    }
}
