package org.bytestill.engine.run;

import java.nio.file.Path;

/**
 * An entry of the list of checkpoints.
 *
 * @param update      number of updates before it was saved; 0 is the student before training
 * @param folder      its folder
 * @param best        true if it has the lowest validation bits per byte
 * @param last        true if it is the newest
 * @param bitsPerByte validation bits per byte at that update, NaN if not measured
 * @param klBits      validation KL to the teacher in bits per byte, NaN if not measured
 * @param sizeBytes   size on disk
 * @param good        false if its loss was out of all proportion when it was saved
 */
public record CheckpointInfo(int update, Path folder, boolean best, boolean last, double bitsPerByte, double klBits, long sizeBytes,
        boolean good) {
    /** A good one. */
    public CheckpointInfo(int update, Path folder, boolean best, boolean last, double bitsPerByte, double klBits, long sizeBytes) {
        this(update, folder, best, last, bitsPerByte, klBits, sizeBytes, true);
    }
}
