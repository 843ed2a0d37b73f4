package org.bytestill.engine.plan;

import org.bytestill.engine.cost.Correction.Origin;

/**
 * The estimated cost of a run: time, memory and disk space.
 *
 * @param convertSecondsLow   lower end of the conversion's time
 * @param convertSecondsHigh  upper end
 * @param trainSecondsLow     lower end of training's time, evaluations included
 * @param trainSecondsHigh    upper end
 * @param convertMemoryBytes  memory while converting
 * @param trainMemoryBytes    memory while training
 * @param availableMemoryBytes memory of the device that may be used
 * @param diskBytes           run folder with teacher bytes and kept checkpoints
 * @param freeDiskBytes       free space where the run folder will lie
 * @param trainBytes          bytes of training text
 * @param updates             optimiser updates
 * @param bytesPerUpdate      bytes of text per update
 * @param passes              epochs: how often the text is read
 * @param teacherParameters   parameters of the teacher, 0 without
 * @param studentParameters   parameters of the student
 * @param trainedParameters   trained parameters, of the student or its adapters, and of the byte head
 * @param convertMemory       memory while converting, by part; nothing where no text is converted
 * @param trainMemory         memory while training, by part
 * @param basis               what it rests on
 */
public record Estimate(double convertSecondsLow, double convertSecondsHigh, double trainSecondsLow, double trainSecondsHigh,
        long convertMemoryBytes, long trainMemoryBytes, long availableMemoryBytes, long diskBytes, long freeDiskBytes,
        long trainBytes, int updates, long bytesPerUpdate, double passes, long teacherParameters, long studentParameters,
        long trainedParameters, MemoryParts convertMemory, MemoryParts trainMemory, Basis basis) {
    /**
     * What an estimate rests on.
     *
     * @param origin       the formula alone, former runs on this device, or a dry run of this very configuration
     * @param runs         how many runs it is corrected by
     * @param updatesShare share of the training's time that updates take; the rest are evaluations
     * @param knowsMemory  whether the memory was measured too
     */
    public record Basis(Origin origin, int runs, double updatesShare, boolean knowsMemory) {
        /** The formula alone. */
        public static final Basis FORMULA = new Basis(Origin.FORMULA, 0, 1, false);
    }
}
