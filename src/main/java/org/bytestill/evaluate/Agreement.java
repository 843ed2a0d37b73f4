package org.bytestill.evaluate;

import java.util.List;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;

/**
 * Agreement of a student with a teacher: mean KL divergence and top-1 agreement of their next-byte distributions (method.md
 * 5.2).
 *
 * <p>A beam may give the byte of the text probability 0, where the KL is infinite. Such bytes are counted and excluded from the
 * mean, so that a single one does not hide all others. The covering of canonical prefixes has such bytes only if a vocabulary
 * has no token for them ({@link Divergence#modelKlBits}).
 *
 * @param bytes         positions compared
 * @param klBits        mean KL(teacher || student) over the positions at which it is finite, bits per byte; NaN if it is finite nowhere
 * @param top1Agreement share of positions with the same most probable outcome, from 0 to 1
 * @param infiniteKl    positions at which the student excludes an outcome that the teacher allows
 */
public record Agreement(long bytes, double klBits, double top1Agreement, long infiniteKl) {
    /** The agreement over no positions. */
    public static final Agreement NONE = new Agreement(0, Double.NaN, Double.NaN, 0);

    /** Compares the distributions of the same documents, position by position. */
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

    /** The agreement over the positions of both. */
    public Agreement plus(Agreement other) {
        return new Agreement(bytes + other.bytes, mean(klBits, bytes - infiniteKl, other.klBits, other.bytes - other.infiniteKl),
                mean(top1Agreement, bytes, other.top1Agreement, other.bytes), infiniteKl + other.infiniteKl);
    }

    private static double mean(double a, long countA, double b, long countB) {
        return ((countA == 0 ? 0 : a * countA) + (countB == 0 ? 0 : b * countB)) / (countA + countB);
    }
}
