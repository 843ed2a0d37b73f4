package org.bytestill.tasks.metrics;

import java.util.List;
import org.bytestill.tasks.filters.Options;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PythonPattern;
import org.bytestill.text.python.TextCase;
import org.bytestill.text.python.Values;

/** {@code exact_match}: whether an answer is a right one, both without what the options ignore. */
final class ExactMatch {
    private static final String PUNCTUATION = "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~]";

    private final List<PythonPattern> ignored;
    private final boolean ignoreCase;
    private final boolean ignorePunctuation;
    private final boolean ignoreNumbers;

    private ExactMatch(Options options) {
        ignored = options.patterns("regexes_to_ignore");
        ignoreCase = options.truth("ignore_case");
        ignorePunctuation = options.truth("ignore_punctuation");
        ignoreNumbers = options.truth("ignore_numbers");
    }

    static Metric<AnswerOutcome> of(Options options) {
        return new Metric<>("exact_match", "mean", true, new ExactMatch(options)::measured);
    }

    /** Of several right answers one is enough; of several answers the share that is right counts. */
    private double[] measured(AnswerOutcome outcome) {
        if (outcome.isSeveral()) {
            return new double[] {outcome.references().stream().anyMatch(right -> share(outcome.answer(), right) > 0) ? 1 : 0};
        }
        return new double[] {share(outcome.answer(), outcome.references().get(0))};
    }

    private double share(Object answer, Object right) {
        if (answer instanceof PyList list && !list.elements().isEmpty() && !(right instanceof PyList)) {
            return (double) list.elements().stream().filter(each -> same(each, right)).count() / list.elements().size();
        }
        return same(answer, right) ? 1 : 0;
    }

    private boolean same(Object answer, Object right) {
        return Comparison.same(without(answer), without(right));
    }

    private Object without(Object value) {
        if (value instanceof PyList list) {
            return new PyList(list.elements().stream().map(this::without).toList());
        }
        String text = Values.textOf(value);
        boolean changes = !ignored.isEmpty() || ignoreCase || ignorePunctuation || ignoreNumbers;
        return text == null && !changes ? value : without(text == null ? Printed.str(value) : text);
    }

    private String without(String text) {
        String left = text;
        for (PythonPattern each : ignored) {
            left = each.replaced(left, "", 0);
        }
        left = ignoreCase ? TextCase.lower(left) : left;
        left = ignorePunctuation ? left.replaceAll(PUNCTUATION, "") : left;
        left = ignoreNumbers ? left.replaceAll("[0-9]", "") : left;
        // Texts of numpy end where only zero bytes follow.
        return left.replaceFirst("\u0000+$", "");
    }
}
