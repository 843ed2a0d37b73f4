package org.bytestill.tasks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytestill.tasks.metrics.ChoiceOutcome;
import org.bytestill.tasks.metrics.Metrics;
import org.bytestill.tasks.score.Continuation;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.tasks.score.Score;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Values;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;

/** {@code multiple_choice}: which of several continuations of a question is the most probable one. */
final class MultipleChoice implements OutputKind {
    private static final String MUTUAL = "acc_mutual_info";

    /** A document's requests: where they begin among all, and how many. */
    private record Asked(PyDict document, List<String> choices, List<Continuation> conditional, List<Continuation> unconditional,
            int from) {
        private List<Score> of(List<Score> all) {
            return all.subList(from, from + conditional.size());
        }

        private double[] without(List<Score> all) {
            int start = from + conditional.size();
            return all.subList(start, start + unconditional.size()).stream().mapToDouble(Score::logLikelihood).toArray();
        }
    }

    @Override
    public TaskResult evaluate(PreparedTask task, LanguageModel model, Progress progress) {
        Measurement<ChoiceOutcome> measurement = new Measurement<>(Metrics.ofChoices(task.config()));
        List<String> filters = Measurement.namesOf(task.config());
        List<Asked> asked = new ArrayList<>();
        List<Continuation> requests = new ArrayList<>();
        for (PyDict document : task.documents()) {
            Asked each = asked(task, document, measurement.has(MUTUAL), requests.size());
            asked.add(each);
            requests.addAll(each.conditional());
            requests.addAll(each.unconditional());
        }
        List<Score> scores = model.scores(requests, progress);
        List<DocumentResult> results = new ArrayList<>();
        for (Asked each : asked) {
            results.add(result(task, results.size(), each, scores, measurement, filters, model));
        }
        return new TaskResult(task.config(), task.shots(), measurement.measured(filters), results);
    }

    private static Asked asked(PreparedTask task, PyDict document, boolean mutual, int from) {
        List<String> choices = choices(task, document);
        List<String> contexts = task.prompts().contexts(document);
        String delimiter = task.prompts().choiceDelimiter();
        List<Continuation> conditional = new ArrayList<>();
        if (task.prompts().choicesAreQuestions()) {
            String answer = delimiter + Printed.str(task.fields().target(document));
            contexts.forEach(context -> conditional.add(new Continuation(context, answer)));
        } else {
            choices.forEach(choice -> conditional.add(new Continuation(contexts.get(0), delimiter + choice)));
        }
        List<Continuation> unconditional = mutual ? choices.stream().map(choice -> new Continuation("", delimiter + choice)).toList()
                : List.of();
        return new Asked(document, choices, conditional, unconditional, from);
    }

    private static List<String> choices(PreparedTask task, PyDict document) {
        List<String> choices = task.fields().choices(document);
        if (choices == null) {
            throw new IllegalStateException("a task of choices without choices is refused when it is read");
        }
        return choices;
    }

    private static DocumentResult result(PreparedTask task, int id, Asked asked, List<Score> all,
            Measurement<ChoiceOutcome> measurement, List<String> filters, LanguageModel model) {
        List<Score> scores = asked.of(all);
        Object target = task.fields().target(asked.document());
        Object gold = task.prompts().choicesAreQuestions() ? task.fields().text(asked.document()) : target;
        ChoiceOutcome outcome = new ChoiceOutcome(asked.choices(), scores.stream().mapToDouble(Score::logLikelihood).toArray(),
                greedy(scores), asked.without(all), right(gold, asked.choices()));
        Map<String, double[]> metrics = new LinkedHashMap<>();
        filters.forEach(filter -> metrics.putAll(measurement.add(filter, outcome)));
        return new DocumentResult(id, target, asked.conditional().stream().map(Continuation::context).distinct().toList(),
                asked.conditional().stream().map(Continuation::text).toList(), scores, outcome.unconditional(), Double.NaN, List.of(),
                Map.of(), metrics, outcome.chosen(), outcome.right().stream().sorted().toList(), lost(outcome, asked, scores, model));
    }

    private static boolean[] greedy(List<Score> scores) {
        boolean[] greedy = new boolean[scores.size()];
        IntStream.range(0, greedy.length).forEach(i -> greedy[i] = scores.get(i).isGreedy());
        return greedy;
    }

    /** Numbers of the right choices: of a number or a list of them, or of a choice itself; none if there is no such choice. */
    private static Set<Integer> right(Object gold, List<String> choices) {
        Set<Integer> right = new HashSet<>();
        if (gold instanceof PyList several) {
            several.elements().forEach(each -> right.addAll(right(each, choices)));
        } else if (Values.textOf(gold) != null) {
            right.add(choices.indexOf(Values.textOf(gold)));
        } else if (Numbers.isNumber(gold)) {
            IntStream.range(0, choices.size()).filter(i -> Comparison.same((long) i, gold)).forEach(right::add);
        }
        right.remove(-1);
        return right;
    }

    private static @Nullable LostChoice lost(ChoiceOutcome outcome, Asked asked, List<Score> scores, LanguageModel model) {
        if (outcome.right().isEmpty() || outcome.right().contains(outcome.chosen())) {
            return null;
        }
        int right = outcome.right().stream().mapToInt(i -> i).min().orElseThrow();
        return LostChoice.of(right, asked.conditional().get(right).context(), scores.get(right), outcome.logs()[outcome.chosen()],
                model::bytesOf);
    }
}
