package org.bytestill.ui.wizard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytestill.objective.registry.Objectives;

/** The six steps of the wizard, and which keys of {@code run.yaml} each asks for. */
public enum Step {
    PURPOSE("name", FolderSetting.KEY),
    MODELS("teacher", "more_teachers", "mix", "student", "new_tokenizer", "adaptation.", "hardware.device",
            "hardware.teacher_precision", "hardware.student_precision", "hardware.memory_gib", "hardware.threads",
            "training.recompute_activations"),
    TEXT("text.", "chat."),
    METHOD("objective", "converter.", "teacher_rows.", "on_policy.", "training.", "seed"),
    SAFETY("evaluation.", "checkpoint.", "hardware.on_out_of_memory", "hardware.keep_awake", "at_end."),
    REVIEW;

    private final List<String> keys;

    /** A key that ends in a dot stands for all keys of that section. */
    Step(String... keys) {
        this.keys = List.of(keys);
    }

    /** The step that asks for a key; {@link #REVIEW} for a key that none asks for, such as the empty one. */
    public static Step of(String key) {
        return Arrays.stream(values()).filter(step -> step.asksFor(key)).findFirst()
                .orElseGet(() -> Objectives.all().stream().anyMatch(objective -> Relevance.owns(objective, key)) ? METHOD : REVIEW);
    }

    private boolean asksFor(String key) {
        return keys.stream().anyMatch(own -> own.endsWith(".") ? key.startsWith(own) || own.equals(key + ".") : own.equals(key));
    }

    public int number() {
        return ordinal() + 1;
    }

    /** Its name in file names and keys of texts: {@code method}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The next step, or this one if it is the last. */
    public Step next() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }

    /** The step before, or this one if it is the first. */
    public Step before() {
        return values()[Math.max(ordinal() - 1, 0)];
    }
}
