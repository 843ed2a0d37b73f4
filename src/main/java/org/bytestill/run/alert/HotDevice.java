package org.bytestill.run.alert;

import java.util.Optional;
import org.bytestill.run.DeviceSample;
import org.bytestill.util.Texts;

/** The GPU is about as hot as it may become: it computes slower to stay below its limit, which is near 90 °C for most. */
final class HotDevice implements AlertRule {
    private static final double BAD_CELSIUS = 87;
    private static final double WELL_CELSIUS = 80;
    /** Samples of two seconds. */
    private static final int SAMPLES = 5;

    private final Latch latch = new Latch(SAMPLES);

    @Override
    public String word() {
        return "device-hot";
    }

    @Override
    public Optional<String> sampled(DeviceSample sample) {
        return latch.sees(sample.celsius() >= BAD_CELSIUS, sample.celsius() < WELL_CELSIUS)
                ? Optional.of(Texts.inFiles("events").get("alert.hot", Math.round(sample.celsius())))
                : Optional.empty();
    }
}
