package org.bytestill.engine.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.MetricLog;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.RunEvent;

/**
 * The interface of a run to its clients: state, metrics, checkpoints, and requests to it. Methods return at once, but for
 * {@link #awaitEnd}; requests take effect within one micro-batch. Thread-safe.
 */
public interface Run {
    /** The run's folder. */
    Path folder();

    String name();

    RunConfig config();

    RunProgress progress();

    /** The exit code of a failed run; {@code OK} if it did not fail. */
    default ExitCode failure() {
        return ExitCode.OK;
    }

    MetricLog metrics();

    /** What is measured while the teacher's text is converted; empty if nothing was. */
    default Optional<Conversion> conversion() {
        return Optional.empty();
    }

    /** All events so far, oldest first. */
    List<RunEvent> events();

    /** The probe texts and what evaluations found at them. */
    default ProbeLog probes() {
        return ProbeLog.NONE;
    }

    /** What the machine did in the last minutes of the run, oldest first. */
    default List<DeviceSample> device() {
        return List.of();
    }

    /** Checkpoints on disk, oldest first. */
    List<CheckpointInfo> checkpoints();

    /** True if this process computes the run. */
    boolean isOwn();

    /**
     * Whom to tell, instead of those before, when there is something new, on the thread that found it: must return at once. Not everything is
     * told, so that whoever looks asks now and then too.
     */
    default void onNews(Runnable listener) {}

    /** Pauses the run until {@link #resume()} after writing a checkpoint; its memory stays allocated. */
    void pause();

    /** Pauses the run and frees its memory: after writing a checkpoint its process lets go of it; {@link #resume()} reads it back. */
    void rest();

    /** Continues a paused run, or resumes a stopped one in this process. */
    void resume();

    /** Answers a full disk, for which the run waits: it goes on, and what cannot be written is left out until there is room. */
    void goOnUnsaved();

    /** Answers a full disk: checkpoints are saved into another folder from now on. */
    void saveTo(Path elsewhere);

    /** Writes a checkpoint at the next update. */
    void checkpoint();

    /** Stops the run; with {@code save} a checkpoint is written first, otherwise progress since the last one is lost. */
    void stop(boolean save);

    /** Waits until no process computes the run, or the time is over; true if the run has ended. */
    boolean awaitEnd(Duration atMost) throws InterruptedException;
}
