package org.bytestill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.queue.QueueState;
import org.bytestill.run.queue.RunQueue;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the queues of folders with an engine, one run after the other. It looks now and then, so that it also notices what another process
 * has added, and waits while any run of the folder is computed, by whichever process. Holds the queue's lock while it has something to do.
 */
final class QueueWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWorker.class);
    private static final Texts TEXTS = Texts.of("events");
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Engine engine;
    private final BooleanSupplier isFree;
    private final Map<Path, RunLock> locks = new ConcurrentHashMap<>();
    private final Map<Path, RunQueue> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bytestill-queue");
        thread.setDaemon(true);
        return thread;
    });
    private boolean isLooking;

    /** @param isFree whether the engine computes no run, of whichever folder */
    QueueWorker(Engine engine, BooleanSupplier isFree) {
        this.engine = engine;
        this.isFree = isFree;
    }

    /** Goes on with the queue of a runs folder from now on, until nothing waits. A queue that was held is held no longer. */
    synchronized void work(Path runs) {
        RunQueue queue = new RunQueue(runs);
        if (!locks.containsKey(queue.runs())) {
            locks.put(queue.runs(), queue.take());
        }
        if (queue.state().isHeld()) {
            queue.hold("");
        }
        watched.put(queue.runs(), queue);
        if (!isLooking) {
            isLooking = true;
            looks.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        for (RunQueue queue : watched.values()) {
            try {
                look(queue);
            } catch (UserError e) {
                LOG.warn("The queue of {} cannot go on: {}", queue.runs(), e.getMessage());
            } catch (RuntimeException | LinkageError e) {
                LOG.error("The queue of {} stopped", queue.runs(), e);
                release(queue);
            }
        }
    }

    private synchronized void look(RunQueue queue) {
        if (looks.isShutdown()) {
            return;
        }
        QueueState state = queue.state();
        if (state.hasCurrent() && isOver(queue, state)) {
            state = queue.state();
        }
        if (state.isHeld() || !state.hasCurrent() && state.isEmpty()) {
            release(queue);
        } else if (!state.hasCurrent() && isFree.getAsBoolean() && engine.runs(queue.runs()).stream().noneMatch(QueueWorker::isComputed)) {
            queue.begin().ifPresent(run -> begin(queue, run));
        }
    }

    private static boolean isComputed(RunSummary run) {
        boolean works = run.state().isActive() || run.state() == RunState.PAUSED;
        return run.broken().isEmpty() && works && RunLock.holder(new RunFolder(run.folder())).isPresent();
    }

    private void begin(RunQueue queue, Path run) {
        try {
            engine.resume(run);
        } catch (UserError e) {
            if (!isFree.getAsBoolean()) {
                queue.putBack(); // another run was started this moment
                return;
            }
            LOG.warn("{} could not be started from the queue: {}", run, e.getMessage());
            RunManifest manifest = RunManifest.read(RunFolder.existing(run)).state(RunState.FAILED).failure(Failure.of(e).exitCode());
            manifest.root().put("message", e.getMessage());
            manifest.write();
        }
    }

    /** Looks whether the run at hand is over, and what that means for those behind it. */
    private boolean isOver(RunQueue queue, QueueState state) {
        Optional<RunSummary> run = RunFolder.isAt(state.current()) ? Optional.of(RunSummary.of(state.current())) : Optional.empty();
        if (run.isPresent() && (isComputed(run.get()) || !run.get().state().isEnded())) {
            return false;
        }
        queue.ended();
        boolean failed = run.isPresent() && (run.get().state() == RunState.FAILED || run.get().state() == RunState.INTERRUPTED);
        if (failed && state.afterFailure() == QueueState.AfterFailure.HOLD && !state.isEmpty()) {
            queue.hold(TEXTS.get("queue.held", run.get().name()));
        }
        return true;
    }

    private synchronized void release(RunQueue queue) {
        watched.remove(queue.runs());
        Optional.ofNullable(locks.remove(queue.runs())).ifPresent(RunLock::close);
    }

    /** True if this process goes on with the queue of a folder. */
    boolean works(Path runs) {
        return watched.containsKey(runs.toAbsolutePath().normalize());
    }

    /** Begins nothing more. Called before runs are stopped; {@link #close} then puts the run at hand back. */
    synchronized void stop() {
        looks.shutdown();
    }

    /** A run of a queue that was stopped because the process ends is the next one again. */
    @Override
    public void close() {
        for (RunQueue queue : watched.values()) {
            try {
                QueueState state = queue.state();
                if (state.hasCurrent() && RunFolder.isAt(state.current()) && RunSummary.of(state.current()).state() == RunState.STOPPED) {
                    queue.putBack();
                }
            } catch (UserError e) {
                LOG.warn("The queue of {} could not be put in order: {}", queue.runs(), e.getMessage());
            }
            release(queue);
        }
    }
}
