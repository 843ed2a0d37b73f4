package org.bytestill.objective.covering;

import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteKl;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.DivergenceKind;

/**
 * The divergence of teacher and student at one byte that the covering trains (method.md 3.1): KL from the teacher, as published; KL from
 * the student, which keeps it to what the teacher finds likely; or the generalised Jensen-Shannon divergence (arXiv 2306.13649, eq. 1),
 * whose mixture has the teacher with weight beta. Outcomes that are not kept of the teacher are one outcome together, as in F13.
 */
final class ByteDivergence {
    /** Smallest probability of the teacher in the KL from the student: what was never kept counts as unlikely, not as impossible. */
    private static final double LEAST_OF_TEACHER = 1e-8;
    /** Smallest probability of the student in a logarithm. */
    private static final double LEAST_OF_STUDENT = 1e-30;

    private final DivergenceKind kind;
    private final double beta;

    /** @param beta weight of the teacher in the mixture of the Jensen-Shannon divergence; 0 is the KL from the teacher, 1 from the student */
    ByteDivergence(DivergenceKind kind, double beta) {
        this.kind = kind != DivergenceKind.JSD || beta > 0 && beta < 1 ? kind : beta == 0 ? DivergenceKind.FORWARD : DivergenceKind.REVERSE;
        this.beta = beta;
    }

    static ByteDivergence of(RunConfig.Covering settings) {
        return new ByteDivergence(settings.divergence(), settings.beta());
    }

    /**
     * @param teacher     probabilities of the kept outcomes from {@code offset} on, 0 where an outcome is not kept
     * @param rest        mass of the outcomes that are not kept
     * @param student     the student's distribution over the 257 outcomes
     * @param gradStudent overwritten with the gradient with respect to the student's probabilities
     * @return the divergence in nats
     */
    double nats(float[] teacher, int offset, double rest, double[] student, double[] gradStudent) {
        if (kind == DivergenceKind.FORWARD) {
            return ByteKl.nats(teacher, offset, rest, student, gradStudent);
        }
        double left = 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            left += teacher[offset + outcome] > 0 ? 0 : student[outcome];
        }
        double nats = term(rest, left);
        double gradLeft = slope(rest, left);
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            double p = teacher[offset + outcome];
            nats += p > 0 ? term(p, student[outcome]) : 0;
            gradStudent[outcome] = p > 0 ? slope(p, student[outcome]) : gradLeft;
        }
        return nats;
    }

    private double term(double p, double q) {
        if (kind == DivergenceKind.REVERSE) {
            return times(q, q / Math.max(p, LEAST_OF_TEACHER));
        }
        double mixed = beta * p + (1 - beta) * q;
        return beta * times(p, p / mixed) + (1 - beta) * times(q, q / mixed);
    }

    /** Its derivative by the student's probability. */
    private double slope(double p, double q) {
        double student = Math.max(q, LEAST_OF_STUDENT);
        return kind == DivergenceKind.REVERSE ? Math.log(student / Math.max(p, LEAST_OF_TEACHER)) + 1
                : (1 - beta) * Math.log(student / (beta * p + (1 - beta) * student));
    }

    /** 0 ln 0 is 0. */
    private static double times(double factor, double ratio) {
        return factor > 0 ? factor * Math.log(ratio) : 0;
    }
}
