package org.bytestill.tasks.filters;

import java.util.List;
import org.bytestill.tasks.file.Entry;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.None;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Sandbox;
import org.bytestill.text.python.Slice;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;

/** Filters that choose among several answers to the same question. */
final class Selections {
    private Selections() {}

    /** {@code take_first}: the first answer, no longer a list. */
    static Object first(Object answers, PyDict document) {
        Object first = Sandbox.item(answers, 0L);
        if (first instanceof Undefined) {
            throw Fault.lookup("there is no answer to take");
        }
        return first;
    }

    /** {@code take_first_k}: the first answers. */
    static AnswerFilter firstOf(Options options) {
        int count = options.whole("k", 1);
        return (answers, document) -> {
            if (Values.length(answers) < count) {
                throw Fault.value("%d answers to each question are wanted, and there are %d; raise repeats", count, Values.length(answers));
            }
            return Sandbox.slice(answers, new Slice(None.NONE, (long) count, None.NONE));
        };
    }

    /** {@code majority_vote}: a list of the most frequent answer, the first of those that are equally frequent. */
    static Object mostFrequent(Object answers, PyDict document) {
        List<Object> all = PyList.of(Values.iterate(answers)).elements();
        Object best = all.get(0);
        long most = 0;
        for (Object answer : all) {
            long count = all.stream().filter(other -> Comparison.same(other, answer)).count();
            if (count > most) {
                best = answer;
                most = count;
            }
        }
        return new PyList(List.of(best));
    }

    /** {@code map}: what stands for an answer in a table. */
    static AnswerFilter mapped(Options options) {
        Entry table = options.take("mapping_dict");
        Entry otherwise = options.take("default_value");
        PyDict dict = table == null ? new PyDict() : (PyDict) table.python();
        Object missing = otherwise == null ? None.NONE : otherwise.python();
        return new EachAnswer(answer -> {
            Object found = dict.get(answer);
            return found == null ? missing : found;
        });
    }
}
