package org.bytestill.engine.run;

import org.bytestill.config.RunConfig;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.train.Schedule;

/**
 * A snapshot of the progress of a run.
 *
 * @param state          state in the life cycle
 * @param step           1 while the byte head is warmed up, 2 while distilling, 0 before
 * @param steps          number of training steps, 1 or 2
 * @param update         updates done
 * @param updates        updates planned
 * @param bytes          bytes of text trained on
 * @param plannedBytes   estimated bytes of text of all updates
 * @param bytesPerSecond recent speed of training; while converting, of the conversion; 0 if not known yet
 * @param secondsLeft    estimated seconds until the end, NaN if not known yet
 * @param convertedBytes bytes of text that the teacher has read, of {@code bytesToConvert}
 * @param bytesToConvert bytes of text that the teacher has to read; 0 without a teacher
 * @param message        reason of a failure, one sentence; else empty
 */
public record RunProgress(RunState state, int step, int steps, int update, int updates, long bytes, long plannedBytes,
        double bytesPerSecond, double secondsLeft, long convertedBytes, long bytesToConvert, String message) {
    private static final int RECENT_UPDATES = 50;

    /** Speed and time left from the last updates of the log. */
    static RunProgress of(RunConfig config, RunState state, int update, long bytes, MetricTable training, long convertedBytes,
            long bytesToConvert, String message) {
        Schedule schedule = Schedule.of(config);
        int updates = schedule.updates();
        int step = training.size() == 0 && update == 0 ? 0 : schedule.steps() == 1 ? 1 : schedule.stepAfter(Math.max(0, update - 1));
        double bytesPerSecond = training.size() == 0 ? 0 : training.last(Metric.BYTES_PER_SECOND);
        double secondsLeft = Double.NaN;
        int rows = training.size();
        if (rows >= 2 && !state.isEnded()) {
            int from = Math.max(0, rows - 1 - RECENT_UPDATES);
            double seconds = training.value(Metric.ACTIVE_SECONDS, rows - 1) - training.value(Metric.ACTIVE_SECONDS, from);
            secondsLeft = seconds / (rows - 1 - from) * (updates - update);
        }
        long plannedBytes = update == 0 ? 0 : Math.round((double) bytes / update * updates);
        return new RunProgress(state, step, schedule.steps(), update, updates, bytes, plannedBytes, bytesPerSecond, secondsLeft,
                convertedBytes, bytesToConvert, message);
    }

    /** The same while the teacher's text is converted, with the speed of that and the time left of the whole run. */
    RunProgress converting(double convertedPerSecond, double secondsOfAll) {
        return new RunProgress(state, 0, steps, update, updates, bytes, plannedBytes, convertedPerSecond, secondsOfAll, convertedBytes,
                bytesToConvert, message);
    }
}
