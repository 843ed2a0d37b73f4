package org.bytestill.run.alert;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytestill.run.Metric;
import org.bytestill.util.Texts;

/** The validation text was worse than at its best in five evaluations in a row: the student overfits. */
final class WorseValidation implements AlertRule {
    private static final int EVALUATIONS = 5;
    /** A smaller difference is noise of the last digits. */
    private static final double CLEARLY = 1.001;

    private double best = Double.NaN;
    private long bestUpdate;
    private int worse;

    @Override
    public String word() {
        return "validation-worse";
    }

    @Override
    public Optional<String> evaluated(Map<Metric, Double> row) {
        double bits = row.getOrDefault(Metric.BITS_PER_BYTE, Double.NaN);
        if (Double.isNaN(bits)) {
            return Optional.empty();
        }
        if (!(bits >= best)) {
            best = bits;
            bestUpdate = row.getOrDefault(Metric.UPDATE, 0.0).longValue();
            worse = 0;
            return Optional.empty();
        }
        worse += bits > CLEARLY * best ? 1 : 0;
        return worse == EVALUATIONS && bits > CLEARLY * best
                ? Optional
                        .of(Texts.inFiles("events").get("alert.validation", EVALUATIONS, number(bits), number(best),
                                String.valueOf(bestUpdate)))
                : Optional.empty();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
