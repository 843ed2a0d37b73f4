package org.bytestill.engine.reading;

import java.nio.file.Path;
import org.bytestill.engine.machine.Machines;
import org.bytestill.model.Checkpoint;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;

/** Memory that float32 weights take beside runs: mapped ones cost nothing, others are loaded only if they fit. */
public final class WeightMemory {
    /** Share of the machine's memory that stays free for runs and other programs. */
    private static final double MARGIN = 0.1;

    private WeightMemory() {}

    /** Bytes of memory that usually stay free. */
    public static long usualMargin() {
        return (long) (MARGIN * Machines.totalMemory());
    }

    /** Memory of the weights in bytes; 0 if their files are memory mapped. */
    public static long bytes(Path model) {
        Checkpoint checkpoint = Checkpoint.open(model);
        long asFloats = checkpoint.architecture().parameterCount() * Float.BYTES;
        return checkpoint.bytes() >= asFloats ? 0 : asFloats;
    }

    /**
     * @param free    bytes of free memory that no run will need
     * @param margin  bytes of it to leave free
     * @param purpose what the model is opened for, as a participle
     * @throws UserError if the weights do not fit
     */
    public static void require(Path model, long free, long margin, String purpose) {
        long wanted = bytes(model);
        if (wanted > 0 && wanted + margin > free) {
            throw UserError.of(ExitCode.WILL_NOT_FIT,
                    "%s needs %.1f GiB of memory to be %s, and %.1f GiB are free; %.1f GiB of those are left to "
                            + "other programs and runs. Choose a smaller model, or wait until the run has ended.",
                    model, gib(wanted), purpose, gib(free), gib(margin));
        }
    }

    private static double gib(long bytes) {
        return bytes / (double) (1 << 30);
    }
}
