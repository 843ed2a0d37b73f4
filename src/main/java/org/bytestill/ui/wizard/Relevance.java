package org.bytestill.ui.wizard;

import java.util.Optional;
import java.util.Set;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.Form;
import org.bytestill.objective.Objective;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.util.Texts;

/** Which settings have an effect, given the others: rows of the rest are disabled with a reason. */
final class Relevance {
    private Relevance() {}

    /** False for a setting of objectives none of which is chosen: its row is left out. */
    static boolean belongs(String key, RunConfig config) {
        if (key.startsWith("on_policy.")) {
            return Objectives.of(config).onPolicy().isPresent() && (config.isOnPolicy() || key.equals("on_policy.share"));
        }
        return owns(Objectives.of(config), key) || Objectives.all().stream().noneMatch(objective -> owns(objective, key));
    }

    /** True if the setting plays a role for the objective, and not for every one. */
    static boolean owns(Objective objective, String key) {
        return isIn(key, objective.settings());
    }

    private static boolean isIn(String key, Set<String> settings) {
        return settings.stream().anyMatch(own -> own.endsWith(".") ? key.startsWith(own) : key.equals(own));
    }

    /** Why a setting plays no role now, as a sentence; empty if it does. */
    static Optional<String> unusedBecause(String key, RunConfig config, Texts texts) {
        Objective objective = Objectives.of(config);
        boolean ofTeacher = key.matches("teacher|more_teachers|mix|hardware\\.teacher_precision");
        boolean ofAdapters = key.startsWith("adaptation.") && !key.equals("adaptation.form");
        if (ofTeacher && objective.teacher() == TeacherNeed.NONE) {
            return Optional.of(texts.get("unused.teacher", objective.name()));
        } else if (key.startsWith("converter.") && objective.teacher() != TeacherNeed.BYTES) {
            return Optional.of(texts.get("unused.converter", objective.name()));
        } else if (key.startsWith("teacher_rows.") && objective.teacher() != TeacherNeed.TOKENS) {
            return Optional.of(texts.get("unused.rows", objective.name()));
        } else if (key.matches("teacher_rows\\.(top_k|folder)") && config.teacherRows().source() == RunConfig.RowSource.LIVE) {
            return Optional.of(texts.get("unused.rows.live"));
        } else if (ofAdapters && config.adaptation().form() != Form.LORA) {
            return Optional.of(texts.get("unused.adapters"));
        }
        return objective.unused(key, config);
    }
}
