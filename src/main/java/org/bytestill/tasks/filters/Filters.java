package org.bytestill.tasks.filters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bytestill.tasks.file.FilterConfig;
import org.bytestill.text.python.TextCase;
import org.bytestill.text.python.TextSplits;

/** Registry of the filters of answers, by lm-evaluation-harness's names. */
public final class Filters {
    private static final Map<String, Function<Options, AnswerFilter>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("take_first", options -> Selections::first);
        ALL.put("take_first_k", Selections::firstOf);
        ALL.put("majority_vote", options -> Selections::mostFrequent);
        ALL.put("map", Selections::mapped);
        ALL.put("regex", RegexFilter::of);
        ALL.put("regex_pos", TagFilter::of);
        ALL.put("multi_choice_regex", ChoiceFilter::new);
        ALL.put("remove_whitespace", options -> EachAnswer.ofText(answer -> TextSplits.strip(answer, null, true, true)));
        ALL.put("lowercase", options -> EachAnswer.ofText(TextCase::lower));
        ALL.put("uppercase", options -> EachAnswer.ofText(TextCase::upper));
        ALL.put("format_span", options -> EachAnswer.ofText(SpanFilter::formatted));
    }

    private Filters() {}

    /** @throws org.bytestill.problem.UserError naming the line of a filter or option that is not known */
    public static AnswerFilter of(FilterConfig.Step step) {
        Function<Options, AnswerFilter> filter = ALL.get(step.function());
        if (filter == null) {
            throw step.place().refused("the filter %s is not known here; there are %s.", step.function(), String.join(", ", ALL.keySet()));
        }
        Options options = new Options("the filter " + step.function(), step.options(), step.place());
        AnswerFilter made = filter.apply(options);
        options.end();
        return made;
    }
}
