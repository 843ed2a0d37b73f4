package org.bytestill.ui.wizard;

import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.CoveredBytes;
import org.bytestill.config.RunConfig.Form;
import org.bytestill.config.RunConfig.ObjectiveName;

/** Which settings play a role beside the others that are chosen. */
final class Relevance {
    private Relevance() {}

    /** False for a setting of an objective that is not chosen: its row is left out. */
    static boolean belongs(String key, RunConfig config) {
        if (key.startsWith("covering.")) {
            return config.objective() == ObjectiveName.COVERING;
        }
        boolean ofByteHead = key.startsWith("byte_head.") || key.startsWith("loss.") || key.startsWith("training.step1_")
                || key.equals("training.head_learning_rate");
        return !ofByteHead || config.usesByteHead();
    }

    /** Key of the sentence that says why a setting plays no role now; empty if it does. */
    static Optional<String> unusedBecause(String key, RunConfig config) {
        boolean ofTeacher = key.matches("teacher|more_teachers|mix|hardware\\.teacher_precision") || key.startsWith("converter.");
        boolean ofAdapters = key.startsWith("adaptation.") && !key.equals("adaptation.form");
        if (ofTeacher && !config.usesTeacher()) {
            return Optional.of("unused.sft");
        } else if (ofAdapters && config.adaptation().form() != Form.LORA) {
            return Optional.of("unused.adapters");
        } else if (key.equals("covering.byte_share") && config.covering().bytes() == CoveredBytes.ALL) {
            return Optional.of("unused.share");
        } else if (key.equals("training.step1_backbone") && config.training().step1Updates() == 0) {
            return Optional.of("unused.step1");
        }
        return Optional.empty();
    }
}
