package org.bytestill.evaluate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.Passage;
import org.bytestill.run.ByteClass;

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
        Sum sum = new Sum();
        for (int document = 0; document < teacher.size(); document++) {
            ByteRows t = teacher.get(document);
            ByteRows s = student.get(document);
            for (int row = 0; row < t.size(); row++) {
                sum.add(t.distribution(row), s.distribution(row));
            }
        }
        return sum.agreement();
    }

    /**
     * Compares them by the class of the observed byte.
     *
     * @param passages the texts, a distribution for each of their rows
     */
    public static Map<ByteClass, Agreement> byClass(List<Passage> passages, List<? extends ByteRows> teacher,
            List<? extends ByteRows> student) {
        Map<ByteClass, Sum> sums = new EnumMap<>(ByteClass.class);
        for (int document = 0; document < teacher.size(); document++) {
            ByteRows t = teacher.get(document);
            ByteRows s = student.get(document);
            for (int row = 0; row < t.size(); row++) {
                sums.computeIfAbsent(ByteClass.of(passages.get(document).observed(row)), first -> new Sum()).add(t.distribution(row),
                        s.distribution(row));
            }
        }
        Map<ByteClass, Agreement> byClass = new EnumMap<>(ByteClass.class);
        sums.forEach((bytes, sum) -> byClass.put(bytes, sum.agreement()));
        return byClass;
    }

    /** Adds up positions. */
    private static final class Sum {
        private long bytes;
        private long infinite;
        private long equal;
        private double bits;

        void add(double[] teacher, double[] student) {
            double kl = Divergence.modelKlBits(teacher, student);
            if (Double.isInfinite(kl)) {
                infinite++;
            } else {
                bits += kl;
            }
            equal += Divergence.top1(teacher) == Divergence.top1(student) ? 1 : 0;
            bytes++;
        }

        Agreement agreement() {
            return new Agreement(bytes, bits / (bytes - infinite), (double) equal / bytes, infinite);
        }
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
