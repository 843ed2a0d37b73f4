package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to evaluate tasks.
 *
 * @param model       folder of a run or of a model, or a GGUF file
 * @param checkpoint  {@code best}, {@code last}, {@code first}, an update, several of these with commas, or {@code all}; only of a run
 * @param tasks       task files of lm-evaluation-harness
 * @param fewshot     examples before each question; null for what the tasks say
 * @param prompts     how prompts are written
 * @param limit       documents of each task, or their share below 1; 0 for all
 * @param against     another model on the same documents; null for none
 * @param againstCheckpoint checkpoint of the other model
 * @param teacher     a model whose choices are compared; null for none
 * @param precision   {@code float32} or {@code bfloat16}
 * @param device      {@code auto}, {@code cpu} or {@code cuda}
 */
public record TaskRequest(Path model, String checkpoint, List<Path> tasks, @Nullable Integer fewshot, Prompts prompts, double limit,
        @Nullable Path against, String againstCheckpoint, @Nullable Path teacher, String precision, String device) {
    public static final String ALL = "all";

    /**
     * How prompts are written.
     *
     * @param applies   whether a chat template writes them
     * @param template  the template; null for the model's own
     * @param multiTurn whether examples are turns of their own
     * @param system    a system message; empty for none
     */
    public record Prompts(boolean applies, @Nullable Path template, boolean multiTurn, String system) {
        public static final Prompts PLAIN = new Prompts(false, null, false, "");
    }
}
