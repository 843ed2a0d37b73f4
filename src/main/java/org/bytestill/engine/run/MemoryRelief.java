package org.bytestill.engine.run;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.Failure;

/**
 * With which values a run goes on when memory did not suffice for an update: fewer documents at once, whose gradients are added up over more
 * passes, so that an update stays what it is; or activations that are computed twice. What was chosen comes first, then the other.
 */
final class MemoryRelief {
    /** A run that needs more of them was planned for another machine. */
    private static final int MOST_HALVINGS = 3;
    private static final String MICRO_BATCH = "training.micro_batch_documents";
    private static final String RECOMPUTE = "training.recompute_activations";

    private final Predicate<RunConfig> recomputes;
    private int halvings;

    /** @param recomputes whether a configuration computes activations twice on this machine */
    MemoryRelief(Predicate<RunConfig> recomputes) {
        this.recomputes = recomputes;
    }

    /** The values that change; empty if it is no lack of memory, if nothing was chosen to be done, or nothing is left to do. */
    Optional<Map<String, String>> after(RuntimeException thrown, RunConfig config) {
        if (!Failure.isOutOfTensorMemory(thrown)) {
            return Optional.empty();
        }
        return switch (config.hardware().onOutOfMemory()) {
            case STOP, PAUSE -> Optional.empty();
            case HALVE -> halve(config).or(() -> recompute(config));
            case RECOMPUTE -> recompute(config).or(() -> halve(config));
        };
    }

    private Optional<Map<String, String>> recompute(RunConfig config) {
        return recomputes.test(config) ? Optional.empty() : Optional.of(Map.of(RECOMPUTE, "always"));
    }

    /** At most half as many documents, by which an update can be divided. */
    private Optional<Map<String, String>> halve(RunConfig config) {
        int documents = config.training().microBatchDocuments() / 2;
        if (documents < 1 || halvings == MOST_HALVINGS) {
            return Optional.empty();
        }
        while (config.training().batchDocuments() % documents != 0) {
            documents--;
        }
        halvings++;
        return Optional.of(Map.of(MICRO_BATCH, String.valueOf(documents)));
    }
}
