package org.bytestill.bytes;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.bytestill.problem.Check;

/**
 * How the next-byte distributions of several models become the one that a text is written by (method.md F33): a mixture with weights, or
 * the product.
 *
 * @param kind    the mixture, or the product
 * @param weights one for each model, from 0; of a mixture their shares of the sum count, of the product each is an exponent
 */
public record ByteBlend(Kind kind, double[] weights) {
    /** A larger exponent of the product would make every probability 0 in float64. */
    private static final double MOST = 100;

    /** The kinds: the mixtures of {@link Mixture}, and the product, which they have with exponents that sum to 1. */
    public enum Kind {
        ARITHMETIC(Mixture.ARITHMETIC), GEOMETRIC(Mixture.GEOMETRIC), PRODUCT(Mixture.GEOMETRIC), ENTROPY(Mixture.ENTROPY);

        private final Mixture mixture;

        Kind(Mixture mixture) {
            this.mixture = mixture;
        }

        /** As {@code --mix} writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param weights empty for equal ones: 1 each
     * @throws org.bytestill.problem.UserError if there are more or fewer weights than models, or one is out of its range
     */
    public static ByteBlend of(Kind kind, double[] weights, int models) {
        Check.that(weights.length == 0 || weights.length == models,
                "There are %d weights for %d models. Name one weight for each model, in their order.", weights.length, models);
        double[] all = new double[models];
        Arrays.fill(all, 1);
        return new ByteBlend(kind, weights.length == 0 ? all : weights);
    }

    /** @throws org.bytestill.problem.UserError naming the weight that is out of its range */
    public ByteBlend {
        weights = weights.clone();
        for (int i = 0; i < weights.length; i++) {
            Check.that(weights[i] >= 0 && weights[i] <= MOST, "Weight %d is %s; choose a number from 0 to 100.", i + 1, weights[i]);
        }
        double sum = Total.of(weights);
        Check.that(sum > 0, "All weights are 0, so no model counts. Give at least one a weight above 0.");
        Check.that(kind != Kind.PRODUCT || sum <= MOST, "The exponents of the product sum to %s; choose weights that sum to 100 or less.",
                sum);
    }

    /**
     * Blends the models' distributions of one byte.
     *
     * @param rows  257 probabilities for each model
     * @param place text that names the byte and the model, for the error message
     * @return 257 probabilities
     * @throws org.bytestill.problem.UserError if a model's probabilities do not sum to a positive number
     */
    public double[] of(double[][] rows, IntFunction<String> place) {
        double[] blended = new double[ByteDistribution.OUTCOMES];
        double[] nothing = new double[rows.length];
        kind.mixture.mix(rows, nothing, kind == Kind.PRODUCT ? weights : shares(kind.mixture.shares(rows, nothing)), blended, place);
        return blended;
    }

    private double[] shares(double[] unweighted) {
        double[] shares = new double[weights.length];
        Arrays.setAll(shares, model -> unweighted[model] * weights[model]);
        double sum = Total.of(shares);
        Arrays.setAll(shares, model -> shares[model] / sum);
        return shares;
    }
}
