package org.bytestill.engine.plan;

/**
 * What a run is expected to cost, by formula.
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
 * @param bytesPerUpdate      bytes an update
 * @param passes              how often the text is seen
 * @param teacherParameters   parameters of the teacher, 0 without
 * @param studentParameters   parameters of the student
 * @param trainedParameters   parameters that are trained, of the student or of adapters beside it, and of the byte head
 */
public record Estimate(double convertSecondsLow, double convertSecondsHigh, double trainSecondsLow, double trainSecondsHigh,
        long convertMemoryBytes, long trainMemoryBytes, long availableMemoryBytes, long diskBytes, long freeDiskBytes,
        long trainBytes, int updates, long bytesPerUpdate, double passes, long teacherParameters, long studentParameters, long trainedParameters) {}
