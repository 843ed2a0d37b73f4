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
 * Computes flows where they are asked for, and, while nobody asks for anything, those of the bytes around. All work is done in
 * pieces of one byte, so that a new question never waits for more than one.
 */
final class LazyFlow implements FlowSource {
    private static final Logger LOG = LoggerFactory.getLogger(LazyFlow.class);
    /** Bytes to each side of the cursor that are computed ahead. */
    private static final int AHEAD = 64;
    /** Answers kept: the surroundings of the cursor, and some places to go back to. */
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
     * Who computes.
     *
     * @param asked     what somebody waits for
     * @param ahead     what nobody waits for yet; after all else
     * @param questions counts every question of anybody: a new one ends the work ahead of older ones
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

    /** One byte on each side, nearest first; the next pair queues behind whatever was asked meanwhile. */
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
                // Nobody has asked for this byte; whoever does gets the failure as an answer.
                LOG.debug("tokens ahead of byte {} cannot be had", offset, e);
            }
        });
    }
}
