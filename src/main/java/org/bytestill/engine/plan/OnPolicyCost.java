package org.bytestill.engine.plan;

import org.bytestill.config.RunConfig;
import org.bytestill.model.ModelConfig;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.registry.Objectives;

/** What it costs that the student writes: its writing, the teacher's reading, the KL to the starting weights. */
final class OnPolicyCost {
    /** So many texts at once use arithmetic as well as reading does; with fewer, each token waits for all weights to be fetched. */
    private static final double WORTH_WRITING = 16;
    /** Keys and values of texts that are written together are at most this. */
    private static final long MOST_CACHE = 1L << 30;
    private static final int MOST_AT_ONCE = 64;

    private OnPolicyCost() {}

    /**
     * Operations of an update beside those on its documents, if all texts are as long as they may be.
     *
     * @param tokenFlops   of training on a token
     * @param teacherFlops of the teacher's reading, for a token of the student, half of them
     */
    static double flops(RunConfig config, long studentParameters, double tokenFlops, double teacherFlops) {
        if (!config.isOnPolicy()) {
            return 0;
        }
        int texts = config.onPolicy().prompts(config.training().batchDocuments());
        double tokens = (double) texts * config.onPolicy().maxNewTokens();
        double writing = 1 + WORTH_WRITING / Math.max(1, texts);
        double reference = config.onPolicy().referenceWeight() > 0 ? 2.0 * studentParameters + tokenFlops : 0;
        double teacher = Objectives.of(config).teacher() == TeacherNeed.BYTES ? 2 * teacherFlops : 0;
        return tokens * (writing * 2.0 * studentParameters + reference + teacher);
    }

    /** Keys and values of the texts that are written together. */
    static long cacheBytes(RunConfig config, ModelConfig student) {
        if (!config.isOnPolicy()) {
            return 0;
        }
        long texts = Math.min(MOST_AT_ONCE, Math.max(config.onPolicy().prompts(config.training().batchDocuments()),
                config.onPolicy().evaluationPrompts()));
        long positions = Math.min(student.maxPositions(), (long) config.text().documentBytes() + config.onPolicy().maxNewTokens());
        return Math.min(MOST_CACHE, texts * positions * 8L * student.layers() * student.keyValueWidth());
    }

    /** The student at its start, which stays beside the one that is trained. */
    static long referenceBytes(RunConfig config, long studentParameters) {
        return config.isOnPolicy() && config.onPolicy().referenceWeight() > 0 ? studentParameters * Float.BYTES : 0;
    }

    /** Tokens of the longest document, what the student writes among them. */
    static double longestDocument(RunConfig config, double ofText) {
        return config.isOnPolicy() ? ofText + config.onPolicy().maxNewTokens() : ofText;
    }
}
