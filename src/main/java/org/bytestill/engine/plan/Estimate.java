package org.bytestill.engine.plan;

/**
 * The estimated cost of a run: time, memory and disk space, computed by formula.
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
 */
public record Estimate(double convertSecondsLow, double convertSecondsHigh, double trainSecondsLow, double trainSecondsHigh,
        long convertMemoryBytes, long trainMemoryBytes, long availableMemoryBytes, long diskBytes, long freeDiskBytes,
        long trainBytes, int updates, long bytesPerUpdate, double passes, long teacherParameters, long studentParameters,
        long trainedParameters) {}
