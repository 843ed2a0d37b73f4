package org.bytestill.tasks.filters;

import java.util.List;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.file.FilterConfig;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyDict;

/**
 * Filters one after the other, whose name is the second half of the keys of the results.
 *
 * @param filters in their order
 */
public record Pipeline(String name, List<AnswerFilter> filters) {
    /** Takes the first answer: what a task without filters does. */
    public static final Pipeline USUAL = new Pipeline("none", List.of(Selections::first));

    public static Pipeline of(FilterConfig config) {
        return new Pipeline(config.name(), config.steps().stream().map(Filters::of).toList());
    }

    /**
     * @param answers the list of answers to a question
     * @throws UserError if a filter cannot be applied to them
     */
    public Object of(Object answers, PyDict document) {
        Object filtered = answers;
        try {
            for (AnswerFilter filter : filters) {
                filtered = filter.of(filtered, document);
            }
        } catch (Fault e) {
            throw UserError.badInput("The filters %s cannot be applied to an answer: %s. Mend filter_list.", name, e.getMessage())
                    .causedBy(e);
        }
        return filtered;
    }
}
