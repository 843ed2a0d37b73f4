package org.bytestill.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.bytestill.bytes.flow.MassFlow;
import org.junit.jupiter.api.Test;

/** What is computed, and when, with a worker that works only when told to. */
class LazyFlowTest {
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<Integer> computed = new ArrayList<>();
    private final LazyFlow.Workers workers = new LazyFlow.Workers(queue::add, queue::add, new AtomicLong());
    private final LazyFlow flow = flow(0);

    private LazyFlow flow(int name) {
        return new LazyFlow(1000, offset -> {
            computed.add(name + offset);
            return new MassFlow(offset, List.of(), List.of(), 1, 0, 0, 0);
        }, workers);
    }

    private void work(int tasks) {
        for (int i = 0; i < tasks && !queue.isEmpty(); i++) {
            queue.poll().run();
        }
    }

    @Test
    void aHeldKeyComputesTheFirstAndTheLastByteOnly() {
        flow.at(500);
        work(1);
        List<CompletableFuture<MassFlow>> held = new ArrayList<>();
        for (int offset = 600; offset < 640; offset++) {
            held.add(flow.at(offset));
        }
        work(41);
        assertThat(computed).containsExactly(500, 639);
        assertThat(held.get(39)).isCompletedWithValueMatching(answer -> answer.position() == 639);
        assertThat(held.subList(0, 39)).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void bytesAroundTheCursorArePrefetchedNearestFirst() {
        flow.at(500);
        work(3);
        assertThat(computed).containsExactly(500, 501, 499, 502, 498);
        assertThat(flow.at(501)).as("a step is answered at once").isCompleted();
        work(Integer.MAX_VALUE);
        assertThat(computed).as("64 to each side of 501, each once").hasSize(129).doesNotHaveDuplicates();
    }

    @Test
    void prefetchingYieldsToARequest() {
        flow.at(500);
        work(2);
        CompletableFuture<MassFlow> answer = flow.at(100);
        work(2);
        assertThat(answer).isCompleted();
        assertThat(computed).containsExactly(500, 501, 499, 100);
    }

    @Test
    void prefetchingYieldsToARequestToAnotherSource() {
        LazyFlow other = flow(10_000);
        flow.at(500);
        work(2);
        other.at(100);
        work(4);
        assertThat(computed).containsExactly(500, 501, 499, 10_100, 10_101, 10_099, 10_102, 10_098);
    }

    @Test
    void theEndsOfTheTextAreNotPassed() {
        flow.at(0);
        work(Integer.MAX_VALUE);
        assertThat(computed).allMatch(offset -> offset >= 0 && offset < 1000);
    }

    @Test
    void aFailureCompletesItsRequestAndTheNextOneIsComputed() {
        LazyFlow failing = new LazyFlow(10, offset -> {
            throw new IllegalStateException("offset " + offset);
        }, new LazyFlow.Workers(Runnable::run, Runnable::run, new AtomicLong()));
        assertThatThrownBy(() -> failing.at(3).join()).hasRootCauseMessage("offset 3");
        assertThatThrownBy(() -> failing.at(4).join()).hasRootCauseMessage("offset 4");
    }
}
