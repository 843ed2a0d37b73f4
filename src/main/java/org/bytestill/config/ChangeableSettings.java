package org.bytestill.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;

/**
 * The settings that may differ between the parts of one run: those of the optimizer, the weights of a loss, the schedule's length, how often
 * is evaluated and saved, and what the machine gives. What decides which numbers the run is made of (models, text, order of documents, rows of
 * the teacher) stays, or the checkpoints behind it would mean something else.
 */
public final class ChangeableSettings {
    private static final Set<String> NAMED = Set.of("training.updates", "training.learning_rate", "training.head_learning_rate",
            "training.weight_decay", "training.clip_norm", "training.micro_batch_documents", "training.recompute_activations",
            "evaluation.every_updates", "evaluation.stop_after_worse", "evaluation.tasks_every", "evaluation.task_share",
            "checkpoint.every_updates", "checkpoint.every_minutes",
            "checkpoint.keep_last", "on_policy.on_alarm",
            "hardware.threads", "hardware.memory_gib", "hardware.on_out_of_memory", "hardware.keep_awake",
            "at_end.tell");

    /**
     * A value that was replaced.
     *
     * @param setting its path, such as {@code training.learning_rate}
     * @param before  as run.yaml spelled it
     * @param after   as run.yaml spells it now
     */
    public record Change(String setting, String before, String after) {}

    private ChangeableSettings() {}

    /** Whether a run may go on with another value: one of those named, or the weight of a term of a loss. */
    public static boolean holds(SettingInfo setting) {
        return NAMED.contains(setting.path()) || setting.type() == double.class && setting.path().endsWith("_weight");
    }

    /** All of them, in the order of the file. */
    public static List<SettingInfo> all() {
        return RunConfigFile.settings().stream().filter(ChangeableSettings::holds).toList();
    }

    /**
     * The configuration with other values.
     *
     * @param values paths with values as run.yaml spells them
     * @throws UserError if a setting is not changeable, unknown, or its value is not allowed
     */
    public static RunConfig apply(RunConfig config, Map<String, String> values) {
        RunConfig changed = config;
        for (Map.Entry<String, String> value : values.entrySet()) {
            require(RunConfigFile.setting(value.getKey()));
            changed = RunConfigFile.with(changed, value.getKey(), value.getValue());
        }
        return changed;
    }

    private static void require(SettingInfo setting) {
        if (!holds(setting)) {
            List<String> paths = all().stream().map(SettingInfo::path).toList();
            throw UserError.badInput("%s cannot be changed in a run that has begun: its checkpoints were made with it. Start a new run, or"
                    + " change one of these: %s.", setting.path(), String.join(", ", paths));
        }
    }

    /** What differs between two configurations of one run, in the order of the file. */
    public static List<Change> between(RunConfig before, RunConfig after) {
        List<Change> changes = new ArrayList<>();
        for (SettingInfo setting : all()) {
            String was = RunConfigFile.text(before, setting.path());
            String is = RunConfigFile.text(after, setting.path());
            if (!was.equals(is)) {
                changes.add(new Change(setting.path(), was, is));
            }
        }
        return changes;
    }

    /** The changes in words: {@code training.learning_rate 1e-5 instead of 1e-4}. */
    public static String inWords(List<Change> changes) {
        return changes.stream().map(change -> change.setting() + " " + change.after() + " instead of " + change.before())
                .collect(Collectors.joining(", "));
    }
}
