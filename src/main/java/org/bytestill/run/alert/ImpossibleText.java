package org.bytestill.run.alert;

import java.util.Optional;
import org.bytestill.run.Conversion;
import org.bytestill.util.Texts;

/** The teacher's bytes leave out what the text says: at too many bytes its own has probability 0, and there is nothing to learn but a mistake. */
final class ImpossibleText implements AlertRule {
    /** Fewer bytes say little. */
    static final int ENOUGH_BYTES = 2000;
    private static final double BAD = 0.005;
    private static final double WELL = 0.0025;

    private final Latch latch = new Latch(1);

    @Override
    public String word() {
        return "text-impossible";
    }

    @Override
    public Optional<String> converted(Conversion soFar) {
        if (soFar.measuredBytes() < ENOUGH_BYTES) {
            return Optional.empty();
        }
        double share = (double) soFar.impossible() / soFar.measuredBytes();
        return latch.sees(share > BAD, share < WELL)
                ? Optional.of(Texts.inFiles("events").get("alert.impossible", 100 * share, 100 * BAD))
                : Optional.empty();
    }
}
