package org.bytestill.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bytestill.torch.QuietThread;
import org.bytestill.torch.TorchThread;

/**
 * The one thread that the inspector computes on. Alone, it takes all cores and stands behind the window only. Beside a run it
 * takes one core, and once its {@link Allowance} is spent it stands behind everything else, also in the middle of a task. Since a
 * thread cannot take its priority back, a fresh one follows it later. Tasks of two threads never overlap.
 */
final class DeskThread implements Executor {
    private static final int ALL_CORES = 0;

    private final BooleanSupplier besideRun;
    private final Allowance allowance;
    private final Deque<Runnable> urgent = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    /** A thread begins with the priority of the one that starts it, so the quiet one must not start its successor. */
    private final ExecutorService starter = Executors.newSingleThreadExecutor(task -> {
        Thread own = new Thread(task, "bytestill-inspector-starter");
        own.setDaemon(true);
        return own;
    });
    private ExecutorService thread;
    private volatile Thread worker;
    private boolean busy;
    private boolean closed;
    /** Whether the present thread has given its priority away. */
    private volatile boolean quiet;

    /**
     * @param besideRun true while a run computes that must not be slowed; asked often, from any thread
     * @param allowance what may be taken from that run
     */
    DeskThread(BooleanSupplier besideRun, Allowance allowance) {
        this.besideRun = besideRun;
        this.allowance = allowance;
        thread = fresh();
    }

    private ExecutorService fresh() {
        return Executors.newSingleThreadExecutor(task -> {
            worker = new Thread(() -> {
                QuietThread.become(QuietThread.Behind.WINDOW);
                task.run();
            }, "bytestill-inspector");
            worker.setDaemon(true);
            return worker;
        });
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
            begin();
        }
    }

    private synchronized Runnable next() {
        return urgent.isEmpty() ? tasks.poll() : urgent.poll();
    }

    private void begin() {
        if (quiet && !closed && !mustBeQuiet()) {
            thread.shutdown();
            thread = fresh();
            quiet = false;
        }
        ExecutorService next = thread;
        starter.execute(() -> next.execute(this::work));
    }

    private boolean mustBeQuiet() {
        return besideRun.getAsBoolean() && allowance.isSpent();
    }

    private void work() {
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
                shutdown();
            }
        } else {
            begin();
        }
    }

    private void shutdown() {
        starter.shutdown();
        thread.shutdown();
    }

    /** Readies this thread for libtorch, with the cores and the priority of the moment; a task that computes begins with it. */
    void prepare() {
        if (!quiet && mustBeQuiet()) {
            QuietThread.become(QuietThread.Behind.EVERYTHING);
            quiet = true;
        }
        TorchThread.prepare(besideRun.getAsBoolean() ? 1 : ALL_CORES);
    }

    /** Called by a task between its pieces, on this thread: makes room for a run that has begun, and does what is urgent. */
    void betweenPieces() {
        takeOfRun();
        if (besideRun.getAsBoolean()) {
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
        ExecutorService last;
        synchronized (this) {
            closed = true;
            last = thread;
            if (!busy) {
                shutdown();
            }
        }
        if (!last.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
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
