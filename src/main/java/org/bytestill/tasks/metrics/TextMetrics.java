package org.bytestill.tasks.metrics;

import java.util.List;

/** Metrics of one continuation, by lm-evaluation-harness's names (method.md 5.5). */
final class TextMetrics {
    static final List<Metric<TextOutcome>> ALL = List.of(
            new Metric<>("perplexity", "perplexity", false, outcome -> new double[] {outcome.score().logLikelihood()}),
            new Metric<>("acc", "mean", true, outcome -> new double[] {outcome.score().isGreedy() ? 1 : 0}));

    private TextMetrics() {}
}
