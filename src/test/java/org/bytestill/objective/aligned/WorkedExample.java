package org.bytestill.objective.aligned;

import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;

/**
 * Two readings of the 16 bytes "athe information" by the vocabularies of {@link HandRows}: a|the| information, tokens of 1, 3 and 12 bytes,
 * and a|th|e| information. The groups are a, the three bytes of "the", and " information".
 */
final class WorkedExample {
    private static final double[][] ROWS_A = {{.1, .4, .1, .1, .2, .1}, {.1, .1, .1, .2, .4, .1}, {.2, .1, .1, .1, .1, .4}};
    private static final double[][] ROWS_B = {{.1, .5, .1, .1, .1, .1}, {.05, .1, .05, .5, .2, .1}, {.1, .1, .6, .05, .05, .1},
        {.1, .1, .1, .1, .1, .5}};
    static final HandRows.Side A = HandRows.Side.of(HandRows.A, new int[] {1, 4, 5}, ROWS_A);
    static final HandRows.Side B = HandRows.Side.of(HandRows.B, new int[] {1, 3, 2, 5}, ROWS_B);

    private WorkedExample() {}

    /** Student A, teacher B. */
    static HandRows.Result x(AlignedObjective objective, String... values) {
        return HandRows.of(objective, config(objective, values), A, B, at -> true);
    }

    /** Student B, teacher A. */
    static HandRows.Result y(AlignedObjective objective, String... values) {
        return HandRows.of(objective, config(objective, values), B, A, at -> true);
    }

    /** Student A, teacher B; of the bytes those from 2 on are supervised. */
    static HandRows.Result masked(AlignedObjective objective) {
        return HandRows.of(objective, config(objective), A, B, at -> at >= 2);
    }

    /** Values are pairs of an option and what it is set to. */
    static RunConfig config(AlignedObjective objective, String... values) {
        RunConfig config = RunConfig.defaults();
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, objective.name().replace('-', '_') + "." + values[i], values[i + 1]);
        }
        return config;
    }
}
