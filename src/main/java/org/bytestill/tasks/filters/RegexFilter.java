package org.bytestill.tasks.filters;

import java.util.List;
import java.util.Optional;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.PythonPattern;
import org.bytestill.text.python.TextSplits;
import org.bytestill.text.python.Values;

/**
 * {@code regex}: what an expression finds in an answer, its first group that holds something; of several matches one is chosen.
 *
 * @param select   number of the match, from the end if negative
 * @param fallback what stands for an answer without a match
 */
record RegexFilter(PythonPattern pattern, int select, String fallback) implements AnswerFilter {
    static final String USUAL = "#### (\\-?[0-9\\.\\,]+)";

    static RegexFilter of(Options options) {
        return new RegexFilter(options.pattern("regex_pattern", USUAL), options.whole("group_select", 0),
                options.text("fallback", "[invalid]"));
    }

    @Override
    public Object of(Object answers, PyDict document) {
        return EachAnswer.of(answers, answer -> found(Answers.textOrEmpty(answer)).orElse(fallback));
    }

    private Optional<String> found(String answer) {
        List<Object> matches = pattern.findAll(answer);
        return matches.isEmpty() ? Optional.empty() : Optional.of(chosen(matches, select).orElse(fallback));
    }

    /**
     * The chosen match without white space around it; empty if it has groups and none holds anything.
     *
     * @throws Fault if there is no match of that number
     */
    static Optional<String> chosen(List<Object> matches, int select) {
        Object match = new PyList(matches).item((long) select);
        return (match instanceof PyTuple groups ? groups.elements().stream().filter(Values::truth).findFirst() : Optional.of(match))
                .map(text -> TextSplits.strip((String) text, null, true, true));
    }
}
