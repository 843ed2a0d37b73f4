package org.bytestill.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.tasks.metrics.Metrics;
import org.bytestill.tasks.metrics.TextOutcome;
import org.bytestill.tasks.score.Continuation;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.tasks.score.Score;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.Values;
import org.bytestill.util.Progress;

/** {@code loglikelihood}: how probable the one right continuation is, and whether the model would have written it. */
final class SingleContinuation implements OutputKind {
    @Override
    public TaskResult evaluate(PreparedTask task, LanguageModel model, Progress progress) {
        Measurement<TextOutcome> measurement = new Measurement<>(Metrics.ofTexts(task.config()));
        List<String> filters = Measurement.namesOf(task.config());
        List<Continuation> requests = task.documents().stream()
                .map(document -> new Continuation(task.prompts().contexts(document).get(0), target(task, document))).toList();
        List<Score> scores = model.scores(requests, progress);
        List<DocumentResult> results = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            TextOutcome outcome = new TextOutcome(scores.get(i));
            Map<String, double[]> metrics = new LinkedHashMap<>();
            filters.forEach(filter -> metrics.putAll(measurement.add(filter, outcome)));
            results.add(new DocumentResult(i, requests.get(i).text(), List.of(requests.get(i).context()), List.of(requests.get(i).text()),
                    List.of(scores.get(i)), new double[0], Double.NaN, List.of(), Map.of(), metrics, -1, List.of(), null));
        }
        return new TaskResult(task.config(), task.shots(), measurement.measured(filters), results);
    }

    private static String target(PreparedTask task, PyDict document) {
        Object target = task.fields().target(document);
        String text = Values.textOf(target);
        if (text == null) {
            throw task.config().prompt().target().place().refused("doc_to_target: expected is a text, found is %s. Write \"{{field}}\".",
                    Printed.repr(target));
        }
        return text;
    }
}
