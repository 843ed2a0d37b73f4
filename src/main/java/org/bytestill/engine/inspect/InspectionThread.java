package org.bytestill.engine.inspect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bytestill.torch.LowPriorityThread;
import org.bytestill.torch.TorchThread;
import org.jspecify.annotations.Nullable;

/**
 * The inspection thread: a single low-priority worker with two queues, urgent and ordinary. Without a run it uses all cores. Beside a run
 * it uses one core, and pauses while its {@link CpuBudget} is spent, even in the middle of a task. Low priority alone is not enough: the
 * OpenMP threads of a run synchronise at every operation, and filling their idle gaps still slowed training by 12 to 17 %
 * (InspectBesideRunBench).
 */
final class InspectionThread implements Executor {
    private static final int ALL_CORES = 0;
    private static final long POLL_INTERVAL_MILLIS = 20;

    private final BooleanSupplier besideRun;
    private final CpuBudget budget;
    private final Deque<Runnable> urgent = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(this::worker);
    private volatile @Nullable Thread worker;
    private boolean busy;
    private boolean closed;

    /**
     * @param besideRun true while a run computes that must not be slowed down; called often, from any thread
     * @param budget    processor time that may be taken from that run
     */
    InspectionThread(BooleanSupplier besideRun, CpuBudget budget) {
        this.besideRun = besideRun;
        this.budget = budget;
    }

    private Thread worker(Runnable task) {
        worker = new Thread(() -> {
            LowPriorityThread.become(LowPriorityThread.Behind.RUN);
            task.run();
        }, "bytestill-inspector");
        worker.setDaemon(true);
        return worker;
    }

    /** @throws RejectedExecutionException if it is closed */
    @Override
    public void execute(Runnable task) {
        add(tasks, task);
    }

    /** Queues an urgent short task: it runs before all others, and between the pieces of a longer task ({@link #betweenPieces}). */
    void executeSoon(Runnable task) {
        add(urgent, task);
    }

    private synchronized void add(Deque<Runnable> queue, Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("the inspector is closed");
        }
        queue.add(task);
        if (!busy) {
            busy = true;
            thread.execute(this::work);
        }
    }

    private synchronized Runnable next() {
        return urgent.isEmpty() ? tasks.poll() : urgent.poll();
    }

    /** Waits while the budget is spent; no longer once the thread is closed. */
    private synchronized void awaitBudget() {
        try {
            while (!closed && besideRun.getAsBoolean() && budget.isSpent()) {
                wait(POLL_INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        awaitBudget();
        Runnable task = next();
        budget.begin();
        try {
            task.run();
        } finally {
            deductTime();
            goOn();
        }
    }

    private void deductTime() {
        if (besideRun.getAsBoolean()) {
            budget.take();
        } else {
            budget.begin();
        }
    }

    private synchronized void goOn() {
        if (urgent.isEmpty() && tasks.isEmpty()) {
            busy = false;
            if (closed) {
                thread.shutdown();
            }
        } else {
            thread.execute(this::work);
        }
    }

    /** Sets the number of libtorch threads: one beside a run, else all cores. Every task that computes starts with it. */
    void prepare() {
        TorchThread.prepare(besideRun.getAsBoolean() ? 1 : ALL_CORES);
    }

    /** Called by a task between its pieces, on this thread: yields to a run and executes an urgent task. */
    void betweenPieces() {
        deductTime();
        if (besideRun.getAsBoolean()) {
            awaitBudget();
            prepare();
        }
        Runnable small;
        synchronized (this) {
            small = urgent.poll();
        }
        if (small != null) {
            small.run();
        }
    }

    /** Rejects new tasks and waits until the queued ones are done and the thread has ended; false if that takes longer than given. */
    boolean close(Duration atMost) throws InterruptedException {
        synchronized (this) {
            closed = true;
            notifyAll();
            if (!busy) {
                thread.shutdown();
            }
        }
        if (!thread.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        Thread ended = worker;
        if (ended != null) {
            // libtorch keeps thread-local data, which it frees when the thread ends.
            ended.join(atMost.toMillis());
        }
        return ended == null || !ended.isAlive();
    }
}
