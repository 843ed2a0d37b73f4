package org.bytestill.objective.covering;

import java.util.Arrays;

/**
 * Which of many gradients are carried back, for few of them are large: each with a chance in proportion to its size, at most 1, and
 * scaled by one over its chance, so that the sum is right on average. The chances add up to how many are wanted, and one random
 * number draws all (systematic sampling): then as many come out, and the sum scatters less than with a draw for each. Sampling with
 * chances in proportion to size: Horvitz and Thompson, 1952; systematic: Madow, 1949. See method.md 3.4.
 */
final class SampledNodes {
    private SampledNodes() {}

    /**
     * @param sizes  not negative
     * @param wanted how many are to be carried back; fewer are where fewer are not 0
     * @param random in [0, 1)
     * @return of each the factor to carry it back with; 0 where it is not
     */
    static double[] factors(double[] sizes, double wanted, double random) {
        double[] factors = new double[sizes.length];
        double certain = certainSize(sizes, wanted);
        double sum = random;
        for (int i = 0; i < sizes.length; i++) {
            double chance = sizes[i] >= certain ? 1 : sizes[i] / certain;
            double before = sum;
            sum += chance;
            factors[i] = sizes[i] > 0 && (chance == 1 || Math.floor(sum) > Math.floor(before)) ? 1 / chance : 0;
        }
        return factors;
    }

    /** The size from which on one is always carried back: with {@code min(1, size / it)} for chances these add up to what is wanted. */
    private static double certainSize(double[] sizes, double wanted) {
        double[] sorted = Arrays.stream(sizes).filter(size -> size > 0).sorted().toArray();
        if (sorted.length <= wanted) {
            return Double.MIN_VALUE;
        }
        double sum = Arrays.stream(sorted).sum();
        int certain = 0;
        // One after the other, from the largest on, that would have a chance above 1.
        while (certain < wanted && sorted[sorted.length - 1 - certain] * (wanted - certain) > sum) {
            sum -= sorted[sorted.length - 1 - certain++];
        }
        return certain < wanted ? sum / (wanted - certain) : sorted[sorted.length - certain];
    }
}
