package org.bytestill.engine.inspect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.bytestill.bytes.flow.MassFlow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cached flow source with prefetching: computes the token flow at the requested byte and, while idle, at the bytes around it. Work is
 * split into single bytes, so that a new request never waits for more than one.
 */
final class LazyFlow implements FlowSource {
    private static final Logger LOG = LoggerFactory.getLogger(LazyFlow.class);
    /** Bytes on each side of the cursor that are prefetched. */
    private static final int AHEAD = 64;
    /** Capacity of the cache (LRU): the surroundings of the cursor, and some earlier places. */
    private static final int KEPT = 4 * AHEAD;

    private final int length;
    private final IntFunction<MassFlow> compute;
    private final Workers workers;
    private final AtomicLong newest = new AtomicLong();
    private final Map<Integer, MassFlow> answers = Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, MassFlow> eldest) {
            return size() > KEPT;
        }
    });

    /**
     * The executors.
     *
     * @param asked     for requests
     * @param ahead     for prefetching, with lower priority
     * @param questions counter of all requests: a new request cancels the prefetching of older ones
     */
    record Workers(Executor asked, Executor ahead, AtomicLong questions) {}

    /**
     * @param length  bytes of the text
     * @param compute the flow at an offset; called by the workers only
     */
    LazyFlow(int length, IntFunction<MassFlow> compute, Workers workers) {
        this.length = length;
        this.compute = compute;
        this.workers = workers;
    }

    @Override
    public boolean hasTokens() {
        return true;
    }

    @Override
    public CompletableFuture<MassFlow> at(int offset) {
        long question = newest.incrementAndGet();
        long all = workers.questions().incrementAndGet();
        MassFlow known = answers.get(offset);
        if (known != null) {
            ahead(all, offset, 1);
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<MassFlow> answer = new CompletableFuture<>();
        workers.asked().execute(() -> {
            if (newest.get() != question || answer.isCancelled()) {
                answer.cancel(false);
                return;
            }
            try {
                answer.complete(compute(offset));
            } catch (CancellationException e) { // gave way to a newer question
                answer.cancel(false);
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
            ahead(all, offset, 1);
        });
        return answer;
    }

    private MassFlow compute(int offset) {
        MassFlow known = answers.get(offset);
        if (known == null) {
            known = compute.apply(offset);
            answers.put(offset, known);
        }
        return known;
    }

    /** Prefetches one byte on each side, nearest first; the next pair is queued behind requests that have arrived meanwhile. */
    private void ahead(long questions, int offset, int distance) {
        if (workers.questions().get() != questions || distance > AHEAD) {
            return;
        }
        workers.ahead().execute(() -> {
            try {
                for (int at : new int[] {offset + distance, offset - distance}) {
                    if (at >= 0 && at < length && workers.questions().get() == questions) {
                        compute(at);
                    }
                }
                ahead(questions, offset, distance + 1);
            } catch (RuntimeException e) {
                // Nobody has requested this byte; a later request reports the failure.
                LOG.debug("tokens ahead of byte {} cannot be had", offset, e);
            }
        });
    }
}
