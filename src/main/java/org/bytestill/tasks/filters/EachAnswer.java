package org.bytestill.tasks.filters;

import java.util.function.UnaryOperator;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Values;

/** A filter that changes every answer by itself. Of a single text every character is one, as in Python. */
record EachAnswer(UnaryOperator<Object> change) implements AnswerFilter {
    @Override
    public Object of(Object answers, PyDict document) {
        return of(answers, change);
    }

    static Object of(Object answers, UnaryOperator<Object> change) {
        PyList changed = new PyList();
        Values.iterate(answers).forEachRemaining(answer -> changed.add(change.apply(answer)));
        return changed;
    }

    /** One that changes texts only. */
    static EachAnswer ofText(UnaryOperator<String> change) {
        return new EachAnswer(answer -> change.apply(Answers.text(answer)));
    }
}
