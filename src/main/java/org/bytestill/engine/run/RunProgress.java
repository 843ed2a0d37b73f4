package org.bytestill.engine.run;

import org.bytestill.run.RunState;

/**
 * A look at a run at one moment.
 *
 * @param state          where it has got to
 * @param step           1 while the byte head is warmed up, 2 while distilling, 0 before
 * @param steps          how many steps the run has, 1 or 2
 * @param update         updates done
 * @param updates        updates planned
 * @param bytes          bytes of text trained on
 * @param plannedBytes   bytes of text that all updates will train on, estimated until the end
 * @param bytesPerSecond recent speed of training; while converting, of the conversion; 0 if not known yet
 * @param secondsLeft    estimated seconds until the end, NaN if not known yet
 * @param convertedBytes bytes of teacher rows done, of {@code bytesToConvert}
 * @param bytesToConvert bytes of text the teacher reads; 0 if there is no teacher
 * @param message        one sentence on why it failed; else empty
 */
public record RunProgress(RunState state, int step, int steps, int update, int updates, long bytes, long plannedBytes,
        double bytesPerSecond, double secondsLeft, long convertedBytes, long bytesToConvert, String message) {}
