package org.bytestill.bytes;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.bytestill.problem.UserError;

/**
 * Mixture of an ensemble: combines several models' next-byte distributions of the same byte into one (method.md 1.8). Models of
 * an ensemble may have different tokenizers, since all of them are read as bytes.
 *
 * <p>With p_i the 257 outcomes of model i of m, renormalised by its reader (the end of the sequence is an outcome like the
 * others; residual and dropped mass are left out before), the mixture is
 * <ul>
 * <li>arithmetic: {@code p(o) = 1/m sum_i p_i(o)}: an outcome is likely if one model finds it likely;
 * <li>geometric: {@code p(o) = prod_i p_i(o)^(1/m) / Z}: an outcome is likely only if all models find it likely, and impossible
 *     if one excludes it. If no outcome is allowed by all models, Z is 0 and the arithmetic mixture is used instead;
 * <li>entropy: {@code p(o) = sum_i v_i p_i(o)}, {@code v_i = 2^(-H_i) / sum_j 2^(-H_j)}, H_i the entropy of p_i in bits: at
 *     each byte the more certain model counts more; a model that hesitates between twice as many outcomes counts half as much.
 * </ul>
 * A cache keeps only the most probable bytes of a distribution and the total mass of the others, the rest. The rest of model i
 * is assumed to be spread evenly over the bytes that it does not keep. So a mixed probability is off by at most the mean rest
 * in total, 0.001 at the default coverage, and the rest of the mixture is its mass on the bytes that no model keeps.
 */
public enum Mixture {
    ARITHMETIC, GEOMETRIC, ENTROPY;

    /** The word of this mixture in settings, such as {@code geometric}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Mixes the models' distributions of one byte.
     *
     * @param rows  257 probabilities for each model, 0 where a byte is not kept
     * @param rest  for each model the mass of the bytes it does not keep
     * @param into  filled with 257 probabilities, 0 for bytes that no model keeps
     * @param place text that names the byte and the model, for the error message
     * @return the mass of the bytes that no model keeps
     * @throws UserError if a model's probabilities do not sum to a positive number
     */
    public double mix(double[][] rows, double[] rest, double[] into, IntFunction<String> place) {
        return mix(rows, rest, shares(rows, rest), into, place);
    }

    /** As the other, with these weights of the models: shares of the sum, or exponents of the product, which need not sum to 1. */
    double mix(double[][] rows, double[] rest, double[] shares, double[] into, IntFunction<String> place) {
        for (int model = 0; model < rows.length; model++) {
            double mass = rest[model] + Arrays.stream(rows[model]).sum();
            if (!(mass > 0) || Double.isInfinite(mass)) {
                throw UserError.badInput(
                        "%s: the probabilities of the next byte sum to %s and cannot be mixed. The model overflows in this precision or "
                                + "its weights are damaged: choose float32, or copy the model again; then read it anew.",
                        place.apply(model), mass);
            }
        }
        double[] elsewhere = new double[rows.length];
        for (int model = 0; model < rows.length; model++) {
            elsewhere[model] = rest[model] / Math.max(1, unkept(rows[model]));
        }
        int nowhere = 0;
        double sum = 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            boolean kept = outcome == ByteDistribution.EOS;
            for (double[] row : rows) {
                kept |= row[outcome] > 0;
            }
            into[outcome] = kept ? mixed(rows, elsewhere, shares, outcome) : 0;
            nowhere += kept ? 0 : 1;
            sum += into[outcome];
        }
        double left = nowhere == 0 ? 0 : nowhere * mixedElsewhere(elsewhere, shares);
        if (!(sum + left > 0)) {
            return ARITHMETIC.mix(rows, rest, shares, into, place);
        }
        for (int outcome = 0; outcome < into.length; outcome++) {
            into[outcome] /= sum + left;
        }
        return left / (sum + left);
    }

    /** The text that {@link #mix} needs for its message: names a byte and a model, both counted from 0. */
    public static String place(int position, int document, String model) {
        return "Byte " + position + " of document " + document + ", teacher " + model;
    }

    /** Weight of each model at this byte; they sum to 1. */
    double[] shares(double[][] rows, double[] rest) {
        double[] shares = new double[rows.length];
        Arrays.fill(shares, 1.0 / rows.length);
        if (this == ENTROPY) {
            double sum = 0;
            for (int model = 0; model < shares.length; model++) {
                shares[model] = Math.exp(-nats(rows[model], rest[model]));
                sum += shares[model];
            }
            for (int model = 0; model < shares.length; model++) {
                shares[model] /= sum;
            }
        }
        return shares;
    }

    /** Entropy in nats of a distribution whose rest is spread evenly. */
    private static double nats(double[] row, double rest) {
        double nats = rest > 0 ? -rest * Math.log(rest / Math.max(1, unkept(row))) : 0;
        for (double probability : row) {
            nats += Divergence.entropyTermNats(probability);
        }
        return nats;
    }

    private static int unkept(double[] row) {
        int unkept = 0;
        for (int value = 0; value < ByteDistribution.BYTES; value++) {
            unkept += row[value] == 0 ? 1 : 0;
        }
        return unkept;
    }

    private double mixed(double[][] rows, double[] elsewhere, double[] shares, int outcome) {
        double sum = 0;
        double logs = 0;
        for (int model = 0; model < rows.length; model++) {
            boolean kept = rows[model][outcome] > 0 || outcome == ByteDistribution.EOS;
            double probability = kept ? rows[model][outcome] : elsewhere[model];
            sum += shares[model] * probability;
            logs += shares[model] > 0 ? shares[model] * Math.log(probability) : 0;
        }
        return this == GEOMETRIC ? Math.exp(logs) : sum;
    }

    private double mixedElsewhere(double[] elsewhere, double[] shares) {
        double sum = 0;
        double logs = 0;
        for (int model = 0; model < elsewhere.length; model++) {
            sum += shares[model] * elsewhere[model];
            logs += shares[model] > 0 ? shares[model] * Math.log(elsewhere[model]) : 0;
        }
        return this == GEOMETRIC ? Math.exp(logs) : sum;
    }
}
