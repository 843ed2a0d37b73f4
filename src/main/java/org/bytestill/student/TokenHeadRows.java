package org.bytestill.student;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/**
 * The token head over some of the trunk's states: first their rows of probabilities, later the gradient by their logits, which
 * is carried back to states and head. Both piece by piece, so that never many rows of the vocabulary are held.
 *
 * <p>For an {@link Objective} whose losses need all rows before any gradient is known: if they are too large to be kept, they are
 * computed anew the second time.
 */
public final class TokenHeadRows {
    /** Numbers of one piece, 8 MiB of float32: a piece is there four times over. */
    private static final int PIECE = 2 << 20;

    private final Script script;
    private final Objective.States states;
    private final int vocabulary;
    private final long[] places;
    private final Scope results;
    private final Tensor byHidden;
    private Tensor byTokenHead;

    /**
     * @param places  in the states, counted over (batch x positions)
     * @param results scope that owns the gradients
     */
    public TokenHeadRows(Script script, Objective.States states, int vocabulary, long[] places, Scope results) {
        this.script = script;
        this.states = states;
        this.vocabulary = vocabulary;
        this.places = places;
        this.results = results;
        this.byHidden = script.callOne(results, "no_gradient", states.hidden());
    }

    /** Takes the rows of the asked places, in their order. */
    @FunctionalInterface
    public interface RowSink {
        /** @param probabilities only valid during the call */
        void accept(int number, double[] probabilities);
    }

    /**
     * Reads all rows.
     *
     * @param kept scope that keeps them for the way back if they fit into the block of logits a pass may hold
     * @return what {@link #carryBack} takes
     */
    public List<List<Tensor>> read(Scope kept, RowSink sink) {
        boolean keeps = places.length <= states.rowsAtOnce();
        List<List<Tensor>> pieces = new ArrayList<>();
        try (Scope passing = results.inner("rows")) {
            read(script, states.hidden(), states.weights(), vocabulary, states.precision(), places, keeps ? kept : passing, keeps ? pieces : null, sink);
        }
        return pieces;
    }

    static void read(Script script, Tensor hidden, TensorList weights, int vocabulary, Dtype precision, long[] places, Scope owner, RowSink sink) {
        read(script, hidden, weights, vocabulary, precision, places, owner, null, sink);
    }

    private static void read(Script script, Tensor hidden, TensorList weights, int vocabulary, Dtype precision, long[] places, Scope owner,
            List<List<Tensor>> kept, RowSink sink) {
        int rows = rowsAtOnce(vocabulary);
        double[] row = new double[vocabulary];
        for (int start = 0; start < places.length; start += rows) {
            long[] part = Arrays.copyOfRange(places, start, Math.min(places.length, start + rows));
            try (Scope piece = owner.inner("rows")) {
                List<Tensor> open = script.call(kept != null ? owner : piece, "head_probabilities", hidden, piece.of(part, part.length), weights,
                        precision.code());
                if (kept != null) {
                    kept.add(open);
                }
                HeadReading reading = new HeadReading(open.get(0), vocabulary);
                for (int i = 0; i < part.length; i++) {
                    reading.next(row);
                    sink.accept(start + i, row);
                }
            }
        }
    }

    private static int rowsAtOnce(int vocabulary) {
        return Math.max(16, PIECE / vocabulary);
    }

    /**
     * Carries the gradients by the logits back.
     *
     * @param kept    what {@link #read} gave
     * @param groupOf the group of each id
     * @param groups  their number
     */
    public void carryBack(List<List<Tensor>> kept, long[] groupOf, int groups, HeadGradient.OfRow gradient) {
        int rows = rowsAtOnce(vocabulary);
        try (Scope whole = results.inner("groups")) {
            Tensor group = whole.of(groupOf, groupOf.length);
            for (int start = 0; start < places.length; start += rows) {
                long[] part = Arrays.copyOfRange(places, start, Math.min(places.length, start + rows));
                try (Scope piece = whole.inner("rows")) {
                    Tensor at = piece.of(part, part.length);
                    List<Tensor> open = !kept.isEmpty() ? kept.get(start / rows)
                            : script.call(piece, "head_probabilities", states.hidden(), at, states.weights(), states.precision().code());
                    HeadGradient collected = new HeadGradient(part.length, groups, vocabulary);
                    for (int i = 0; i < part.length; i++) {
                        collected.row(i, start + i, gradient);
                    }
                    carryBack(piece, at, open.get(1), collected.byLogits(script, piece, open.get(0), group));
                }
            }
        }
    }

    private void carryBack(Scope piece, Tensor at, Tensor slope, Tensor byLogits) {
        List<Tensor> sum = byTokenHead != null ? List.of(byTokenHead) : states.tokenHeadSum();
        boolean isFirst = states.byTokenHead() && sum.isEmpty();
        List<Tensor> result = script.call(isFirst ? results : piece, "head_back", states.hidden(), at, states.weights(), slope, byLogits,
                states.byHidden(), states.byTokenHead(), byHidden, sum, states.precision().code());
        byTokenHead = isFirst ? result.get(0) : byTokenHead;
    }

    /** The gradient by the states so far, in their shape. */
    public Tensor byHidden() {
        return script.callOne(results, "shaped", byHidden, states.hidden());
    }

    /** The gradient by the token head's matrix so far; null if it is not wanted or was added to its sum. */
    public Tensor byTokenHead() {
        return byTokenHead;
    }
}
