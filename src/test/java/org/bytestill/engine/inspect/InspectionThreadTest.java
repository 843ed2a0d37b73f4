package org.bytestill.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InspectionThreadTest {
    private final AtomicBoolean besideRun = new AtomicBoolean();
    /** A clock that stands: there is what there is at first. */
    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong computed = new AtomicLong();
    private final InspectionThread inspectionThread = new InspectionThread(besideRun::get,
            new CpuBudget(0.5, Duration.ofSeconds(1), clock::get, computed::get));

    private void spend(Duration more) {
        computed.addAndGet(more.toNanos());
    }

    @AfterEach
    void close() throws InterruptedException {
        assertThat(inspectionThread.close(Duration.ofMinutes(1))).isTrue();
    }

    private static <T> T on(Executor thread, Supplier<T> work) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> answer.complete(work.get()));
        return answer.get(1, TimeUnit.MINUTES);
    }

    /** True if a task is not begun, or does not go on, for some time. */
    private static boolean waits(CompletableFuture<?> task) throws Exception {
        try {
            task.get(100, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    private void spendOnATask(Duration time) throws Exception {
        besideRun.set(true);
        on(inspectionThread, () -> {
            spend(time);
            return null;
        });
    }

    @Test
    void onceTheBudgetIsSpentNoTaskStartsUntilItIsRefilled() throws Exception {
        spendOnATask(Duration.ofMillis(1500));
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {}, inspectionThread);
        assertThat(waits(next)).as("half a second in debt").isTrue();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(waits(next)).as("half of a second: the debt is paid, nothing is there").isTrue();
        clock.addAndGet(Duration.ofMillis(10).toNanos());
        next.get(1, TimeUnit.MINUTES);
    }

    @Test
    void theDebtIsBoundedByTheCapacityOfTheBudget() throws Exception {
        spendOnATask(Duration.ofMinutes(5));
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {}, inspectionThread);
        assertThat(waits(next)).isTrue();
        clock.addAndGet(Duration.ofMillis(2010).toNanos());
        next.get(1, TimeUnit.MINUTES);
    }

    @Test
    void theWaitEndsWithTheRun() throws Exception {
        spendOnATask(Duration.ofSeconds(2));
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {}, inspectionThread);
        assertThat(waits(next)).isTrue();
        besideRun.set(false);
        next.get(1, TimeUnit.MINUTES);
    }

    @Test
    void timeUsedWithoutARunIsNotDeducted() throws Exception {
        on(inspectionThread, () -> {
            spend(Duration.ofSeconds(100));
            return null;
        });
        // What a task took is settled after its answer, and surely before the next task.
        on(inspectionThread, () -> null);
        besideRun.set(true);
        CompletableFuture.runAsync(inspectionThread::betweenPieces, inspectionThread).get(1, TimeUnit.MINUTES);
    }

    @Test
    void aLongTaskPausesBetweenItsPieces() throws Exception {
        besideRun.set(true);
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> {
            inspectionThread.betweenPieces();
            spend(Duration.ofMillis(1500));
            inspectionThread.betweenPieces();
        }, inspectionThread);
        assertThat(waits(task)).isTrue();
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        task.get(1, TimeUnit.MINUTES);
    }

    @Test
    void closingDoesNotWaitForTheBudget() throws Exception {
        spendOnATask(Duration.ofSeconds(2));
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {}, inspectionThread);
        assertThat(waits(next)).isTrue();
        assertThat(inspectionThread.close(Duration.ofMinutes(1))).isTrue();
        assertThat(next).isCompleted();
    }

    @Test
    void urgentTasksRunBetweenThePiecesOfALongOneAndNothingOverlaps() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        AtomicInteger inside = new AtomicInteger();
        StringBuffer order = new StringBuffer();
        inspectionThread.execute(() -> {
            inside.incrementAndGet();
            begun.complete(null);
            asked.join();
            order.append("piece ");
            inspectionThread.betweenPieces();
            order.append("piece ");
            inside.decrementAndGet();
        });
        begun.get(1, TimeUnit.MINUTES);
        inspectionThread.execute(() -> order.append("next " + inside.get()));
        inspectionThread.executeSoon(() -> order.append("urgent "));
        asked.complete(null);
        on(inspectionThread, () -> null);
        assertThat(order).hasToString("piece urgent piece next 0");
    }

    @Test
    void queuedTasksFinishBeforeTheEndAndNewOnesAreRejected() throws Exception {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            inspectionThread.execute(done::incrementAndGet);
        }
        assertThat(inspectionThread.close(Duration.ofMinutes(1))).isTrue();
        assertThat(done).hasValue(100);
        assertThatThrownBy(() -> inspectionThread.execute(done::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
    }
}
