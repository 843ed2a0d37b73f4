package org.bytestill.engine.compare;

import java.util.Arrays;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;

/**
 * The result of one run of a comparison, on its validation text; a line of {@code results.jsonl}.
 *
 * @param variant           name of the variant, or "start" for the student before training
 * @param updates           updates of the student's own weights
 * @param klBits            KL(teacher || student) by the token head, bits per byte
 * @param top1Agreement     share of bytes at which the same byte is the most probable for both, from 0 to 1
 * @param secondsPerUpdate  median over the updates of the student's own weights
 */
public record ComparedRun(String variant, long seed, int updates, double bitsPerByte, double klBits, double top1Agreement,
        double secondsPerUpdate) {
    /** Name of the student before training. */
    public static final String START = "start";

    /** The folder of the run, below that of the comparison. */
    public String folder() {
        return folder(variant, seed);
    }

    static String folder(String variant, long seed) {
        return "runs/" + variant + "-seed-" + seed;
    }

    static ComparedRun start(long seed, Run run) {
        MetricTable evaluation = run.metrics().evaluation();
        return new ComparedRun(START, seed, 0, evaluation.value(Metric.BITS_PER_BYTE, 0), evaluation.value(Metric.KL_BITS, 0),
                evaluation.value(Metric.TOP1_AGREEMENT, 0), 0);
    }

    /** @param warmUp number of warm-up updates, which leave the student's own weights unchanged */
    static ComparedRun of(String variant, long seed, Run run, int warmUp) {
        MetricTable evaluation = run.metrics().evaluation();
        MetricTable training = run.metrics().training();
        double[] seconds = new double[training.size() - warmUp];
        for (int row = warmUp; row < training.size(); row++) {
            double before = row == 0 ? 0 : training.value(Metric.ACTIVE_SECONDS, row - 1);
            seconds[row - warmUp] = training.value(Metric.ACTIVE_SECONDS, row) - before;
        }
        Arrays.sort(seconds);
        return new ComparedRun(variant, seed, seconds.length, evaluation.last(Metric.BITS_PER_BYTE), evaluation.last(Metric.KL_BITS),
                evaluation.last(Metric.TOP1_AGREEMENT), seconds[seconds.length / 2]);
    }
}
