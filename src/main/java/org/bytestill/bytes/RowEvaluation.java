package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Batched model evaluation: evaluates contexts of several documents in one call of the model, sums each next-token distribution
 * over the trie ({@link PrefixMass}), and accumulates the cost.
 */
public final class RowEvaluation {
    private final TokenModel model;
    private final ByteOutcomes outcomes;
    private long rows;
    private long batches;
    private long modelNanos;
    private long massNanos;
    private long walkNanos;
    private int keptFrom = Integer.MAX_VALUE;

    public RowEvaluation(TokenModel model, ByteOutcomes outcomes) {
        this.model = model;
        this.outcomes = outcomes;
    }

    /** Keeps the rows of contexts that end at this offset or after it, so that their masses can follow a text that goes on. */
    public RowEvaluation keepRowsFrom(int offset) {
        keptFrom = offset;
        return this;
    }

    private PrefixMass masses(float[] probabilities, byte[] text, int offset) {
        return offset < keptFrom ? PrefixMass.along(outcomes, TokenRow.of(probabilities), text, offset)
                : PrefixMass.open(outcomes, TokenRow.of(probabilities.clone()), text, offset);
    }

    /** The contexts of one batch, and the receivers of their prefix masses. */
    public static final class Batch {
        private final List<TokenModel.Query> queries = new ArrayList<>();
        private final List<byte[]> texts = new ArrayList<>();
        private final List<Integer> offsets = new ArrayList<>();
        private final List<Consumer<PrefixMass>> receivers = new ArrayList<>();

        /**
         * @param text   the document of the context
         * @param wanted whether the distribution is wanted, or only the keys and values for longer contexts
         */
        public void add(TokenModel.Contexts tree, byte[] text, Context context, boolean wanted) {
            add(context.query(tree, wanted), text, context.offset(), context::setEvaluated);
        }

        /**
         * @param text     the document of the query
         * @param offset   number of bytes of the document that the context covers
         * @param receiver gets the prefix masses along the text
         */
        public void add(TokenModel.Query query, byte[] text, int offset, Consumer<PrefixMass> receiver) {
            queries.add(query);
            texts.add(text);
            offsets.add(offset);
            receivers.add(receiver);
        }
    }

    public void evaluate(Batch batch) {
        long started = System.nanoTime();
        long massBefore = massNanos;
        model.evaluate(batch.queries, (query, probabilities) -> {
            long since = System.nanoTime();
            batch.receivers.get(query).accept(masses(probabilities, batch.texts.get(query), batch.offsets.get(query)));
            massNanos += System.nanoTime() - since;
        });
        modelNanos += System.nanoTime() - started - (massNanos - massBefore);
        rows += batch.queries.stream().filter(TokenModel.Query::wanted).count();
        batches++;
    }

    /** Adds the time of work between batches to the cost. */
    public void walked(long nanos) {
        walkNanos += nanos;
    }

    public ReadingCost cost() {
        return new ReadingCost(rows, batches, modelNanos / 1e9, massNanos / 1e9, walkNanos / 1e9);
    }
}
