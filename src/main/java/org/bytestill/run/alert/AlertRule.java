package org.bytestill.run.alert;

import java.util.Map;
import java.util.Optional;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.Metric;

/**
 * One condition under which a person should look at a run. A rule rings once and again only after its condition was clearly over
 * (hysteresis), so that a value near the limit does not ring at every update. Rules see the rows of the log in order and nothing else: a
 * run that is resumed rings as one that went on.
 */
public interface AlertRule {
    /** The rule's word in {@code events.jsonl}, by which a window offers its action. */
    String word();

    /** Sees an update; what to say if it rings. */
    default Optional<String> trained(Map<Metric, Double> row) {
        return Optional.empty();
    }

    /** Sees an evaluation; what to say if it rings. */
    default Optional<String> evaluated(Map<Metric, Double> row) {
        return Optional.empty();
    }

    /** Sees what the teacher has read so far; what to say if it rings. */
    default Optional<String> converted(Conversion soFar) {
        return Optional.empty();
    }

    /** Sees what the machine does while the run is computed, every few seconds; what to say if it rings. */
    default Optional<String> sampled(DeviceSample sample) {
        return Optional.empty();
    }

    /**
     * Sees that a checkpoint was written; what to say if it rings.
     *
     * @param bytes     its size
     * @param freeBytes room that is left on its disk
     */
    default Optional<String> saved(long bytes, long freeBytes) {
        return Optional.empty();
    }
}
