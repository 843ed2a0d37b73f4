package org.bytestill.engine.dryrun;

import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.objective.registry.Objectives;

/**
 * A configuration as a dry run computes it: the same models, method and micro-batch, fewer documents, and as many updates as show what
 * each costs. Memory is that of the micro-batch, so it does not change; time is measured for a part and holds for the whole.
 */
final class DryRunConfig {
    /** The first update compiles; the others are measured. */
    private static final int UPDATES = 3;
    private static final int UPDATES_OF_A_STEP = 2;
    /** All of it shall take about that long. */
    private static final double SECONDS = 24;
    private static final int EVALUATED_DOCUMENTS = 2;

    private DryRunConfig() {}

    /**
     * @param full     with absolute paths
     * @param estimate of it, from which the number of documents follows
     */
    static RunConfig of(RunConfig full, Estimate estimate) {
        int documents = documents(full, estimate);
        boolean twoSteps = Objectives.of(full).warmUpUpdates(full) > 0;
        int documentBytes = full.text().documentBytes();
        // A part is held out for validation if no text is named for it.
        long train = (long) documents * documentBytes * (full.text().validation().isEmpty() ? 2 : 1);
        long validation = (long) EVALUATED_DOCUMENTS * documentBytes;
        RunConfig config = with(full, "name", "dry-run");
        config = with(config, "training.updates", twoSteps ? 2 * UPDATES_OF_A_STEP : UPDATES);
        config = with(config, "training.step1_updates", twoSteps ? UPDATES_OF_A_STEP : 0);
        config = with(config, "training.batch_documents", documents);
        config = with(config, "text.max_train_bytes", smaller(full.text().maxTrainBytes(), train));
        config = with(config, "text.max_validation_bytes", smaller(full.text().maxValidationBytes(), validation));
        config = with(config, "evaluation.agreement_bytes", smaller(full.evaluation().agreementBytes(), documentBytes));
        config = with(config, "evaluation.every_updates", 1_000_000);
        config = with(config, "evaluation.stop_after_worse", 0);
        // Its memory is part of the peak: it shall occur.
        config = with(config, "evaluation.gradients_every", full.evaluation().gradientsEvery() > 0 ? 2 : 0);
        config = with(config, "evaluation.tasks", "[]");
        config = with(config, "checkpoint.every_updates", 1_000_000);
        config = with(config, "checkpoint.every_minutes", 0);
        return with(config, "teacher_rows.folder", "");
    }

    /** As many micro-batches an update as fit into the time; at least one, at most all. */
    private static int documents(RunConfig full, Estimate estimate) {
        int micro = full.training().microBatchDocuments();
        int batch = full.training().batchDocuments();
        double updateSeconds = (estimate.trainSecondsLow() + estimate.trainSecondsHigh()) / 2 * estimate.basis().updatesShare()
                / full.training().updates();
        double convertSeconds = (estimate.convertSecondsLow() + estimate.convertSecondsHigh()) / 2 * full.text().documentBytes()
                / Math.max(1, estimate.trainBytes());
        double documentSeconds = UPDATES * updateSeconds / batch + convertSeconds;
        long affordable = (long) (SECONDS / Math.max(1e-9, documentSeconds * micro));
        return Math.min(batch, micro * (int) Math.max(1, Math.min(affordable, batch / micro)));
    }

    /** A limit of 0 is none. */
    private static long smaller(long limit, long other) {
        return limit == 0 ? other : Math.min(limit, other);
    }

    private static RunConfig with(RunConfig config, String key, Object value) {
        return RunConfigFile.with(config, key, String.valueOf(value));
    }
}
