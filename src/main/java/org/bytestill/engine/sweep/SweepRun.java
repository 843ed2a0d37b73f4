package org.bytestill.engine.sweep;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;

/**
 * A finished run of a sweep; a line of {@code results.jsonl}.
 *
 * @param folder           its run folder, below the sweep's
 * @param updates          updates of the student's own weights
 * @param evaluated        the update of its last evaluation, whose results of documents are in the run folder
 * @param klBits           KL(teacher || student) by the token head, bits per byte; null in the file if there is no teacher
 * @param top1Agreement    share of bytes at which the same byte is the most probable for both, from 0 to 1
 * @param bytes            supervised bytes of all updates
 * @param teacherBytes     those of them that the objective compared with the teacher
 * @param bytesPerUpdate   median of the supervised bytes of the updates of the student's own weights
 * @param seconds          time of all updates: their number times the median update, per step
 * @param secondsPerUpdate median over the updates of the student's own weights
 * @param diagnostics      means over the updates that measured them, by the metric's key: shares, masses, gradients of terms
 */
public record SweepRun(String cell, Budget budget, long seed, String folder, int updates, int evaluated, double bitsPerByte, double klBits,
        double top1Agreement, double bytes, double teacherBytes, double bytesPerUpdate, double seconds, double secondsPerUpdate,
        Map<String, Double> diagnostics) {
    /** Name of the student before training. */
    public static final String START = "start";
    private static final Pattern DIAGNOSTIC = Pattern
            .compile(".*[oO]neToOneShare|sharedTeacherMass|(dropped|lost|residual).*|gradient(Norm|Cosine).+");

    public SweepRun {
        diagnostics = diagnostics == null ? Map.of() : new TreeMap<>(diagnostics); // older files have none
    }

    /** The student before training, as the run's first evaluation has it. */
    static SweepRun start(SweepRun of, Run run) {
        MetricTable evaluation = run.metrics().evaluation();
        return new SweepRun(START, of.budget, of.seed, of.folder, 0, 0, evaluation.value(Metric.BITS_PER_BYTE, 0),
                evaluation.value(Metric.KL_BITS, 0), evaluation.value(Metric.TOP1_AGREEMENT, 0), 0, 0, 0, 0, 0, Map.of());
    }

    static SweepRun of(String cell, Budget budget, long seed, String folder, Run run) {
        MetricTable evaluation = run.metrics().evaluation();
        MetricTable training = run.metrics().training();
        int warmUp = Objectives.of(run.config()).warmUpUpdates(run.config());
        IntToDoubleFunction seconds = secondsOf(run, training);
        double first = median(IntStream.range(0, warmUp).mapToDouble(seconds).toArray());
        double own = median(IntStream.range(warmUp, training.size()).mapToDouble(seconds).toArray());
        int updates = training.size() - warmUp;
        return new SweepRun(cell, budget, seed, folder, updates, (int) evaluation.last(Metric.UPDATE),
                evaluation.last(Metric.BITS_PER_BYTE), evaluation.last(Metric.KL_BITS), evaluation.last(Metric.TOP1_AGREEMENT),
                sum(training, Metric.SUPERVISED_BYTES), sum(training, Metric.TEACHER_BYTES),
                median(IntStream.range(warmUp, training.size()).mapToDouble(row -> training.value(Metric.SUPERVISED_BYTES, row)).toArray()),
                warmUp * first + updates * own, own,
                diagnostics(training));
    }

    /**
     * The time of an update. Where one thread computes, its processor time: what else the machine does beside it does not count. Else what
     * the clock says.
     */
    private static IntToDoubleFunction secondsOf(Run run, MetricTable training) {
        boolean alone = run.config().hardware().threads() == 1 && !run.config().hardware().device().startsWith("cuda");
        return alone && training.last(Metric.CPU_SECONDS) > 0 ? row -> training.value(Metric.CPU_SECONDS, row)
                : row -> training.value(Metric.ACTIVE_SECONDS, row) - (row == 0 ? 0 : training.value(Metric.ACTIVE_SECONDS, row - 1));
    }

    private static Map<String, Double> diagnostics(MetricTable training) {
        Map<String, Double> means = new TreeMap<>();
        training.metrics().stream().filter(metric -> DIAGNOSTIC.matcher(metric.key()).matches()).forEach(metric -> means.put(metric.key(),
                IntStream.range(0, training.size()).mapToDouble(row -> training.value(metric, row)).filter(Double::isFinite).average()
                        .orElse(Double.NaN)));
        return means;
    }

    private static double sum(MetricTable table, Metric metric) {
        return IntStream.range(0, table.size()).mapToDouble(row -> table.value(metric, row)).filter(Double::isFinite).sum();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    boolean isOf(String otherCell, Budget otherBudget, long otherSeed) {
        return cell.equals(otherCell) && budget == otherBudget && seed == otherSeed;
    }
}
