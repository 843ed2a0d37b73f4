package org.bytestill.evaluate;

import java.util.SplittableRandom;
import org.bytestill.problem.Check;

/**
 * Bootstrap over documents: the same documents are drawn with replacement for everything that is measured on them, so that differences of
 * two runs are differences on the same draw (method.md 5.4).
 */
public final class DocumentBootstrap {
    /** Draws: enough for the third digit of an interval's end. */
    public static final int RESAMPLES = 2000;
    public static final long SEED = 42;

    /** How often each document is in each draw. */
    private final int[][] counts;

    /** @param documents number of documents; in each of the {@code resamples} draws there are as many */
    public DocumentBootstrap(int documents, int resamples, long seed) {
        Check.that(documents > 0, "There are no documents to measure.");
        SplittableRandom random = new SplittableRandom(seed);
        counts = new int[resamples][documents];
        for (int[] count : counts) {
            for (int draw = 0; draw < documents; draw++) {
                count[random.nextInt(documents)]++;
            }
        }
    }

    /**
     * A mean over all documents, and over the documents of each draw.
     *
     * @param resampled one a draw
     * @param documents their number
     */
    public record Mean(double value, double[] resampled, int documents) {}

    /**
     * The mean of bytes of documents.
     *
     * @param sums    of a document's bytes
     * @param weights their number
     */
    public Mean of(double[] sums, double[] weights) {
        double[] resampled = new double[counts.length];
        for (int draw = 0; draw < counts.length; draw++) {
            double sum = 0;
            double weight = 0;
            for (int document = 0; document < sums.length; document++) {
                sum += counts[draw][document] * sums[document];
                weight += counts[draw][document] * weights[document];
            }
            resampled[draw] = sum / weight;
        }
        return new Mean(total(sums) / total(weights), resampled, sums.length);
    }

    private static double total(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        return total;
    }
}
