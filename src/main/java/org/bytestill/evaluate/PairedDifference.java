package org.bytestill.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bytestill.problem.Check;

/**
 * The difference of two settings, paired by seed and by document, with its interval (method.md 5.4, F27 to F29). What seeds contribute to
 * the error is estimated by Student's t, since of three seeds a bootstrap has only ten different draws, and too little spread; what documents
 * contribute, by the bootstrap. The squares of both add up (Zou and Donner 2008).
 *
 * @param interval     mean difference over seeds, with the middle 95 %; infinite ends if there is one seed
 * @param seeds        pairs of runs
 * @param seedSpread   standard deviation of the difference over seeds; NaN of one
 * @param ofDocuments  standard error that comes from the documents
 */
public record PairedDifference(Interval interval, int seeds, double seedSpread, double ofDocuments) {
    /** What a difference means for the first of the two. */
    public enum Verdict {
        BETTER("better"), WORSE("worse"), CANNOT_TELL("cannot tell");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    private static final double INSIDE = 0.975;
    private static final double POWER = 0.8;
    /** The same of the normal distribution, for what does not depend on the number of seeds. */
    private static final double NORMAL = 1.959964;
    private static final double NORMAL_WITH_POWER = NORMAL + 0.841621;
    /** More seeds than anybody trains. */
    private static final int MOST_SEEDS = 1000;

    /** @param a the means of the first setting, a seed each; {@code b} those of the second with the same seeds, over the same draws */
    public static PairedDifference of(List<DocumentBootstrap.Mean> a, List<DocumentBootstrap.Mean> b) {
        Check.argument(a.size() == b.size() && !a.isEmpty(), "pairs of runs");
        int seeds = a.size();
        double[] values = IntStream.range(0, seeds).mapToDouble(seed -> a.get(seed).value() - b.get(seed).value()).toArray();
        double[] draws = IntStream.range(0, a.get(0).resampled().length).mapToDouble(draw -> IntStream.range(0, seeds)
                .mapToDouble(seed -> a.get(seed).resampled()[draw] - b.get(seed).resampled()[draw]).sum() / seeds).toArray();
        double mean = Bootstrap.mean(values);
        double wider = ofFew(a.get(0).documents());
        double below = times(wider, mean - Bootstrap.quantile(draws, 1 - INSIDE));
        double above = times(wider, Bootstrap.quantile(draws, INSIDE) - mean);
        double spread = spread(values);
        double ofSeeds = seeds == 1 ? Double.POSITIVE_INFINITY : StudentT.quantile(INSIDE, seeds - 1) * spread / Math.sqrt(seeds);
        Interval interval = new Interval(mean, mean - Math.hypot(below, ofSeeds), mean + Math.hypot(above, ofSeeds));
        return new PairedDifference(interval, seeds, spread, (below + above) / 2 / NORMAL);
    }

    /** Of one document the draws do not differ, and nothing is known. */
    private static double times(double wider, double half) {
        return Double.isInfinite(wider) ? wider : wider * half;
    }

    /** How much wider than a bootstrap's an interval of few documents must be; infinite of one, which says nothing of others. */
    private static double ofFew(int documents) {
        return documents == 1 ? Double.POSITIVE_INFINITY
                : StudentT.quantile(INSIDE, documents - 1) / NORMAL * Math.sqrt(documents / (documents - 1.0));
    }

    /** Sample standard deviation; NaN of one value. */
    public static double spread(double[] values) {
        double mean = Bootstrap.mean(values);
        return Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / (values.length - 1));
    }

    /** The difference of the second setting minus the first. */
    public PairedDifference turned() {
        return new PairedDifference(new Interval(-interval.value(), -interval.high(), -interval.low()), seeds, seedSpread, ofDocuments);
    }

    /** @param lowerIsBetter of bits, not of agreement */
    public Verdict verdict(boolean lowerIsBetter) {
        if (interval.low() <= 0 && interval.high() >= 0) {
            return Verdict.CANNOT_TELL;
        }
        return interval.value() < 0 == lowerIsBetter ? Verdict.BETTER : Verdict.WORSE;
    }

    /**
     * So many seeds would tell this difference from none in four of five repetitions, on the same documents (F29); empty if no number would:
     * there is one seed, or the difference is too small for these documents.
     */
    public OptionalInt seedsThatTell() {
        double square = interval.value() * interval.value();
        double fixed = NORMAL_WITH_POWER * NORMAL_WITH_POWER * ofDocuments * ofDocuments;
        if (seeds == 1 || fixed >= square) {
            return OptionalInt.empty();
        }
        return IntStream.rangeClosed(2, MOST_SEEDS).filter(n -> {
            double t = StudentT.quantile(INSIDE, n - 1) + StudentT.quantile(POWER, n - 1);
            return t * t * seedSpread * seedSpread / n + fixed <= square;
        }).findFirst();
    }
}
