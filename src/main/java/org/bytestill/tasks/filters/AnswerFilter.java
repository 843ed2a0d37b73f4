package org.bytestill.tasks.filters;

import org.bytestill.text.python.PyDict;

/** A filter of the answers to one question; values are those of {@code text.python}. */
@FunctionalInterface
public interface AnswerFilter {
    /**
     * @param answers  a list of answers, or, after a filter that takes one, a single answer
     * @param document the question's document
     * @throws org.bytestill.text.python.Fault if the answers are none that it can filter
     */
    Object of(Object answers, PyDict document);
}
