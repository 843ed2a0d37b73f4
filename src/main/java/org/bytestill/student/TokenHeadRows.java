package org.bytestill.student;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/**
 * The token head over some of the trunk's states: first their rows of log-probabilities, later the gradient by their logits, which
 * is carried back to states and head. Both piece by piece, so that never many rows of the vocabulary are held.
 *
 * <p>For an {@link Objective} whose losses need all rows before any gradient is known: the second time the rows are computed anew.
 */
public final class TokenHeadRows {
    /** Numbers of one piece, 8 MiB of float32: a piece is there four times over. */
    private static final int PIECE = 2 << 20;

    private final Script script;
    private final Objective.States states;
    private final int vocabulary;
    private final Scope results;
    private final Tensor byHidden;
    private Tensor byTokenHead;

    /** @param results scope that owns the gradients */
    public TokenHeadRows(Script script, Objective.States states, int vocabulary, Scope results) {
        this.script = script;
        this.states = states;
        this.vocabulary = vocabulary;
        this.results = results;
        this.byHidden = script.callOne(results, "no_gradient", states.hidden());
    }

    /** Takes the rows of the asked places, in their order. */
    @FunctionalInterface
    public interface RowSink {
        /** @param logProbabilities natural logarithms; only valid during the call */
        void accept(int number, double[] logProbabilities);
    }

    /** Gives the gradient by the logits of a row. */
    @FunctionalInterface
    public interface RowGradient {
        /**
         * @param probabilities the row; only valid during the call
         * @param byLogits      to be overwritten
         */
        void of(int number, double[] probabilities, double[] byLogits);
    }

    /** The rows of places in the states, counted over (batch x positions). */
    public void read(long[] places, RowSink sink) {
        read(script, states.hidden(), states.weights(), vocabulary, states.precision(), places, results, sink);
    }

    static void read(Script script, Tensor hidden, TensorList weights, int vocabulary, Dtype precision, long[] places, Scope owner, RowSink sink) {
        int rows = rowsAtOnce(vocabulary);
        double[] row = new double[vocabulary];
        for (int start = 0; start < places.length; start += rows) {
            long[] part = Arrays.copyOfRange(places, start, Math.min(places.length, start + rows));
            try (Scope piece = owner.inner("rows")) {
                Reading reading = new Reading(script.callOne(piece, "head_rows", hidden, piece.of(part, part.length), weights, precision.code()), vocabulary);
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

    /** Carries gradients by the logits of places back. */
    public void carryBack(long[] places, RowGradient gradient) {
        int rows = rowsAtOnce(vocabulary);
        double[] row = new double[vocabulary];
        double[] by = new double[vocabulary];
        for (int start = 0; start < places.length; start += rows) {
            long[] part = Arrays.copyOfRange(places, start, Math.min(places.length, start + rows));
            try (Scope piece = results.inner("rows")) {
                Tensor at = piece.of(part, part.length);
                List<Tensor> open = script.call(piece, "head_probabilities", states.hidden(), at, states.weights(), states.precision().code());
                Reading reading = new Reading(open.get(0), vocabulary);
                Writing writing = new Writing(open.get(0).dtype(), part.length * vocabulary);
                for (int i = 0; i < part.length; i++) {
                    reading.next(row);
                    gradient.of(start + i, row, by);
                    writing.add(by);
                }
                carryBack(piece, at, open.get(1), writing.tensor(piece, part.length, vocabulary));
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

    /** Rows of a tensor, one after the other, as float64. */
    private static final class Reading {
        private final FloatBuffer floats;
        private final DoubleBuffer doubles;
        private final float[] row;

        Reading(Tensor rows, int vocabulary) {
            boolean isDouble = rows.dtype() == Dtype.FLOAT64;
            floats = isDouble ? null : rows.bytes().asFloatBuffer();
            doubles = isDouble ? rows.bytes().asDoubleBuffer() : null;
            row = new float[isDouble ? 0 : vocabulary];
        }

        void next(double[] values) {
            if (doubles != null) {
                doubles.get(values);
                return;
            }
            floats.get(row);
            for (int i = 0; i < row.length; i++) {
                values[i] = row[i];
            }
        }
    }

    /** Rows collected for a tensor of a number format. */
    private static final class Writing {
        private final float[] floats;
        private final double[] doubles;
        private int filled;

        Writing(Dtype dtype, int count) {
            floats = dtype == Dtype.FLOAT64 ? null : new float[count];
            doubles = dtype == Dtype.FLOAT64 ? new double[count] : null;
        }

        void add(double[] values) {
            if (doubles != null) {
                System.arraycopy(values, 0, doubles, filled, values.length);
            } else {
                for (int i = 0; i < values.length; i++) {
                    floats[filled + i] = (float) values[i];
                }
            }
            filled += values.length;
        }

        Tensor tensor(Scope scope, long rows, long columns) {
            return doubles != null ? scope.of(doubles, rows, columns) : scope.of(floats, rows, columns);
        }
    }
}
