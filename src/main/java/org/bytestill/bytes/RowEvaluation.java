package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Evaluates contexts of several documents in one batch, lays their rows over the trie, and keeps account of what that costs. */
public final class RowEvaluation {
    private final TokenModel model;
    private final ByteOutcomes outcomes;
    private long rows;
    private long batches;
    private long modelNanos;
    private long massNanos;
    private long walkNanos;

    public RowEvaluation(TokenModel model, ByteOutcomes outcomes) {
        this.model = model;
        this.outcomes = outcomes;
    }

    /** Contexts of one batch. */
    public static final class Batch {
        private final List<TokenModel.Query> queries = new ArrayList<>();
        private final List<byte[]> texts = new ArrayList<>();
        private final List<Integer> offsets = new ArrayList<>();
        private final List<Consumer<PrefixMass>> takers = new ArrayList<>();

        /** @param text the document that the context is of */
        public void add(TokenModel.Contexts tree, byte[] text, Context context) {
            add(context.query(tree), text, context.offset(), context::evaluated);
        }

        /**
         * @param text   the document that the query is about
         * @param offset its bytes that the context covers
         * @param taker  is given the row along the text
         */
        public void add(TokenModel.Query query, byte[] text, int offset, Consumer<PrefixMass> taker) {
            queries.add(query);
            texts.add(text);
            offsets.add(offset);
            takers.add(taker);
        }
    }

    public void evaluate(Batch batch) {
        long started = System.nanoTime();
        long massBefore = massNanos;
        model.evaluate(batch.queries, (query, probabilities) -> {
            long since = System.nanoTime();
            batch.takers.get(query).accept(PrefixMass.along(outcomes, TokenRow.of(probabilities), batch.texts.get(query), batch.offsets.get(query)));
            massNanos += System.nanoTime() - since;
        });
        modelNanos += System.nanoTime() - started - (massNanos - massBefore);
        rows += batch.queries.size();
        batches++;
    }

    /** Accounts for work between batches. */
    public void walked(long nanos) {
        walkNanos += nanos;
    }

    public ReadingCost cost() {
        return new ReadingCost(rows, batches, modelNanos / 1e9, massNanos / 1e9, walkNanos / 1e9);
    }
}
