package org.bytestill.tasks.file;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as its file describes it.
 *
 * @param name            {@code task}
 * @param alias           how it is called in tables
 * @param trainingSplit   null if it has none; so the others
 * @param description     before everything else: a template, or a field
 * @param metrics         empty for those that the output type usually has
 * @param filters         empty for taking the first answer
 * @param repeats         how often each question is asked
 * @param notes           what was read and changes no number here though it says so, as sentences
 */
public record TaskConfig(Path file, String name, String alias, OutputType outputType, DataConfig data, @Nullable String trainingSplit,
        @Nullable String validationSplit, @Nullable String testSplit, @Nullable Entry description, PromptConfig prompt,
        FewshotConfig fewshot,
        List<MetricConfig> metrics, List<FilterConfig> filters, GenerationConfig generation, int repeats, List<String> notes) {
    /** The split that is evaluated: the test split, else that for validation. */
    public String evaluatedSplit() {
        String split = testSplit != null ? testSplit : validationSplit;
        if (split == null) {
            throw data.place().refused(
                    "the task %s has neither a test_split nor a validation_split, so there is nothing to evaluate. Add one.",
                    name);
        }
        return split;
    }
}
