package org.bytestill.engine.run;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.MetricLog;
import org.bytestill.run.RunEvent;

/**
 * A run as seen from outside: its state, its numbers, and requests to it. All methods return at once; requests take effect
 * within one micro-batch. Safe to use from any thread.
 */
public interface Run {
    /** The run's folder. */
    Path folder();

    String name();

    RunConfig config();

    RunProgress progress();

    /** Why a run failed, as the code a process ends with; {@code OK} if it did not fail. */
    default ExitCode failure() {
        return ExitCode.OK;
    }

    MetricLog metrics();

    /** All events so far, oldest first. */
    List<RunEvent> events();

    /** Checkpoints on disk, oldest first. */
    List<CheckpointInfo> checkpoints();

    /** True if this process computes the run. */
    boolean isOwn();

    /** Holds the run, with its memory, until {@link #resume()}; a checkpoint is written. */
    void pause();

    /** Goes on after a pause, or takes up a stopped run in this process. */
    void resume();

    /** Writes a checkpoint at the next update. */
    void checkpoint();

    /** Ends the run; with {@code save} a checkpoint is written first, else the last one stays the newest. */
    void stop(boolean save);

    /** Waits until no process works on the run, or the given time has passed; true if it has ended. */
    boolean awaitEnd(java.time.Duration atMost) throws InterruptedException;
}
