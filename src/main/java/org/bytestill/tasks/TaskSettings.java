package org.bytestill.tasks;

import org.bytestill.tasks.prompt.ChatWriter;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are asked.
 *
 * @param fewshot examples before each question; null for what the task says. A task that says 0 keeps 0, as with lm-evaluation-harness
 * @param chat    writes prompts by a chat template; null for plain text
 * @param system  a system message before the task's description; empty for none
 * @param limit   documents of each task, from 1, or their share below 1; 0 for all
 * @param seed    seed of the drawn examples
 */
public record TaskSettings(@Nullable Integer fewshot, @Nullable ChatWriter chat, String system, double limit, long seed) {
    /** lm-evaluation-harness's own seed of examples. */
    public static final long SEED = 1234;

    public static final TaskSettings USUAL = new TaskSettings(null, null, "", 0, SEED);

    /** As the tasks say, on so many documents of each, 0 for all. */
    public static TaskSettings limited(int documents) {
        return new TaskSettings(null, null, "", documents, SEED);
    }

    int shots(@Nullable Integer ofTask) {
        int own = ofTask == null ? 0 : ofTask;
        return fewshot == null || ofTask != null && ofTask == 0 ? own : fewshot;
    }

    /** Documents that are evaluated of so many. */
    int count(int documents) {
        double count = limit == 0 ? documents : limit < 1 ? Math.ceil(documents * limit) : Math.floor(limit);
        return (int) Math.min(documents, count);
    }
}
