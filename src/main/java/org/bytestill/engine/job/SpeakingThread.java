package org.bytestill.engine.job;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bytestill.torch.TorchThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread on which models are opened, spoken to and closed, one request after the other. Beside a run it uses one core, else half of them,
 * so that speakers share the machine.
 */
final class SpeakingThread {
    private static final Logger LOG = LoggerFactory.getLogger(SpeakingThread.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final BooleanSupplier besideRun;
    private final ExecutorService thread;
    private volatile boolean isClosed;

    /** @param besideRun whether a run computes that must not be slowed down */
    SpeakingThread(String name, BooleanSupplier besideRun) {
        this.besideRun = besideRun;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Answers a question, or passes on why it cannot be answered; one that is cancelled before its turn is left out. */
    <T> CompletableFuture<T> answer(CompletableFuture<T> answer, Supplier<T> question) {
        later(() -> {
            if (isClosed || answer.isCancelled()) {
                answer.cancel(false);
                return;
            }
            try {
                TorchThread.prepare(besideRun.getAsBoolean() ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nobody needs the answer any more.
        }
    }

    /** @param last what is still done on the thread */
    void close(Runnable last) {
        isClosed = true;
        later(last);
        thread.shutdown();
        try {
            // The native memory is freed on its thread only: libtorch may be freeing its own data at exit.
            if (!thread.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a model that is spoken to is still in use and is not closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
