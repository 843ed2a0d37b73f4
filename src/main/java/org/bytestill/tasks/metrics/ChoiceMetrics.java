package org.bytestill.tasks.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Metrics of chosen answers, by lm-evaluation-harness's names (method.md 5.5). */
final class ChoiceMetrics {
    static final List<Metric<ChoiceOutcome>> ALL = List.of(
            accuracy("acc", ChoiceOutcome::logs),
            accuracy("acc_norm", outcome -> divided(outcome, choice -> choice.codePointCount(0, choice.length()))),
            accuracy("acc_bytes", outcome -> divided(outcome, choice -> choice.getBytes(StandardCharsets.UTF_8).length)),
            accuracy("acc_mutual_info", outcome -> IntStream.range(0, outcome.logs().length)
                    .mapToDouble(i -> outcome.logs()[i] - outcome.unconditional()[i]).toArray()),
            new Metric<>("exact_match", "mean", true,
                    outcome -> number(outcome.right().stream().anyMatch(i -> i >= 0 && i < outcome.isGreedy().length
                            && outcome.isGreedy()[i]))),
            new Metric<>("f1", "f1", true, ChoiceMetrics::pair),
            new Metric<>("mcc", "matthews_corrcoef", true, ChoiceMetrics::pair),
            new Metric<>("brier_score", "brier_score", false, ChoiceMetrics::brier));

    private ChoiceMetrics() {}

    private interface Values {
        double[] of(ChoiceOutcome outcome);
    }

    /** Whether the choice with the largest value is right. */
    private static Metric<ChoiceOutcome> accuracy(String name, Values values) {
        return new Metric<>(name, "mean", true,
                outcome -> number(outcome.right().contains(ChoiceOutcome.largest(values.of(outcome)))));
    }

    private static double[] number(boolean isRight) {
        return new double[] {isRight ? 1 : 0};
    }

    private static double[] divided(ChoiceOutcome outcome, ToIntFunction<String> length) {
        return IntStream.range(0, outcome.logs().length)
                .mapToDouble(i -> outcome.logs()[i] / length.applyAsInt(outcome.choices().get(i))).toArray();
    }

    private static double[] pair(ChoiceOutcome outcome) {
        return new double[] {outcome.right().stream().mapToInt(i -> i).min().orElse(-100), outcome.chosen()};
    }

    /** Sum of the squared differences between the choices' probabilities among each other and 1 for the right one. */
    private static double[] brier(ChoiceOutcome outcome) {
        double largest = Arrays.stream(outcome.logs()).max().orElse(0);
        double[] weights = Arrays.stream(outcome.logs()).map(log -> Math.exp(log - largest)).toArray();
        double sum = Arrays.stream(weights).sum();
        return new double[] {IntStream.range(0, weights.length)
                .mapToDouble(i -> Math.pow(weights[i] / sum - (outcome.right().contains(i) ? 1 : 0), 2)).sum()};
    }
}
