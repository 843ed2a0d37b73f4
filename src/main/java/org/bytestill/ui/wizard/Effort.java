package org.bytestill.ui.wizard;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;

/** How much a run shall show for its time: a set of values for any models and text. */
public enum Effort {
    /** Some minutes: does it work, where does it go. */
    QUICK_LOOK(Map.of("training.updates", "100", "evaluation.every_updates", "25", "evaluation.agreement_bytes", "4096",
            "checkpoint.every_updates", "50", "text.max_train_bytes", "1000000")),
    /** The recommended values. */
    STANDARD(Map.of()),
    /** Finer rows of the teacher, a larger measured text, and a control run without the teacher after it. */
    THOROUGH(Map.of("converter.threshold", "0.001", "covering.prune", "0.001", "evaluation.agreement_bytes", "131072",
            "evaluation.stop_after_worse", "5"));

    private final Map<String, String> own;

    Effort(Map<String, String> own) {
        this.own = own;
    }

    /** The values of all keys that any effort sets, so that one replaces what another had set. */
    Map<String, String> settings() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Effort effort : EnumSet.allOf(Effort.class)) {
            for (String key : effort.own.keySet()) {
                values.put(key, RunConfigFile.text(RunConfig.recommended(), key));
            }
        }
        values.putAll(own);
        return values;
    }

    /** Whether a run without the teacher follows. */
    boolean hasControl() {
        return this == THOROUGH;
    }

    /** Key of its texts. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
