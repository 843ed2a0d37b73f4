package org.bytestill.run.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bytestill.run.DeviceSample;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** The device of a run that is computed does nothing for half a minute: it waits for something, and a rented one is paid for. */
final class IdleDevice implements AlertRule {
    private static final double BAD = 0.02;
    private static final double WELL = 0.1;
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** Samples come every two seconds; behind a longer gap the run was paused, or the computer slept. */
    private static final Duration GAP = Duration.ofSeconds(15);

    private final Latch latch = new Latch(1);
    private @Nullable Instant idleSince;
    private Instant last = Instant.MIN;

    @Override
    public String word() {
        return "device-idle";
    }

    @Override
    public Optional<String> sampled(DeviceSample sample) {
        double use = sample.hasGpu() ? sample.gpu() : sample.cpu();
        boolean goesOn = last.plus(GAP).isAfter(sample.at());
        last = sample.at();
        if (use >= BAD || Double.isNaN(use)) {
            idleSince = null;
        } else if (idleSince == null || !goesOn) {
            idleSince = sample.at();
        }
        boolean idle = idleSince != null && Duration.between(idleSince, sample.at()).compareTo(IDLE) > 0;
        return latch.sees(idle, use > WELL)
                ? Optional.of(Texts.inFiles("events").get(sample.hasGpu() ? "alert.idle.gpu" : "alert.idle.cpu", IDLE.toSeconds()))
                : Optional.empty();
    }
}
