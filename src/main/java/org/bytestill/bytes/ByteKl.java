package org.bytestill.bytes;

import org.jspecify.annotations.Nullable;

/**
 * KL(teacher || student) at one byte and its gradient (method.md F13). If only a part of the teacher's distribution is kept,
 * the rest is one more outcome on both sides: a lower bound of the KL that is exact when everything is kept.
 */
public final class ByteKl {
    /** Smallest probability in the KL: a lower one counts as this and has no gradient. */
    private static final double FLOOR = 1e-30;

    private ByteKl() {}

    /**
     * @param teacher     probabilities of the kept outcomes from {@code offset} on, 0 where an outcome is not kept
     * @param rest        mass of the outcomes that are not kept
     * @param student     the student's distribution over the 257 outcomes
     * @param gradStudent overwritten with the gradient with respect to the student's probabilities; may be null
     * @return the divergence in nats
     */
    public static double nats(float[] teacher, int offset, double rest, double[] student, double @Nullable [] gradStudent) {
        double left = 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            left += teacher[offset + outcome] > 0 ? 0 : student[outcome];
        }
        double nats = rest > 0 ? rest * Math.log(rest / Math.max(FLOOR, left)) : 0;
        double gradLeft = rest > 0 && left > FLOOR ? -rest / left : 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            double p = teacher[offset + outcome];
            double q = Math.max(FLOOR, student[outcome]);
            nats += p > 0 ? p * Math.log(p / q) : 0;
            if (gradStudent != null) {
                gradStudent[outcome] = p > 0 ? (q > FLOOR ? -p / q : 0) : gradLeft;
            }
        }
        return nats;
    }
}
