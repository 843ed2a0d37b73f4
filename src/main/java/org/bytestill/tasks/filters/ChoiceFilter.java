package org.bytestill.tasks.filters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PythonPattern;
import org.bytestill.text.python.TextCase;
import org.bytestill.text.python.TextSplits;
import org.bytestill.text.python.Values;

/**
 * {@code multi_choice_regex}: the letter of a choice, such as {@code (A)}: what the expression finds; else the choice whose text stands in
 * the answer; else a letter after a colon. The choices are the document's field {@code choices}.
 */
final class ChoiceFilter implements AnswerFilter {
    private final PythonPattern pattern;
    private final int select;
    private final String fallback;
    private final boolean ignoreCase;
    private final boolean ignorePunctuation;
    private final List<PythonPattern> ignored;

    ChoiceFilter(Options options) {
        pattern = options.pattern("regex_pattern", RegexFilter.USUAL);
        select = options.whole("group_select", 0);
        fallback = options.text("fallback", "[invalid]");
        ignoreCase = options.truth("ignore_case");
        ignorePunctuation = options.truth("ignore_punctuation");
        ignored = options.patterns("regexes_to_ignore");
    }

    @Override
    public Object of(Object answers, PyDict document) {
        Map<String, String> letters = new LinkedHashMap<>();
        Map<String, String> alone = new LinkedHashMap<>();
        char letter = 'A';
        for (Object choice : PyList.of(Values.iterate(document.item("choices"))).elements()) {
            letters.put(without(TextSplits.strip(Answers.text(choice), null, true, true)), "(" + letter + ")");
            alone.put(String.valueOf(letter), "(" + letter + ")");
            letter++;
        }
        List<String> texts = new ArrayList<>(letters.keySet());
        texts.sort(Comparator.comparingInt((String text) -> -PythonPattern.escaped(text).length()));
        PythonPattern byText = PythonPattern.of(texts.stream().map(PythonPattern::escaped).collect(Collectors.joining("|")));
        PythonPattern byLetter = PythonPattern.of(":[\\s]*(" + String.join("|", alone.keySet()) + ")");
        return EachAnswer.of(answers, answer -> {
            String text = Answers.textOrEmpty(answer);
            return match(pattern, text, Map.of()).or(() -> match(byText, without(text), letters)).or(() -> match(byLetter, text, alone))
                    .orElse(fallback);
        });
    }

    private Optional<String> match(PythonPattern expression, String text, Map<String, String> letters) {
        List<Object> matches = expression.findAll(text);
        return matches.isEmpty() ? Optional.empty()
                : RegexFilter.chosen(matches, select).filter(found -> !found.isEmpty())
                        .map(found -> letters.getOrDefault(found, found));
    }

    /** Without what is ignored when choices are looked for. */
    private String without(String text) {
        String left = text;
        for (PythonPattern each : ignored) {
            left = each.replaced(left, "", 0);
        }
        left = ignoreCase ? TextCase.lower(left) : left;
        return ignorePunctuation ? left.replaceAll("\\p{P}", "") : left;
    }
}
