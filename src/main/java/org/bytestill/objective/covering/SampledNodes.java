package org.bytestill.objective.covering;

import java.util.Arrays;

/**
 * Importance sampling of nodes for the backward pass (method.md 3.4). Few gradients are large, so each node is drawn with
 * probability proportional to the size of its gradient, at most 1, and its gradient is divided by that probability: the
 * Horvitz-Thompson estimator (1952), which is unbiased. The draw is systematic sampling (Madow 1949): the probabilities sum to
 * the wanted number of nodes, and one random number draws all of them. So exactly that many are drawn, and the variance is
 * lower than with independent draws.
 */
final class SampledNodes {
    private SampledNodes() {}

    /**
     * @param sizes  sizes of the gradients, not negative
     * @param wanted number of nodes to draw; fewer are drawn if fewer sizes are above 0
     * @param random in [0, 1)
     * @return for each node the factor of its gradient, 1 / probability; 0 if it is not drawn
     */
    static double[] factors(double[] sizes, double wanted, double random) {
        double[] factors = new double[sizes.length];
        double certain = certainSize(sizes, wanted);
        double sum = random;
        for (int i = 0; i < sizes.length; i++) {
            double probability = sizes[i] >= certain ? 1 : sizes[i] / certain;
            double before = sum;
            sum += probability;
            factors[i] = sizes[i] > 0 && (probability == 1 || Math.floor(sum) > Math.floor(before)) ? 1 / probability : 0;
        }
        return factors;
    }

    /** The size from which on a node is drawn for certain: the probabilities {@code min(1, size / it)} sum to the wanted number. */
    private static double certainSize(double[] sizes, double wanted) {
        double[] sorted = Arrays.stream(sizes).filter(size -> size > 0).sorted().toArray();
        if (sorted.length <= wanted) {
            return Double.MIN_VALUE;
        }
        double sum = Arrays.stream(sorted).sum();
        int certain = 0;
        // Removes, from the largest on, the sizes whose probability would exceed 1.
        while (certain < wanted && sorted[sorted.length - 1 - certain] * (wanted - certain) > sum) {
            sum -= sorted[sorted.length - 1 - certain++];
        }
        return certain < wanted ? sum / (wanted - certain) : sorted[sorted.length - certain];
    }
}
