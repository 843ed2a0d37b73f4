package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytestill.torch.QuietThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskThreadTest {
    private final AtomicBoolean besideRun = new AtomicBoolean();
    /** A clock that stands: there is what there is at first. */
    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong computed = new AtomicLong();
    private final DeskThread desk = new DeskThread(besideRun::get, new Allowance(0.5, Duration.ofSeconds(1), clock::get, computed::get));

    private void spend(Duration more) {
        computed.addAndGet(more.toNanos());
    }

    @AfterEach
    void close() throws InterruptedException {
        assertThat(desk.close(Duration.ofMinutes(1))).isTrue();
    }

    private static <T> T on(Executor thread, Supplier<T> work) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> answer.complete(work.get()));
        return answer.get(1, TimeUnit.MINUTES);
    }

    private Thread prepared() throws Exception {
        return on(desk, () -> {
            desk.prepare();
            return Thread.currentThread();
        });
    }

    /** Behind what the calling thread stands, by fields 19 (nice) and 41 (policy) of its line of figures, proc(5); empty on systems that have none. */
    private static List<QuietThread.Behind> behind() {
        try {
            Path self = Path.of("/proc/thread-self/stat");
            if (!Files.exists(self)) {
                return List.of();
            }
            String[] fields = Files.readString(self).replaceFirst(".*\\) ", "").split(" ");
            return List.of(fields[38].equals("5") || fields[16].equals("19") ? QuietThread.Behind.EVERYTHING : QuietThread.Behind.WINDOW);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void onceItsAllowanceIsSpentTheThreadStandsBehindEverythingAndAFreshOneFollowsLater() throws Exception {
        besideRun.set(true);
        Thread first = prepared();
        assertThat(on(desk, DeskThreadTest::behind)).as("behind the window").allMatch(place -> place == QuietThread.Behind.WINDOW);
        on(desk, () -> {
            spend(Duration.ofSeconds(2));
            return null;
        });
        assertThat(prepared()).as("the same thread").isSameAs(first);
        assertThat(on(desk, DeskThreadTest::behind)).as("one second in debt").allMatch(place -> place == QuietThread.Behind.EVERYTHING);
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(prepared()).as("half of two seconds: the debt is paid, nothing is there").isSameAs(first);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(prepared()).as("a thread cannot take its priority back").isNotSameAs(first);
        assertThat(on(desk, DeskThreadTest::behind)).allMatch(place -> place == QuietThread.Behind.WINDOW);
    }

    @Test
    void whenTheRunEndsAFreshThreadFollowsAtOnce() throws Exception {
        besideRun.set(true);
        Thread first = on(desk, () -> {
            spend(Duration.ofSeconds(2));
            desk.betweenPieces();
            return Thread.currentThread();
        });
        besideRun.set(false);
        assertThat(prepared()).isNotSameAs(first);
    }

    @Test
    void whatIsComputedAloneIsTakenFromNoRun() throws Exception {
        on(desk, () -> {
            spend(Duration.ofSeconds(100));
            return null;
        });
        // What a task took is settled after its answer, and surely before the next task.
        on(desk, () -> null);
        besideRun.set(true);
        assertThat(on(desk, () -> {
            desk.betweenPieces();
            return behind();
        })).allMatch(place -> place == QuietThread.Behind.WINDOW);
    }

    @Test
    void theRestOfALongTaskStandsBehindEverything() throws Exception {
        besideRun.set(true);
        List<List<QuietThread.Behind>> places = on(desk, () -> {
            desk.betweenPieces();
            List<QuietThread.Behind> before = behind();
            spend(Duration.ofSeconds(2));
            desk.betweenPieces();
            return List.of(before, behind());
        });
        assertThat(places.get(0)).allMatch(place -> place == QuietThread.Behind.WINDOW);
        assertThat(places.get(1)).allMatch(place -> place == QuietThread.Behind.EVERYTHING);
    }

    @Test
    void whatIsUrgentComesBetweenThePiecesOfALongTaskAndNothingOverlaps() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        AtomicInteger inside = new AtomicInteger();
        StringBuffer order = new StringBuffer();
        desk.execute(() -> {
            inside.incrementAndGet();
            begun.complete(null);
            asked.join();
            order.append("piece ");
            desk.betweenPieces();
            order.append("piece ");
            inside.decrementAndGet();
        });
        begun.get(1, TimeUnit.MINUTES);
        desk.execute(() -> order.append("next " + inside.get()));
        desk.executeSoon(() -> order.append("urgent "));
        asked.complete(null);
        on(desk, () -> null);
        assertThat(order).hasToString("piece urgent piece next 0");
    }

    @Test
    void whatIsQueuedIsDoneBeforeTheEndAndNothingComesAfter() throws Exception {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            desk.execute(done::incrementAndGet);
        }
        assertThat(desk.close(Duration.ofMinutes(1))).isTrue();
        assertThat(done).hasValue(100);
        assertThatThrownBy(() -> desk.execute(done::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
    }
}
