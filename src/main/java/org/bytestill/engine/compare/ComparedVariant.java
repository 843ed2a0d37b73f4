package org.bytestill.engine.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;

/**
 * A training variant of a comparison: the base configuration with some values replaced. All variants have the same number of updates of
 * the student's own weights on the same documents, unless their name says otherwise.
 *
 * @param name     its name for {@code --only} and the table
 * @param values   replaced settings, as KEY=VALUE
 * @param passes   epochs over the text, which is shortened accordingly; 0 leaves the text as it is
 * @param asLongAs name of the variant that sets its training time in place of the number of updates, or empty
 */
public record ComparedVariant(String name, List<String> values, int passes, String asLongAs) {
    private static final int REPEATED = 8;

    /** All variants in the order of the table: the baseline first, the recommended objective last; then equal time and repeated text. */
    public static List<ComparedVariant> all() {
        List<Objective> objectives = new ArrayList<>(Objectives.all());
        Collections.reverse(objectives);
        List<ComparedVariant> variants = new ArrayList<>();
        for (Objective objective : objectives) {
            objective.variants().forEach((name, values) -> variants.add(new ComparedVariant(name, values, 0, "")));
        }
        variants.add(new ComparedVariant("covering-5-time-of-sft", named(variants, "covering-5").values(), 0, "sft"));
        for (String name : List.of("sft", "bld-step1", "covering-5")) {
            variants.add(new ComparedVariant(name + "-repeated", named(variants, name).values(), REPEATED, ""));
        }
        return List.copyOf(variants);
    }

    private static ComparedVariant named(List<ComparedVariant> variants, String name) {
        return variants.stream().filter(variant -> variant.name().equals(name)).findFirst().orElseThrow();
    }

    /** The variants with these names. Throws UserError, with the nearest name, for an unknown one. */
    public static List<ComparedVariant> named(List<String> names) {
        return names.stream()
                .map(name -> all().stream().filter(variant -> variant.name().equals(name)).findFirst()
                        .orElseThrow(() -> UserError.badInput("There is no variant \"%s\"; did you mean \"%s\"?", name,
                                NearestWord.of(name, all().stream().map(ComparedVariant::name)
                                        .toList()))))
                .toList();
    }

    /** The configuration to run. */
    RunConfig applied(RunConfig base, long seed, int updates) {
        RunConfig config = RunConfigFile.with(base, "seed", Long.toString(seed));
        for (String value : values) {
            int equals = value.indexOf('=');
            config = RunConfigFile.with(config, value.substring(0, equals), value.substring(equals + 1));
        }
        config = RunConfigFile.with(config, "training.updates", Integer.toString(updates + Objectives.of(config).warmUpUpdates(config)));
        if (passes > 0) {
            long bytes = (long) updates * base.training().batchDocuments() * base.text().documentBytes() / passes;
            config = RunConfigFile.with(config, "text.max_train_bytes", Long.toString(bytes));
        }
        return config;
    }
}
