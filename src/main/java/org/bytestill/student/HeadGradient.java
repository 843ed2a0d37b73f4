package org.bytestill.student;

import java.util.Arrays;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/**
 * The gradient with respect to the logits of some next-token distributions p, in sparse form: that of token v is
 * {@code p(v) (value of v's group + factor of v) + own(v)}, where only some tokens have a factor or an addition of their own. The dense
 * gradient (rows, vocabulary) is made from it in one operation.
 */
public final class HeadGradient {
    private final int vocabulary;
    private final int groups;
    private final double[] gradGroup;
    private final double[] ofRow;
    private final Additions factors = new Additions();
    private final Additions own = new Additions();

    HeadGradient(int rows, int groups, int vocabulary) {
        this.vocabulary = vocabulary;
        this.groups = groups;
        this.gradGroup = new double[rows * groups];
        this.ofRow = new double[groups];
    }

    /** Gives the gradient with respect to the logits of one row. */
    @FunctionalInterface
    public interface OfRow {
        /** @param gradGroup to be overwritten */
        void of(int number, double[] gradGroup, Additions factors, Additions own);
    }

    /** Sparse additions to single token ids; those to the same id are summed. */
    public static final class Additions {
        private long[] places = new long[1024];
        private double[] values = new double[1024];
        private int count;
        private long start;

        public void add(int id, double value) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            places[count] = start + id;
            values[count++] = value;
        }
    }

    void row(int row, int number, OfRow gradient) {
        factors.start = (long) row * vocabulary;
        own.start = factors.start;
        gradient.of(number, ofRow, factors, own);
        System.arraycopy(ofRow, 0, gradGroup, row * groups, groups);
    }

    /** The dense gradient with respect to the logits (rows, vocabulary), in the format of the probabilities of the same rows. */
    Tensor gradLogits(Script script, Scope scope, Tensor probabilities, Tensor groupOf) {
        Dtype dtype = probabilities.dtype();
        return script.method("grad_logits").with("probabilities", probabilities).with("group_of", groupOf)
                .with("grad_group", tensor(scope, dtype, gradGroup, gradGroup.length / groups, groups))
                .with("factor_places", places(scope, factors)).with("factors", tensor(scope, dtype, factors.values, factors.count))
                .with("own_places", places(scope, own)).with("own", tensor(scope, dtype, own.values, own.count)).tensor(scope);
    }

    private static Tensor places(Scope scope, Additions additions) {
        return scope.of(Arrays.copyOf(additions.places, additions.count), additions.count);
    }

    private static Tensor tensor(Scope scope, Dtype dtype, double[] values, long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        if (dtype == Dtype.FLOAT64) {
            return scope.of(Arrays.copyOf(values, count), shape);
        }
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) values[i];
        }
        return scope.of(floats, shape);
    }
}
