package org.bytestill.run.alert;

import java.util.Map;
import java.util.Optional;
import org.bytestill.run.Metric;
import org.bytestill.util.Texts;

/** Text is read at less than 70 % of the usual speed for 20 updates and a minute: something else needs the machine, or it is too hot. */
final class SlowedText implements AlertRule {
    private static final int UPDATES = 20;
    private static final int MEDIAN_OF = 101;
    private static final double BAD = 0.7;
    private static final double WELL = 0.85;
    private static final double SECONDS = 60;

    private final RunningMedian median = new RunningMedian(MEDIAN_OF);
    private final Latch latch = new Latch(UPDATES);
    private double slowSince = Double.NaN;

    @Override
    public String word() {
        return "slower";
    }

    @Override
    public Optional<String> trained(Map<Metric, Double> row) {
        double speed = row.getOrDefault(Metric.BYTES_PER_SECOND, Double.NaN);
        double now = row.getOrDefault(Metric.ACTIVE_SECONDS, 0.0);
        double usual = median.value();
        boolean slow = median.size() >= UPDATES && speed < BAD * usual;
        if (!slow) {
            median.add(speed);
        }
        slowSince = !slow ? Double.NaN : Double.isNaN(slowSince) ? now : slowSince;
        boolean rings = latch.sees(slow && now - slowSince >= SECONDS, speed > WELL * usual);
        return rings ? Optional.of(Texts.inFiles("events").get("alert.slower", Math.round(100 * (1 - speed / usual)))) : Optional.empty();
    }
}
