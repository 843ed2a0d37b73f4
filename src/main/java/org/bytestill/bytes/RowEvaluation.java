package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.List;

/** Evaluates contexts of several documents in one batch, lays their rows over the trie, and keeps account of what that costs. */
final class RowEvaluation {
    private final TokenModel model;
    private final ByteOutcomes outcomes;
    private long rows;
    private long batches;
    private long modelNanos;
    private long massNanos;
    private long walkNanos;

    RowEvaluation(TokenModel model, ByteOutcomes outcomes) {
        this.model = model;
        this.outcomes = outcomes;
    }

    /** Contexts of one batch. */
    static final class Batch {
        private final List<TokenModel.Ask> asks = new ArrayList<>();
        private final List<Context> contexts = new ArrayList<>();
        private final List<byte[]> texts = new ArrayList<>();

        /** @param text the document that the context is of */
        void add(TokenModel.Contexts tree, byte[] text, Context context) {
            asks.add(context.ask(tree));
            contexts.add(context);
            texts.add(text);
        }
    }

    void evaluate(Batch batch) {
        long started = System.nanoTime();
        long massBefore = massNanos;
        model.evaluate(batch.asks, (ask, logProbabilities) -> {
            long since = System.nanoTime();
            Context context = batch.contexts.get(ask);
            context.evaluated(PrefixMass.along(outcomes, logProbabilities, batch.texts.get(ask), context.offset()));
            massNanos += System.nanoTime() - since;
        });
        modelNanos += System.nanoTime() - started - (massNanos - massBefore);
        rows += batch.asks.size();
        batches++;
    }

    /** Accounts for work between batches. */
    void walked(long nanos) {
        walkNanos += nanos;
    }

    ReadingCost cost() {
        return new ReadingCost(rows, batches, modelNanos / 1e9, massNanos / 1e9, walkNanos / 1e9);
    }
}
