package org.bytestill.tasks.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytestill.text.python.PythonPattern;

/** Metrics of whole texts, by lm-evaluation-harness's names (method.md 5.5). */
final class WholeTextMetrics {
    private static final PythonPattern SPACE = PythonPattern.of("\\s+");

    static final List<Metric<WholeTextOutcome>> ALL = List.of(
            new Metric<>("word_perplexity", "weighted_perplexity", false, outcome -> pair(outcome, words(outcome.text()))),
            new Metric<>("byte_perplexity", "weighted_perplexity", false, outcome -> pair(outcome, bytes(outcome.text()))),
            new Metric<>("bits_per_byte", "bits_per_byte", false, outcome -> pair(outcome, bytes(outcome.text()))));

    private WholeTextMetrics() {}

    private static double[] pair(WholeTextOutcome outcome, int weight) {
        return new double[] {outcome.logLikelihood(), weight};
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Parts between white space; an empty one at either end counts too, as Python's split has it. */
    private static int words(String text) {
        return SPACE.findAll(text).size() + 1;
    }
}
