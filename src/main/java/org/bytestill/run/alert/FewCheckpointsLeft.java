package org.bytestill.run.alert;

import java.util.Locale;
import java.util.Optional;
import org.bytestill.util.Texts;

/** The disk has no room for two more checkpoints. */
final class FewCheckpointsLeft implements AlertRule {
    private static final int ENOUGH = 2;
    private static final int WELL = 4;

    private final Latch latch = new Latch(1);

    @Override
    public String word() {
        return "disk-nearly-full";
    }

    @Override
    public Optional<String> saved(long bytes, long freeBytes) {
        boolean rings = latch.sees(freeBytes < ENOUGH * bytes, freeBytes > WELL * bytes);
        return rings ? Optional.of(Texts.inFiles("events").get("alert.disk", megabytes(freeBytes), megabytes(bytes))) : Optional.empty();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
