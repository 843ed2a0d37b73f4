package org.bytestill.ui.wizard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.plan.Estimate;

/**
 * The values of a run that do not change what is learnt, as this machine has most of: the most documents at once that fit with room to spare
 * and cost no time; activations computed twice only where not even one document fits without.
 */
final class Tuning {
    static final String MICRO_BATCH = "training.micro_batch_documents";
    static final String RECOMPUTE = "training.recompute_activations";
    /** Of the memory that may be used; the rest is for what no estimate knows. */
    private static final double FITS = 0.75;
    /** More at once fill no processor better, and each try is an estimate. */
    private static final int MOST_DOCUMENTS = 64;
    /** So much more time is no loss: estimates are not that exact. */
    private static final double SAME_TIME = 1.02;

    private Tuning() {}

    /** The values that differ from those of the configuration; none if it is as good as may be, or if nothing fits. */
    static Map<String, String> of(RunConfig config, Function<RunConfig, Estimate> estimate) {
        RunConfig kept = config.training().recomputeActivations() == RunConfig.Recompute.ALWAYS
                ? RunConfigFile.with(config, RECOMPUTE, "auto") : config;
        for (RunConfig base : List.of(kept, RunConfigFile.with(config, RECOMPUTE, "always"))) {
            RunConfig best = best(base, estimate);
            if (best != null) {
                return differences(config, best);
            }
        }
        return Map.of();
    }

    private record Tried(RunConfig config, double seconds) {}

    private static RunConfig best(RunConfig base, Function<RunConfig, Estimate> estimate) {
        List<Tried> fitting = new ArrayList<>();
        int batch = base.training().batchDocuments();
        for (int documents = 1; documents <= Math.min(batch, MOST_DOCUMENTS); documents++) {
            if (batch % documents == 0) {
                RunConfig tried = RunConfigFile.with(base, MICRO_BATCH, String.valueOf(documents));
                Estimate costs = estimate.apply(tried);
                if (costs.trainMemoryBytes() > FITS * costs.availableMemoryBytes()) {
                    break; // more documents need more
                }
                fitting.add(new Tried(tried, costs.trainSecondsHigh()));
            }
        }
        double least = fitting.stream().mapToDouble(Tried::seconds).min().orElse(0);
        return fitting.stream().filter(tried -> tried.seconds() <= SAME_TIME * least).reduce((first, second) -> second).map(Tried::config)
                .orElse(null);
    }

    private static Map<String, String> differences(RunConfig before, RunConfig after) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : List.of(MICRO_BATCH, RECOMPUTE)) {
            if (!RunConfigFile.text(before, key).equals(RunConfigFile.text(after, key))) {
                values.put(key, RunConfigFile.text(after, key));
            }
        }
        return values;
    }
}
