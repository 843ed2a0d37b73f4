package org.bytestill.engine.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Main memory that this process holds, as the system counts it (Linux: {@code VmRSS} and {@code VmHWM} of {@code /proc/self/status}).
 * Other systems keep no peak that can be begun anew: there nothing is measured.
 */
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    /** What the kernel takes as: the peak is what is held now. */
    private static final String PEAK = "5";

    private ProcessMemory() {}

    /** Bytes held now; empty where the system does not say. */
    public static OptionalLong held() {
        return line("VmRSS:");
    }

    /** The most bytes held at once since {@link #forgetPeak}, or since the process began; empty where the system does not say. */
    public static OptionalLong peak() {
        return line("VmHWM:");
    }

    /** From now on {@link #peak} counts anew; false where the system cannot do that. */
    public static boolean forgetPeak() {
        try {
            Files.writeString(CLEAR, PEAK);
            return true;
        } catch (IOException e) {
            return false; // another system, or a container that forbids it
        }
    }

    private static OptionalLong line(String name) {
        try {
            for (String line : Files.exists(STATUS) ? Files.readAllLines(STATUS) : java.util.List.<String>of()) {
                if (line.startsWith(name)) {
                    return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not said.
        }
        return OptionalLong.empty();
    }
}
