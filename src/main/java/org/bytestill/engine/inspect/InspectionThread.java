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

/**
 * The one thread that the inspector computes on. Alone, it takes all cores and stands behind the window only. Beside a run it takes
 * one core, and once its {@link CpuBudget} is spent it waits until there is more, also in the middle of a task. To stand behind the
 * run is not enough: its threads wait for each other at every operation, and what fills these gaps on a processor that has no core
 * to spare made it 12 to 17 % slower (InspectBesideRunBench), with the lowest priority there is.
 */
final class InspectionThread implements Executor {
    private static final int ALL_CORES = 0;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final BooleanSupplier besideRun;
    private final CpuBudget allowance;
    private final Deque<Runnable> urgent = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(this::worker);
    private volatile Thread worker;
    private boolean busy;
    private boolean closed;

    /**
     * @param besideRun true while a run computes that must not be slowed; asked often, from any thread
     * @param allowance what may be taken from that run
     */
    InspectionThread(BooleanSupplier besideRun, CpuBudget allowance) {
        this.besideRun = besideRun;
        this.allowance = allowance;
    }

    private Thread worker(Runnable task) {
        worker = new Thread(() -> {
            LowPriorityThread.become();
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

    /** Something small that somebody waits for: before all else, and between the pieces of a longer task ({@link #betweenPieces}). */
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

    /** Waits while what may be taken from a run is spent. Who closes waits for the work alone. */
    private synchronized void awaitAllowance() {
        try {
            while (!closed && besideRun.getAsBoolean() && allowance.isSpent()) {
                wait(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        awaitAllowance();
        Runnable task = next();
        allowance.begin();
        try {
            task.run();
        } finally {
            takeOfRun();
            goOn();
        }
    }

    private void takeOfRun() {
        if (besideRun.getAsBoolean()) {
            allowance.take();
        } else {
            allowance.begin();
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

    /** Readies this thread for libtorch, with the cores of the moment; a task that computes begins with it. */
    void prepare() {
        TorchThread.prepare(besideRun.getAsBoolean() ? 1 : ALL_CORES);
    }

    /** Called by a task between its pieces, on this thread: makes room for a run that has begun, and does what is urgent. */
    void betweenPieces() {
        takeOfRun();
        if (besideRun.getAsBoolean()) {
            awaitAllowance();
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

    /** Takes no more tasks; waits until those that are there are done and the thread has ended, at most so long. False if it has not. */
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
            // libtorch has data of each thread, which it frees when the thread ends.
            ended.join(atMost.toMillis());
        }
        return ended == null || !ended.isAlive();
    }
}
