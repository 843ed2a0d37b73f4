package org.bytestill.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;

/** The ways out of too little memory for a run, each with what it saves, by the estimate, and what it costs. */
public final class MemoryAdvice {
    private final RunConfig config;
    private final long needed;
    private final List<String> ways = new ArrayList<>();

    private MemoryAdvice(RunConfig config) {
        this.config = config;
        this.needed = RunEstimate.trainMemory(config).bytes(config);
    }

    /** In sentences; empty if the models cannot be read any more. */
    public static String of(RunConfig config) {
        try {
            return new MemoryAdvice(config).text();
        } catch (UserError e) {
            return "";
        }
    }

    private String text() {
        RunConfig.Training training = config.training();
        if (training.microBatchDocuments() > 1) {
            way("training.micro_batch_documents", training.microBatchDocuments() / 2, "the same training, a little slower");
        }
        if (!RunEstimate.trainMemory(config).recomputes(config)) {
            way("training.recompute_activations", "always", "the same numbers for a quarter to four fifths more time");
        }
        if (config.text().documentBytes() > 1) {
            way("text.document_bytes", config.text().documentBytes() / 2, "another training: documents are cut shorter");
        }
        way("hardware.student_precision", "bfloat16", "products are rounded");
        return String.format(Locale.ROOT, "Training needs about %s. Ways out, in run.yaml: %s; or close other programs.", gigabytes(needed),
                String.join("; ", ways));
    }

    /** Offers a setting if it saves something. */
    private void way(String key, Object value, String price) {
        RunConfig changed = RunConfigFile.with(config, key, String.valueOf(value));
        long saved = needed - RunEstimate.trainMemory(changed).bytes(changed);
        if (saved > 0) {
            ways.add(String.format(Locale.ROOT, "%s: %s saves %s (%s)", key, value, gigabytes(saved), price));
        }
    }

    private static String gigabytes(long bytes) {
        return bytes < 100_000_000 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
