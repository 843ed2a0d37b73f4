package org.bytestill.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formatting of quantities for people: durations, memory, disk space, numbers. */
final class Labels {
    private Labels() {}

    /** Seconds as {@code 45 s}, {@code 12 min} or {@code 3 h 20 min}; a dash if not known. */
    static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "-";
        }
        long whole = Math.round(seconds);
        if (whole < 100) {
            return whole + " s";
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 100 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** Memory, in powers of 1,024. */
    static String memory(long bytes) {
        return bytes < 1L << 30 ? format("%.0f MiB", bytes / 1048576.0) : format("%.1f GiB", bytes / 1073741824.0);
    }

    /** Disk, in powers of 1,000. */
    static String disk(long bytes) {
        return bytes < 1_000_000_000L ? format("%.1f MB", bytes / 1e6) : format("%.1f GB", bytes / 1e9);
    }

    /** A measured value with its significant digits; a dash if it was not measured. */
    static String number(double value) {
        return Double.isNaN(value) ? "-" : format(Math.abs(value) >= 0.001 || value == 0 ? "%.4f" : "%.2e", value);
    }

    private static String format(String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
