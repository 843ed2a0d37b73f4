package org.bytestill.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.tasks.metrics.Metrics;
import org.bytestill.tasks.metrics.WholeTextOutcome;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.text.python.Printed;
import org.bytestill.util.Progress;

/** {@code loglikelihood_rolling}: how probable whole texts are, read window by window. */
final class WholeText implements OutputKind {
    @Override
    public TaskResult evaluate(PreparedTask task, LanguageModel model, Progress progress) {
        Measurement<WholeTextOutcome> measurement = new Measurement<>(Metrics.ofWholeTexts(task.config()));
        List<String> filters = Measurement.namesOf(task.config());
        List<String> texts = task.documents().stream().map(document -> Printed.str(task.fields().target(document))).toList();
        double[] logs = model.wholeTexts(texts, progress);
        List<DocumentResult> results = new ArrayList<>();
        for (int i = 0; i < logs.length; i++) {
            WholeTextOutcome outcome = new WholeTextOutcome(texts.get(i), logs[i]);
            Map<String, double[]> metrics = new LinkedHashMap<>();
            filters.forEach(filter -> metrics.putAll(measurement.add(filter, outcome)));
            results.add(new DocumentResult(i, texts.get(i), List.of(), List.of(), List.of(), new double[0], logs[i], List.of(), Map.of(),
                    metrics, -1, List.of(), null));
        }
        return new TaskResult(task.config(), task.shots(), measurement.measured(filters), results);
    }
}
