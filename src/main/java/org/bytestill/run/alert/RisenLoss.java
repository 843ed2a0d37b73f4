package org.bytestill.run.alert;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytestill.run.Metric;
import org.bytestill.util.Texts;

/** The training loss is more than three times its running median for 20 updates: training goes astray. */
final class RisenLoss implements AlertRule {
    private static final int UPDATES = 20;
    private static final int MEDIAN_OF = 101;
    private static final double BAD = 3;
    private static final double WELL = 1.5;

    private final RunningMedian median = new RunningMedian(MEDIAN_OF);
    private final Latch latch = new Latch(UPDATES);

    @Override
    public String word() {
        return "loss-risen";
    }

    @Override
    public Optional<String> trained(Map<Metric, Double> row) {
        double loss = row.getOrDefault(Metric.TOKEN_LOSS, Double.NaN);
        double usual = median.value();
        boolean known = median.size() >= UPDATES;
        boolean rings = known && latch.sees(loss > BAD * usual, loss < WELL * usual);
        if (!known || loss < BAD * usual) {
            median.add(loss);
        }
        return rings ? Optional.of(Texts.inFiles("events").get("alert.loss", number(loss), number(usual), UPDATES)) : Optional.empty();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
