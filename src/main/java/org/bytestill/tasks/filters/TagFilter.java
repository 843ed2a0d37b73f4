package org.bytestill.tasks.filters;

import java.util.List;
import org.bytestill.tasks.file.Entry;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.PythonPattern;
import org.bytestill.text.python.Values;

/**
 * {@code regex_pos}: the tags of words, from an answer that writes pairs {@code ('word', 'TAG')}.
 *
 * @param fallback what stands for an answer without a pair
 */
record TagFilter(Object fallback) implements AnswerFilter {
    private static final PythonPattern PAIRS = PythonPattern.of("\\('([^']*)', '([^']*)'\\)");

    static TagFilter of(Options options) {
        options.take("regex_pattern"); // lm-eval reads both and uses neither
        options.take("group_select");
        Entry fallback = options.take("fallback");
        return new TagFilter(fallback == null ? new PyList(List.of("invalid")) : fallback.python());
    }

    @Override
    public Object of(Object answers, PyDict document) {
        return EachAnswer.of(answers, this::tags);
    }

    private Object tags(Object answer) {
        List<Object> pairs = Values.textOf(answer) == null ? PyList.of(Values.iterate(answer)).elements()
                : PAIRS.findAll(Answers.text(answer));
        List<Object> tags = pairs.stream().map(pair -> ((PyTuple) pair).elements().get(1)).toList();
        return tags.isEmpty() ? fallback : new PyList(tags);
    }
}
