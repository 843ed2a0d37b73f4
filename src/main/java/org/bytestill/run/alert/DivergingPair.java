package org.bytestill.run.alert;

import java.util.Map;
import java.util.Optional;
import org.bytestill.run.Metric;
import org.bytestill.util.Texts;

/** Agreement with the teacher and quality on the text go apart for three evaluations: one gets better at the other's cost. */
final class DivergingPair implements AlertRule {
    private static final int EVALUATIONS = 3;

    private final Latch agreementWins = new Latch(EVALUATIONS);
    private final Latch qualityWins = new Latch(EVALUATIONS);
    private double klBefore = Double.NaN;
    private double bitsBefore = Double.NaN;

    @Override
    public String word() {
        return "pair-diverging";
    }

    @Override
    public Optional<String> evaluated(Map<Metric, Double> row) {
        double kl = row.getOrDefault(Metric.KL_BITS, Double.NaN);
        double bits = row.getOrDefault(Metric.BITS_PER_BYTE, Double.NaN);
        boolean agreement = agreementWins.sees(kl < klBefore && bits > bitsBefore, bits < bitsBefore);
        boolean quality = qualityWins.sees(kl > klBefore && bits < bitsBefore, kl < klBefore);
        klBefore = kl;
        bitsBefore = bits;
        return agreement || quality
                ? Optional.of(Texts.inFiles("events").get(agreement ? "alert.pair.agreement" : "alert.pair.quality", EVALUATIONS))
                : Optional.empty();
    }
}
