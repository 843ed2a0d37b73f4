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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskThreadTest {
    private final AtomicBoolean besideRun = new AtomicBoolean();
    private final DeskThread desk = new DeskThread(besideRun::get);

    @AfterEach
    void close() throws InterruptedException {
        assertThat(desk.close(Duration.ofSeconds(10))).isTrue();
    }

    private static <T> T on(Executor thread, Supplier<T> work) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> answer.complete(work.get()));
        return answer.get(10, TimeUnit.SECONDS);
    }

    private Thread prepared() throws Exception {
        return on(desk, () -> {
            desk.prepare();
            return Thread.currentThread();
        });
    }

    /** Field 19 of the thread's line of figures, proc(5); empty on systems that have none. */
    private static List<Integer> nice() {
        try {
            Path self = Path.of("/proc/thread-self/stat");
            return Files.exists(self) ? List.of(Integer.parseInt(Files.readString(self).replaceFirst(".*\\) ", "").split(" ")[16])) : List.of();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void besideARunTheThreadStandsBehindEverythingAndAFreshOneFollows() throws Exception {
        Thread alone = prepared();
        assertThat(on(desk, DeskThreadTest::nice)).allMatch(nice -> nice == 5);
        besideRun.set(true);
        assertThat(prepared()).as("the same thread, behind everything").isSameAs(alone);
        assertThat(on(desk, DeskThreadTest::nice)).allMatch(nice -> nice == 19);
        besideRun.set(false);
        assertThat(prepared()).as("a thread cannot take its priority back").isNotSameAs(alone);
        assertThat(on(desk, DeskThreadTest::nice)).allMatch(nice -> nice == 5);
    }

    @Test
    void aRunThatBeginsInTheMiddleOfATaskIsNotSlowedByItsRest() throws Exception {
        List<Integer> after = on(desk, () -> {
            desk.prepare();
            besideRun.set(true);
            desk.betweenPieces();
            return nice();
        });
        assertThat(after).allMatch(nice -> nice == 19);
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
        begun.get(10, TimeUnit.SECONDS);
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
        assertThat(desk.close(Duration.ofSeconds(10))).isTrue();
        assertThat(done).hasValue(100);
        assertThatThrownBy(() -> desk.execute(done::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
    }
}
