package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytestill.run.ByteClass;
import org.bytestill.run.MetricTable;
import org.bytestill.util.Texts;

/**
 * A class of bytes over the evaluations of a run.
 *
 * @param share  of the compared bytes
 * @param kl     mean KL in bits at each evaluation that measured it, oldest first
 * @param change newest less the one before; NaN with fewer than two
 */
record ByteClassRow(ByteClass bytes, double share, double[] kl, double change) {
    private static final Texts TEXTS = Texts.of("dashboard");

    /** A row for each class that the newest measuring evaluation found, in the order of classes; none before that. */
    static List<ByteClassRow> of(MetricTable evaluation) {
        List<ByteClassRow> rows = new ArrayList<>();
        int newest = newest(evaluation);
        if (newest < 0) {
            return rows;
        }
        double all = Arrays.stream(ByteClass.values()).mapToDouble(bytes -> evaluation.value(bytes.bytes(), newest))
                .filter(Double::isFinite).sum();
        for (ByteClass bytes : ByteClass.values()) {
            double count = evaluation.value(bytes.bytes(), newest);
            if (count > 0) {
                double[] kl = measured(evaluation, bytes);
                double change = kl.length < 2 ? Double.NaN : kl[kl.length - 1] - kl[kl.length - 2];
                rows.add(new ByteClassRow(bytes, count / all, kl, change));
            }
        }
        return rows;
    }

    private static int newest(MetricTable evaluation) {
        for (int row = evaluation.size() - 1; row >= 0; row--) {
            int at = row;
            if (Arrays.stream(ByteClass.values()).anyMatch(bytes -> evaluation.value(bytes.bytes(), at) > 0)) {
                return row;
            }
        }
        return -1;
    }

    private static double[] measured(MetricTable evaluation, ByteClass bytes) {
        double[] values = new double[evaluation.size()];
        int count = 0;
        for (int row = 0; row < evaluation.size(); row++) {
            if (Double.isFinite(evaluation.value(bytes.kl(), row))) {
                values[count++] = evaluation.value(bytes.kl(), row);
            }
        }
        return Arrays.copyOf(values, count);
    }

    String name() {
        return name(bytes);
    }

    static String name(ByteClass bytes) {
        return TEXTS.get("class." + bytes.name().toLowerCase(Locale.ROOT));
    }

    double newestKl() {
        return kl.length == 0 ? Double.NaN : kl[kl.length - 1];
    }
}
