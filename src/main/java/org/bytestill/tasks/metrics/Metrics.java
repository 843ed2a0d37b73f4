package org.bytestill.tasks.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.tasks.file.MetricConfig;
import org.bytestill.tasks.file.OutputType;
import org.bytestill.tasks.file.TaskConfig;
import org.bytestill.tasks.filters.Options;

/** Registry of metrics: which there are for each output type, and those that a task asks for. */
public final class Metrics {
    private static final Map<String, Function<Options, Metric<AnswerOutcome>>> OF_ANSWERS = Map.of("exact_match", ExactMatch::of);
    private static final Map<OutputType, List<String>> USUAL = Map.of(OutputType.MULTIPLE_CHOICE, List.of("acc", "acc_norm"),
            OutputType.LOGLIKELIHOOD, List.of("perplexity", "acc"), OutputType.LOGLIKELIHOOD_ROLLING,
            List.of("word_perplexity", "byte_perplexity", "bits_per_byte"), OutputType.GENERATE_UNTIL, List.of("exact_match"));

    private Metrics() {}

    public static List<ChosenMetric<ChoiceOutcome>> ofChoices(TaskConfig task) {
        return chosen(task, table(ChoiceMetrics.ALL));
    }

    public static List<ChosenMetric<TextOutcome>> ofTexts(TaskConfig task) {
        return chosen(task, table(TextMetrics.ALL));
    }

    public static List<ChosenMetric<WholeTextOutcome>> ofWholeTexts(TaskConfig task) {
        return chosen(task, table(WholeTextMetrics.ALL));
    }

    public static List<ChosenMetric<AnswerOutcome>> ofAnswers(TaskConfig task) {
        return chosen(task, OF_ANSWERS);
    }

    private static <O> Map<String, Function<Options, Metric<O>>> table(List<Metric<O>> metrics) {
        Map<String, Function<Options, Metric<O>>> table = new LinkedHashMap<>();
        metrics.forEach(metric -> table.put(metric.name(), options -> metric));
        return table;
    }

    private static <O> List<ChosenMetric<O>> chosen(TaskConfig task, Map<String, Function<Options, Metric<O>>> known) {
        Stream<MetricConfig> asked = task.metrics().isEmpty()
                ? USUAL.get(task.outputType()).stream().map(name -> new MetricConfig(name, null, null, Map.of(), task.data().place()))
                : task.metrics().stream();
        List<ChosenMetric<O>> chosen = new ArrayList<>();
        for (MetricConfig config : asked.toList()) {
            Function<Options, Metric<O>> metric = known.get(config.name());
            if (metric == null) {
                throw config.place().refused("the metric %s is not measured here for %s; there are %s.", config.name(),
                        task.outputType().word(), known.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
            Options options = new Options("the metric " + config.name(), config.options(), config.place());
            chosen.add(ChosenMetric.of(metric.apply(options), config));
            options.end();
        }
        return chosen;
    }
}
