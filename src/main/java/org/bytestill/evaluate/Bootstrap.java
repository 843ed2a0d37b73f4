package org.bytestill.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.bytestill.problem.Check;

/**
 * Block bootstrap: a confidence interval for a statistic of bytes (method.md 5.3). Blocks of neighbouring bytes are drawn with
 * replacement, as many as there are, many times; the interval holds the middle 95 % of the statistic's values. Blocks are drawn
 * instead of bytes because the losses at neighbouring bytes of a word are correlated.
 *
 * @param resamples  number of resamples
 * @param blockBytes bytes of a block; the last block of a document may be shorter
 * @param seed       seed of the draws
 */
public record Bootstrap(int resamples, int blockBytes, long seed) {
    /** A thousand resamples of blocks of 64 bytes, about a line. */
    public static final Bootstrap DEFAULT = new Bootstrap(1000, 64, 42);

    public Bootstrap {
        Check.that(resamples >= 1 && blockBytes >= 1, "A bootstrap draws at least once, blocks of at least one byte.");
    }

    /**
     * @param documents one value for each byte, document by document
     * @param statistic computed from the values of all drawn bytes
     */
    public Interval of(List<double[]> documents, ToDoubleFunction<double[]> statistic) {
        List<double[]> blocks = blocks(documents);
        double value = statistic.applyAsDouble(joined(documents));
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[resamples];
        List<double[]> drawn = new ArrayList<>(blocks);
        for (int resample = 0; resample < resamples; resample++) {
            drawn.replaceAll(ignored -> blocks.get(random.nextInt(blocks.size())));
            values[resample] = statistic.applyAsDouble(joined(drawn));
        }
        return new Interval(value, quantile(values, 0.025), quantile(values, 0.975));
    }

    private List<double[]> blocks(List<double[]> documents) {
        List<double[]> blocks = new ArrayList<>();
        for (double[] document : documents) {
            for (int from = 0; from < document.length; from += blockBytes) {
                blocks.add(Arrays.copyOfRange(document, from, Math.min(document.length, from + blockBytes)));
            }
        }
        Check.that(!blocks.isEmpty(), "There are no bytes to measure.");
        return blocks;
    }

    private static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Quantile by nearest rank: the smallest value that at least the given share of the values does not exceed. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length - 1e-9) - 1)];
    }
}
