package org.bytestill.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.model.Sampling;
import org.bytestill.problem.UserError;
import org.bytestill.tasks.file.GenerationConfig;
import org.bytestill.tasks.filters.Pipeline;
import org.bytestill.tasks.metrics.AnswerOutcome;
import org.bytestill.tasks.metrics.Metrics;
import org.bytestill.tasks.score.AnswerSettings;
import org.bytestill.tasks.score.LanguageModel;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.text.python.Printed;
import org.bytestill.text.python.PyDict;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.Values;
import org.bytestill.util.Progress;

/** {@code generate_until}: what the model answers, filtered and compared with the right answer. */
final class Answering implements OutputKind {
    @Override
    public TaskResult evaluate(PreparedTask task, LanguageModel model, Progress progress) {
        Measurement<AnswerOutcome> measurement = new Measurement<>(Metrics.ofAnswers(task.config()));
        List<Pipeline> pipelines = task.config().filters().isEmpty() ? List.of(Pipeline.USUAL)
                : task.config().filters().stream().map(Pipeline::of).toList();
        List<String> contexts = task.documents().stream().map(document -> task.prompts().contexts(document).get(0)).toList();
        int repeats = task.config().repeats();
        List<String> answers = model.answers(contexts.stream().flatMap(context -> Collections.nCopies(repeats, context).stream()).toList(),
                settings(task.config().generation()), progress);
        boolean isSeveral = task.fields().target(task.documents().get(0)) instanceof PyList;
        List<DocumentResult> results = new ArrayList<>();
        for (int i = 0; i < contexts.size(); i++) {
            List<String> own = answers.subList(i * repeats, (i + 1) * repeats);
            PyDict document = task.documents().get(i);
            Map<String, Object> filtered = new LinkedHashMap<>();
            Map<String, double[]> metrics = new LinkedHashMap<>();
            for (Pipeline pipeline : pipelines) {
                Object answer = pipeline.of(new PyList(own), document);
                filtered.put(pipeline.name(), answer);
                metrics.putAll(measurement.add(pipeline.name(),
                        new AnswerOutcome(answer, references(task, document, answer, isSeveral), isSeveral)));
            }
            results.add(new DocumentResult(i, task.fields().target(document), List.of(contexts.get(i)), List.of(), List.of(), new double[0],
                    Double.NaN, own, filtered, metrics, -1, List.of(), null));
        }
        return new TaskResult(task.config(), task.shots(), measurement.measured(pipelines.stream().map(Pipeline::name).toList()), results);
    }

    private static AnswerSettings settings(GenerationConfig config) {
        double penalty = config.repetitionPenalty() == 0 ? 1 : config.repetitionPenalty();
        return new AnswerSettings(config.until(), config.maxTokens(),
                new Sampling(config.temperature(), config.topK(), config.topP(), config.minP(), penalty),
                config.repetitionPenalty() == 0, 0);
    }

    /** The right answers; one of another kind than the answer is made the same, as a number is that filters have turned into a text. */
    private static List<Object> references(PreparedTask task, PyDict document, Object answer, boolean isSeveral) {
        Object target = task.fields().target(document);
        List<String> choices = task.fields().choices(document);
        if (choices != null) {
            return List.of(chosen(task, choices, target));
        }
        if (isSeveral) {
            return target instanceof PyList list ? list.elements() : List.of(target);
        }
        return List.of(answer instanceof PyList || target instanceof PyList ? target : sameKind(target, answer));
    }

    private static String chosen(PreparedTask task, List<String> choices, Object target) {
        long at = Numbers.isWhole(target) ? Numbers.saturated(target) : -1;
        if (at < 0 || at >= choices.size()) {
            throw UserError.badInput("%s: the right answer of a document is %s, which is the number of none of its %d choices. Mend"
                    + " doc_to_target, or leave doc_to_choice out.", task.config().file(), Printed.repr(target), choices.size());
        }
        return choices.get((int) at);
    }

    private static Object sameKind(Object target, Object answer) {
        try {
            return answer instanceof String ? Printed.str(target) : answer instanceof None ? target
                    : answer instanceof Boolean ? (Object) Values.truth(target)
                            : answer instanceof Double ? (Object) Numbers.toReal(target)
                                    : Numbers.isWhole(answer) ? Numbers.toWhole(target, 10) : target;
        } catch (Fault e) {
            throw UserError.badInput("The right answer %s cannot be compared with %s, which the filters made of an answer: %s. Mend the"
                    + " filters.", Printed.repr(target), Printed.repr(answer), e.getMessage()).causedBy(e);
        }
    }
}
