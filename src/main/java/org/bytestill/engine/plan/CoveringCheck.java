package org.bytestill.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.Problem;
import org.bytestill.text.Vocabulary;

/** Whether the settings of the covering objective make sense, and how many contexts a document has with them. */
final class CoveringCheck {
    private CoveringCheck() {}

    static List<Problem> problems(RunConfig config, Vocabulary student) {
        List<Problem> problems = new ArrayList<>();
        if (config.objective() != RunConfig.ObjectiveName.COVERING) {
            return problems;
        }
        RunConfig.Covering covering = config.covering();
        if (student.beginOfSequence() < 0) {
            problems.add(Problem.error("objective", "The student's tokenizer names neither a begin-of-sequence nor an end-of-sequence token: a document "
                    + "has nothing to start from.", "Name bos_token or eos_token in tokenizer_config.json, or choose bld."));
        }
        if (covering.klWeight() == 0) {
            problems.add(Problem.warning("covering.kl_weight", "The teacher is not used at weight 0; this is fine-tuning at a higher price.",
                    "5 is recommended."));
        } else if (covering.klWeight() > 20) {
            problems.add(Problem.warning("covering.kl_weight", "At a weight of " + covering.klWeight() + " the token loss hardly counts, and the gradient's "
                    + "norm is far above the usual clipping bound.", "5 is recommended."));
        }
        if (covering.oneDocumentIn() > config.training().batchDocuments()) {
            problems.add(Problem.warning("covering.one_document_in", "One document in " + covering.oneDocumentIn() + " is less than one a batch: some updates "
                    + "learn nothing from the teacher.", "Choose at most training.batch_documents, " + config.training().batchDocuments() + "."));
        }
        if (covering.prune() > 0.01) {
            problems.add(Problem.warning("covering.prune", "Above 0.01 the loss and its gradient are visibly biased.", "0.003 is recommended."));
        }
        if (covering.gradientShare() < 0.02) {
            problems.add(Problem.warning("covering.gradient_share", "Below 0.02 the draw adds visible noise to the gradient, and hardly saves time.",
                    "0.1 is recommended."));
        }
        return problems;
    }

    /**
     * Contexts evaluated a token of a covered document. Measured on English prose with vocabularies of 1,024 tokens (3.0 bytes each:
     * 2.7, 2.5 and 2.2 at thresholds of 0.001, 0.003 and 0.01) and 49,152 (5.3 bytes each: about a quarter more); without pruning
     * there is one a byte.
     */
    static double nodesPerToken(RunConfig.Covering covering, double bytesPerToken) {
        double prune = covering.prune();
        double most = prune == 0 ? bytesPerToken : prune < 1e-5 ? 0.96 * bytesPerToken : prune < 5e-4 ? 3.3 : prune < 2e-3 ? 2.8 : prune < 5e-3 ? 2.6 : 2.2;
        return Math.max(1, Math.min(most, bytesPerToken));
    }
}
