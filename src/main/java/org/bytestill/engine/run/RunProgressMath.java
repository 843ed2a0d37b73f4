package org.bytestill.engine.run;

import org.bytestill.config.RunConfig;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.train.Schedule;

/** Speed and time left of a run, from its last updates. */
final class RunProgressMath {
    private static final int RECENT_UPDATES = 50;

    private RunProgressMath() {}

    static RunProgress progress(RunConfig config, RunState state, int update, long bytes, MetricTable training, long convertedBytes, long bytesToConvert,
            String message) {
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
        return new RunProgress(state, step, schedule.steps(), update, updates, bytes, plannedBytes, bytesPerSecond, secondsLeft, convertedBytes,
                bytesToConvert, message);
    }
}
