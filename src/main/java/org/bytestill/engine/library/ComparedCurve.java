package org.bytestill.engine.library;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.run.Run;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;

/**
 * The evaluations of a run, as they are laid beside those of others.
 *
 * @param folder      the run's folder
 * @param updates     updates at each evaluation
 * @param bytes       bytes of text trained on until each
 * @param bitsPerByte validation bits per byte; NaN where it was not measured
 * @param klBits      KL(teacher || student) in bits per byte; NaN without a teacher
 */
public record ComparedCurve(Path folder, String name, RunConfig config, double[] updates, double[] bytes, double[] bitsPerByte,
        double[] klBits) {
    static ComparedCurve of(Run run) {
        MetricTable evaluation = run.metrics().evaluation();
        return new ComparedCurve(run.folder(), run.name(), run.config(), column(evaluation, Metric.UPDATE),
                column(evaluation, Metric.BYTES), column(evaluation, Metric.BITS_PER_BYTE), column(evaluation, Metric.KL_BITS));
    }

    private static double[] column(MetricTable table, Metric metric) {
        return IntStream.range(0, table.size()).mapToDouble(row -> table.value(metric, row)).toArray();
    }

    /** Bytes of text until the last evaluation; 0 before the first. */
    public double lastBytes() {
        return bytes.length == 0 ? 0 : bytes[bytes.length - 1];
    }

    /** The evaluation with the least bits per byte among those after at most so many bytes of text; -1 if there is none. */
    public int best(double mostBytes) {
        return IntStream.range(0, bytes.length).filter(row -> bytes[row] <= mostBytes && !Double.isNaN(bitsPerByte[row])).boxed()
                .min((one, other) -> Double.compare(bitsPerByte[one], bitsPerByte[other])).orElse(-1);
    }

    /** True if KL to a teacher was measured. */
    public boolean hasTeacher() {
        return Arrays.stream(klBits).anyMatch(Double::isFinite);
    }
}
