package org.bytestill.run;

import java.util.List;

/**
 * The probe texts of a run and what was found at them.
 *
 * @param texts   none before the first evaluation
 * @param records by update; each has as many probes as there are texts
 */
public record ProbeLog(List<ProbeText> texts, List<ProbeRecord> records) {
    /** Nothing is followed. */
    public static final ProbeLog NONE = new ProbeLog(List.of(), List.of());
}
