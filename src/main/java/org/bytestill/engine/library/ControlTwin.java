package org.bytestill.engine.library;

import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.config.SettingInfo;
import org.bytestill.objective.registry.Objectives;

/** The control of a run: the same student on the same text, in the same order and as long, without the teacher. */
public final class ControlTwin {
    /** What decides which updates are made of what; the rest (objective, teacher, conversion, evaluation, machine) may differ. */
    private static final List<String> SAME = List.of("student", "new_tokenizer", "seed", "text.", "chat.", "adaptation.", "training.");
    /** Of these, what only says how the machine goes about it, or belongs to the byte head. */
    private static final List<String> FREE = List.of("training.micro_batch_documents", "training.recompute_activations",
            "training.head_learning_rate", "training.step1");

    private ControlTwin() {}

    /** True if a configuration trains on the text alone. */
    public static boolean isControl(RunConfig config) {
        return !Objectives.usesTeacher(config);
    }

    /** True if one configuration, that of a control, is the other's without the teacher. */
    public static boolean isOf(RunConfig control, RunConfig run) {
        return isControl(control) && !isControl(run)
                && RunConfigFile.settings().stream().map(SettingInfo::path).filter(ControlTwin::decides)
                        .allMatch(path -> RunConfigFile.text(control, path).equals(RunConfigFile.text(run, path)));
    }

    private static boolean decides(String path) {
        return SAME.stream().anyMatch(path::startsWith) && FREE.stream().noneMatch(path::startsWith);
    }
}
