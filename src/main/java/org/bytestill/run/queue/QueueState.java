package org.bytestill.run.queue;

import java.nio.file.Path;
import java.util.List;

/**
 * A queue as it is now.
 *
 * @param waiting      folders of the runs that wait, the next one first
 * @param current      folder of the run that was taken out of the queue and is not over; empty path if none is
 * @param afterFailure what becomes of the others when a run fails
 * @param held         why the queue does not go on, a sentence; empty if it does
 */
public record QueueState(List<Path> waiting, Path current, AfterFailure afterFailure, String held) {
    static final Path NONE = Path.of("");

    /** What becomes of the runs behind one that failed. */
    public enum AfterFailure { GO_ON, HOLD }

    public QueueState {
        waiting = List.copyOf(waiting);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public boolean isHeld() {
        return !held.isEmpty();
    }

    /** True if a run of the queue was begun and its end has not been seen. */
    public boolean hasCurrent() {
        return !current.equals(NONE);
    }
}
