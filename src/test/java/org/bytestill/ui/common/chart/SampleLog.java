package org.bytestill.ui.common.chart;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytestill.run.ByteClass;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;

/** A made-up log of a run that was resumed once: falling losses with noise, an evaluation now and then. */
public final class SampleLog implements MetricLog {
    public static final int BYTES_PER_UPDATE = 131_072;
    private static final Metric[] TRAINING = {Metric.UPDATE, Metric.BYTES, Metric.ACTIVE_SECONDS, Metric.TOKEN_LOSS, Metric.BYTE_LOSS,
        Metric.HEAD_KL, Metric.KL_BITS, Metric.TOP1_AGREEMENT, Metric.TOTAL_LOSS, Metric.GRADIENT_NORM, Metric.LEARNING_RATE,
        Metric.BYTES_PER_SECOND};

    private final MetricTable training = new MetricTable(TRAINING);
    private final MetricTable evaluation = new MetricTable(Metric.UPDATE, Metric.BYTES, Metric.TOKEN_LOSS, Metric.BYTE_LOSS,
            Metric.BITS_PER_BYTE,
            Metric.KL_BITS, Metric.TOP1_AGREEMENT, Metric.HEAD_KL_BITS, Metric.HEAD_TOP1_AGREEMENT);
    private final MetricTable abandoned = new MetricTable(TRAINING);
    private final List<Integer> resumePoints;
    private final Random noise = new Random(11);
    private final int plannedUpdates;
    private final int evaluateEvery;

    /** What a run is taught by. */
    private enum Teaching { BYTE_HEAD, COVERING, NOTHING }

    private final Teaching teaching;
    private int spike = -1;

    public SampleLog(int plannedUpdates, int evaluateEvery, Integer... resumePoints) {
        this(Teaching.BYTE_HEAD, plannedUpdates, evaluateEvery, resumePoints);
    }

    /** A run on the text alone: no byte head, nothing to agree with. */
    public static SampleLog withoutTeacher(int plannedUpdates, int evaluateEvery) {
        return new SampleLog(Teaching.NOTHING, plannedUpdates, evaluateEvery);
    }

    /** A run of the covering objective: no byte head, the token head's agreement of every update. */
    public static SampleLog ofCovering(int plannedUpdates, int evaluateEvery) {
        return new SampleLog(Teaching.COVERING, plannedUpdates, evaluateEvery);
    }

    private SampleLog(Teaching teaching, int plannedUpdates, int evaluateEvery, Integer... resumePoints) {
        this.teaching = teaching;
        this.plannedUpdates = plannedUpdates;
        this.evaluateEvery = evaluateEvery;
        this.resumePoints = List.of(resumePoints);
        evaluate(0);
        for (int resumePoint : resumePoints) {
            for (int update = resumePoint + 1; update < resumePoint + plannedUpdates / 20; update++) {
                abandoned.append(row(update, 0.06));
            }
        }
    }

    /** One update whose token loss lies far above all others. */
    public SampleLog withSpikeAt(int update) {
        spike = update;
        return this;
    }

    /** Appends updates up to and with the given one. */
    public SampleLog trainedTo(int update) {
        for (int next = training.size() + 1; next <= update; next++) {
            training.append(row(next, 0));
            if (next % evaluateEvery == 0) {
                evaluate(next);
            }
        }
        return this;
    }

    private Map<Metric, Double> row(int update, double worse) {
        double warmUp = 0.1 * plannedUpdates;
        Map<Metric, Double> row = new TreeMap<>();
        row.put(Metric.UPDATE, (double) update);
        row.put(Metric.BYTES, (double) update * BYTES_PER_UPDATE);
        row.put(Metric.ACTIVE_SECONDS, 2.67 * update);
        row.put(Metric.WALL_SECONDS, 300 + 2.67 * update + (update > 740 ? 3600 : 0));
        if (teaching == Teaching.COVERING) {
            row.put(Metric.KL_BITS, 0.15 + fall(update, 0.5) + 0.012 * noise.nextGaussian());
            row.put(Metric.TOP1_AGREEMENT, 0.88 - fall(update, 0.1));
        }
        if (teaching == Teaching.BYTE_HEAD) {
            row.put(Metric.BYTE_LOSS, 0.88 + worse + fall(update, 0.5) + 0.024 * noise.nextGaussian());
            row.put(Metric.HEAD_KL, 0.15 + fall(update, 0.4) + 0.01 * noise.nextGaussian());
        }
        row.put(Metric.TOKEN_LOSS, 3.27 + 3 * worse + (update == spike ? 4 : 0) + fall(update, 1.2) + 0.055 * noise.nextGaussian());
        row.put(Metric.GRADIENT_NORM, 0.7 + 2 * fall(update, 0.6) + 0.08 * Math.abs(noise.nextGaussian()));
        row.put(Metric.LEARNING_RATE, 1e-5 * (update < warmUp ? update / warmUp : (plannedUpdates - update) / (plannedUpdates - warmUp)));
        row.put(Metric.BYTES_PER_SECOND, 41_300 + 400 * noise.nextGaussian());
        return row;
    }

    private double fall(int update, double depth) {
        return depth * (0.5 * Math.exp(-update / (0.035 * plannedUpdates)) + Math.exp(-update / (0.2 * plannedUpdates)));
    }

    private void evaluate(int update) {
        Map<Metric, Double> row = new TreeMap<>();
        row.put(Metric.UPDATE, (double) update);
        row.put(Metric.BYTES, (double) update * BYTES_PER_UPDATE);
        row.put(Metric.ACTIVE_SECONDS, 2.67 * update);
        row.put(Metric.WALL_SECONDS, 301 + 2.67 * update + (update > 740 ? 3600 : 0));
        row.put(Metric.TOKEN_LOSS, 3.335 + fall(update, 1.2));
        row.put(Metric.BITS_PER_BYTE, 1.19 + fall(update, 0.4));
        if (teaching != Teaching.NOTHING) {
            agreement(row, update);
        }
        if (teaching == Teaching.BYTE_HEAD) {
            byteHead(row, update);
        }
        evaluation.append(row);
    }

    private void agreement(Map<Metric, Double> row, int update) {
        row.put(Metric.KL_BITS, 0.16 + fall(update, 0.5));
        row.put(Metric.TOP1_AGREEMENT, 0.88 - fall(update, 0.1));
        double[] shares = {0.741, 0.011, 0.162, 0.059, 0.012, 0.006, 0.008, 0, 0.001};
        double[] factors = {1.05, 2.2, 0.8, 1.6, 1.2, 1.3, 0.4, 0, 1.8};
        for (ByteClass bytes : ByteClass.values()) {
            if (shares[bytes.ordinal()] > 0) {
                row.put(bytes.bytes(), 8192 * shares[bytes.ordinal()]);
                row.put(bytes.kl(), factors[bytes.ordinal()] * row.get(Metric.KL_BITS) + 0.004 * (update / 100 * bytes.ordinal() % 5));
            }
        }
    }

    private void byteHead(Map<Metric, Double> row, int update) {
        row.put(Metric.BYTE_LOSS, 0.895 + fall(update, 0.5));
        row.put(Metric.HEAD_KL_BITS, 0.19 + fall(update, 0.5));
        row.put(Metric.HEAD_TOP1_AGREEMENT, 0.86 - fall(update, 0.1));
    }

    @Override
    public MetricTable training() {
        return training;
    }

    @Override
    public MetricTable evaluation() {
        return evaluation;
    }

    @Override
    public MetricTable abandoned() {
        return abandoned;
    }

    @Override
    public List<Integer> resumePoints() {
        return resumePoints;
    }
}
