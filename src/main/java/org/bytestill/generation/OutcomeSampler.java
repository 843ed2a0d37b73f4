package org.bytestill.generation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytestill.model.Sampling;

/** Choice of one of a few outcomes by {@link Sampling}, in its order: temperature, top-k, top-p, min-p. */
final class OutcomeSampler {
    private final Sampling sampling;

    OutcomeSampler(Sampling sampling) {
        this.sampling = sampling;
    }

    /**
     * @param probabilities of the outcomes
     * @param draw          a number in [0, 1); unused by greedy sampling
     */
    int choose(double[] probabilities, double draw) {
        return sampling.isGreedy() ? mostProbable(probabilities) : drawn(filtered(probabilities), draw);
    }

    private static int mostProbable(double[] probabilities) {
        return IntStream.range(0, probabilities.length).reduce((a, b) -> probabilities[b] > probabilities[a] ? b : a).orElseThrow();
    }

    /** What is drawn from: probabilities after temperature and filters, which need not sum to 1. */
    double[] filtered(double[] probabilities) {
        double largest = Arrays.stream(probabilities).max().orElseThrow();
        double[] kept = Arrays.stream(probabilities).map(p -> Math.pow(p / largest, 1 / sampling.temperature())).toArray();
        double[] falling = falling(kept);
        if (sampling.topK() > 0 && sampling.topK() < kept.length) {
            keepFrom(falling[sampling.topK() - 1], kept);
        }
        if (sampling.topP() < 1) {
            keepFrom(leastOfTopP(falling(kept)), kept);
        }
        // The largest is 1 here.
        keepFrom(sampling.minP(), kept);
        return kept;
    }

    private static double[] falling(double[] values) {
        return Arrays.stream(values).map(value -> -value).sorted().map(value -> -value).toArray();
    }

    private double leastOfTopP(double[] falling) {
        double wanted = sampling.topP() * Arrays.stream(falling).sum();
        double sum = 0;
        for (double value : falling) {
            sum += value;
            if (sum >= wanted) {
                return value;
            }
        }
        return 0;
    }

    /** Equals of the least that is kept are kept with it. */
    private static void keepFrom(double least, double[] values) {
        Arrays.setAll(values, i -> values[i] >= least ? values[i] : 0);
    }

    private static int drawn(double[] weights, double draw) {
        double left = draw * Arrays.stream(weights).sum();
        for (int outcome = 0; outcome < weights.length; outcome++) {
            left -= weights[outcome];
            if (left < 0) {
                return outcome;
            }
        }
        return mostProbable(weights);
    }
}
