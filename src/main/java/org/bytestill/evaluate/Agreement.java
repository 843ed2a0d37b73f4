package org.bytestill.evaluate;

import java.util.List;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;

/**
 * How well a student agrees with a teacher when both are read as bytes.
 *
 * <p>A beam may leave a byte at probability 0, and KL is infinite there: such bytes are counted and left out of the mean,
 * so that one of them does not hide all others. The covering of canonical prefixes leaves none but those that a vocabulary has
 * no token for ({@link Divergence#modelKlBits}).
 *
 * @param bytes         positions compared
 * @param klBits        mean KL(teacher || student) over the positions at which it is finite, bits per byte; NaN if none is
 * @param top1Agreement share of positions at which both find the same outcome most probable, from 0 to 1
 * @param infiniteKl    positions at which the student excludes what the teacher allows
 */
public record Agreement(long bytes, double klBits, double top1Agreement, long infiniteKl) {
    /** Of no positions. */
    public static final Agreement NONE = new Agreement(0, Double.NaN, Double.NaN, 0);

    /** Compares rows of the same documents, position by position. */
    public static Agreement of(List<? extends ByteRows> teacher, List<? extends ByteRows> student) {
        long bytes = 0;
        long infinite = 0;
        long equal = 0;
        double bits = 0;
        for (int document = 0; document < teacher.size(); document++) {
            ByteRows t = teacher.get(document);
            ByteRows s = student.get(document);
            for (int row = 0; row < t.size(); row++) {
                double[] p = t.distribution(row);
                double[] q = s.distribution(row);
                double kl = Divergence.modelKlBits(p, q);
                if (Double.isInfinite(kl)) {
                    infinite++;
                } else {
                    bits += kl;
                }
                equal += Divergence.top1(p) == Divergence.top1(q) ? 1 : 0;
                bytes++;
            }
        }
        return new Agreement(bytes, bits / (bytes - infinite), (double) equal / bytes, infinite);
    }

    /** Both together, as if compared at once. */
    public Agreement plus(Agreement other) {
        return new Agreement(bytes + other.bytes, mean(klBits, bytes - infiniteKl, other.klBits, other.bytes - other.infiniteKl),
                mean(top1Agreement, bytes, other.top1Agreement, other.bytes), infiniteKl + other.infiniteKl);
    }

    private static double mean(double a, long countA, double b, long countB) {
        return ((countA == 0 ? 0 : a * countA) + (countB == 0 ? 0 : b * countB)) / (countA + countB);
    }
}
