package org.bytestill.run.alert;

import java.util.Optional;
import org.bytestill.run.Conversion;
import org.bytestill.util.Texts;

/** Too much of the teacher's mass is not in its bytes: below the beam's threshold, beyond its width, or with special tokens. */
final class LostMass implements AlertRule {
    private static final double BAD = 0.01;
    private static final double WELL = 0.005;

    private final Latch latch = new Latch(1);

    @Override
    public String word() {
        return "mass-lost";
    }

    @Override
    public Optional<String> converted(Conversion soFar) {
        if (soFar.measuredBytes() < ImpossibleText.ENOUGH_BYTES) {
            return Optional.empty();
        }
        double lost = soFar.dropped() + soFar.residual();
        return latch.sees(lost > BAD, lost < WELL)
                ? Optional.of(Texts.inFiles("events").get("alert.lost", 100 * lost, 100 * soFar.dropped(), 100 * soFar.residual()))
                : Optional.empty();
    }
}
