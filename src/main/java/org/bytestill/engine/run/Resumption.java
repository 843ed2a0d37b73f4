package org.bytestill.engine.run;

import java.util.Map;
import java.util.Optional;

/**
 * How a run goes on.
 *
 * @param checkpoint {@code best}, {@code last}, {@code good} (the newest whose loss was sane), {@code first} (the student before training) or
 *                   an update; empty for the newest undamaged one. Later checkpoints are set aside, not deleted
 * @param changes    settings with other values from here on, as run.yaml spells them
 */
public record Resumption(Optional<String> checkpoint, Map<String, String> changes) {
    /** From the newest checkpoint, as the run was. */
    public static final Resumption UNCHANGED = new Resumption(Optional.empty(), Map.of());

    public Resumption {
        changes = Map.copyOf(changes);
    }

    /** From a checkpoint of choice. */
    public static Resumption from(String checkpoint) {
        return new Resumption(Optional.of(checkpoint), Map.of());
    }

    public Resumption with(Map<String, String> values) {
        return new Resumption(checkpoint, values);
    }
}
