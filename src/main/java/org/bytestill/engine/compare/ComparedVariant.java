package org.bytestill.engine.compare;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;

/**
 * One way to train in a comparison: a base configuration with some values replaced. All get the same number of updates of the
 * student's own weights on the same documents, unless their name says otherwise.
 *
 * @param name   as {@code --only} takes it and the table shows it
 * @param values of {@code run.yaml}, as KEY=VALUE; they may depend on the base
 * @param passes how often the same documents are seen: the text is cut to that; 0 leaves it
 * @param asLongAs name of the variant whose training time it may use instead of the number of updates, or empty
 */
public record ComparedVariant(String name, List<String> values, int passes, String asLongAs) {
    private static final int REPEATED = 8;
    /** Updates of step 1, in addition: only the head learns in them. */
    private static final int WARM_UP_UPDATES = 100;

    /** The variants of the table, in its order. */
    public static List<ComparedVariant> all() {
        List<ComparedVariant> variants = new ArrayList<>();
        variants.add(of("sft", "objective=sft"));
        variants.add(of("bld", "objective=bld", "training.step1_updates=0"));
        variants.add(of("bld-step1", "objective=bld", "training.step1_updates=" + WARM_UP_UPDATES));
        for (int weight : new int[] {5, 1, 20}) {
            variants.add(of("covering-" + weight, "objective=covering", "covering.one_document_in=1", "covering.kl_weight=" + weight));
        }
        variants.add(of("covering-quarter", "objective=covering", "covering.one_document_in=4", "covering.kl_weight=5"));
        variants.add(new ComparedVariant("covering-5-time-of-sft", variants.get(3).values(), 0, "sft"));
        for (int i : new int[] {0, 2, 3}) {
            variants.add(new ComparedVariant(variants.get(i).name() + "-repeated", variants.get(i).values(), REPEATED, ""));
        }
        return List.copyOf(variants);
    }

    private static ComparedVariant of(String name, String... values) {
        return new ComparedVariant(name, List.of(values), 0, "");
    }

    /** The variants of those names. Throws UserError, with the nearest name, if there is none. */
    public static List<ComparedVariant> named(List<String> names) {
        return names.stream().map(name -> all().stream().filter(variant -> variant.name().equals(name)).findFirst().orElseThrow(() ->
                UserError.badInput("There is no variant \"%s\"; did you mean \"%s\"?", name, NearestWord.of(name, all().stream().map(ComparedVariant::name)
                        .toList())))).toList();
    }

    /** The configuration to run. */
    RunConfig applied(RunConfig base, long seed, int updates) {
        RunConfig config = RunConfigFile.with(base, "seed", Long.toString(seed));
        for (String value : values) {
            int equals = value.indexOf('=');
            config = RunConfigFile.with(config, value.substring(0, equals), value.substring(equals + 1));
        }
        config = RunConfigFile.with(config, "training.updates", Integer.toString(updates + (config.usesByteHead() ? config.training().step1Updates() : 0)));
        if (passes > 0) {
            long bytes = (long) updates * base.training().batchDocuments() * base.text().documentBytes() / passes;
            config = RunConfigFile.with(config, "text.max_train_bytes", Long.toString(bytes));
        }
        return config;
    }
}
