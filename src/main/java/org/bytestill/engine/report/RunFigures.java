package org.bytestill.engine.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bytestill.evaluate.DocumentBootstrap;
import org.bytestill.evaluate.Interval;
import org.bytestill.problem.UserError;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.DocumentScores;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunFolder;

/**
 * The figures of an evaluation with their intervals, over draws of its validation documents (method.md 5.4).
 *
 * @param update      after how many updates
 * @param bitsPerByte NaN ends where the results of documents were not kept
 * @param klBits      NaN without a teacher
 */
record RunFigures(int update, Interval bitsPerByte, Interval klBits) {
    private static final double TAIL = 0.025;

    /** The evaluation with the lowest bits per byte; empty before the first. */
    static OptionalInt bestRow(MetricTable evaluation) {
        return IntStream.range(0, evaluation.size()).filter(row -> Double.isFinite(evaluation.value(Metric.BITS_PER_BYTE, row))).boxed()
                .min((a, b) -> Double.compare(evaluation.value(Metric.BITS_PER_BYTE, a), evaluation.value(Metric.BITS_PER_BYTE, b)))
                .map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    static RunFigures of(RunFolder folder, MetricTable evaluation, int row) {
        int update = (int) evaluation.value(Metric.UPDATE, row);
        double bits = evaluation.value(Metric.BITS_PER_BYTE, row);
        double kl = evaluation.value(Metric.KL_BITS, row);
        List<DocumentScore> scores = scores(folder, update);
        if (scores.isEmpty()) {
            return new RunFigures(update, new Interval(bits, Double.NaN, Double.NaN), new Interval(kl, Double.NaN, Double.NaN));
        }
        List<DocumentScore> compared = scores.stream().filter(score -> score.finite() > 0).toList();
        return new RunFigures(update, interval(bits, scores.stream().mapToDouble(DocumentScore::bits).toArray(),
                scores.stream().mapToDouble(DocumentScore::bytes).toArray()),
                interval(kl, compared.stream().mapToDouble(DocumentScore::klBits).toArray(),
                        compared.stream().mapToDouble(DocumentScore::finite).toArray()));
    }

    private static List<DocumentScore> scores(RunFolder folder, int update) {
        try {
            return new DocumentScores(folder).read(update);
        } catch (UserError e) {
            return List.of(); // of an older program, or damaged: the figure stays, without its interval
        }
    }

    private static Interval interval(double value, double[] sums, double[] weights) {
        if (sums.length == 0 || Double.isNaN(value)) {
            return new Interval(value, Double.NaN, Double.NaN);
        }
        DocumentBootstrap.Mean mean = new DocumentBootstrap(sums.length, DocumentBootstrap.RESAMPLES, DocumentBootstrap.SEED).of(sums,
                weights);
        double[] sorted = Arrays.stream(mean.resampled()).sorted().toArray();
        return new Interval(value, sorted[(int) Math.round(TAIL * (sorted.length - 1))],
                sorted[(int) Math.round((1 - TAIL) * (sorted.length - 1))]);
    }
}
