package org.bytestill.engine.sweep;

import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.objective.registry.Objectives;

/**
 * One setting of a sweep: the base configuration with some values replaced, trained once a seed.
 *
 * @param name   its name in tables and folders
 * @param values replaced values by their key
 */
public record Cell(String name, Map<String, String> values) {
    public Cell {
        values = Map.copyOf(values);
    }

    /** The base configuration with this cell's values. Throws UserError for a key that does not exist or a value that is not allowed. */
    public RunConfig applied(RunConfig base) {
        RunConfig config = base;
        for (Map.Entry<String, String> value : values.entrySet()) {
            config = RunConfigFile.with(config, value.getKey(), value.getValue());
        }
        return config;
    }

    /**
     * The configuration of a run.
     *
     * @param updates of the student's own weights; those of a first step that leaves them unchanged come on top
     */
    public RunConfig run(RunConfig base, long seed, int updates) {
        RunConfig config = RunConfigFile.with(applied(base), "seed", Long.toString(seed));
        int warmUp = Objectives.of(config).warmUpUpdates(config);
        return RunConfigFile.with(config, "training.updates", Integer.toString(updates + warmUp));
    }
}
