package org.bytestill.engine.run;

import java.nio.file.Path;
import java.time.Instant;
import org.bytestill.run.RunState;

/**
 * A line of the runs list, read from the run folder without opening it.
 *
 * @param broken why the folder could not be read, or empty
 */
public record RunSummary(Path folder, String name, RunState state, String teacher, String student, int update, int updates,
        double bestKlBits, double bestBitsPerByte, int bestUpdate, long bytes, double bytesPerSecond, Instant changedAt, String broken) {}
