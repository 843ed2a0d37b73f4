package org.bytestill.ui.runs;

import java.nio.file.Path;

/**
 * The run chosen in the list, a little closer.
 *
 * @param klBits      KL to the teacher at each evaluation, in bits per byte; empty without a teacher
 * @param bitsPerByte validation bits per byte at each evaluation
 */
public record ChosenRun(Path folder, String name, double[] klBits, double[] bitsPerByte) {
    static double last(double[] values) {
        return values.length == 0 ? Double.NaN : values[values.length - 1];
    }
}
