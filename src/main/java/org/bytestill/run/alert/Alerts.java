package org.bytestill.run.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;

/** The rules that watch one run, used by one thread. What lies behind a resume is shown to them first, so that they know the run's history. */
public final class Alerts {
    /** The rules, a new one of each for every run. */
    private static List<AlertRule> rules() {
        return List.of(new RisenLoss(), new WorseValidation(), new DivergingPair(), new SlowedText(), new FewCheckpointsLeft(),
                new ImpossibleText(),
                new LostMass(), new IdleDevice(), new HotDevice());
    }

    /** Is told that a rule rang. */
    public interface Bell {
        /**
         * @param word   of the rule
         * @param update after which it rang
         * @param text   one or two sentences: what is the matter, what to do
         */
        void rings(String word, int update, String text);
    }

    private final List<AlertRule> rules = rules();
    private final Bell bell;

    /** Of all rules. */
    public static List<String> words() {
        return rules().stream().map(AlertRule::word).toList();
    }

    public Alerts(Bell bell) {
        this.bell = bell;
    }

    /** Shows the rules what has happened before; none rings. */
    public void replay(MetricLog log) {
        show(log.training(), AlertRule::trained);
        show(log.evaluation(), AlertRule::evaluated);
    }

    private void show(MetricTable table, BiFunction<AlertRule, Map<Metric, Double>, Optional<String>> question) {
        for (int row = 0; row < table.size(); row++) {
            Map<Metric, Double> values = table.row(row);
            rules.forEach(rule -> question.apply(rule, values));
        }
    }

    public void trained(Map<Metric, Double> row) {
        ask(updateOf(row), rule -> rule.trained(row));
    }

    public void evaluated(Map<Metric, Double> row) {
        ask(updateOf(row), rule -> rule.evaluated(row));
    }

    /** The teacher has read more of the text, before the first update. */
    public void converted(Conversion soFar) {
        ask(0, rule -> rule.converted(soFar));
    }

    /** What the machine does after an update, while the run is computed. */
    public void sampled(int update, DeviceSample sample) {
        ask(update, rule -> rule.sampled(sample));
    }

    /** A checkpoint of so many bytes was written after an update; so many bytes are left on its disk. */
    public void saved(int update, long bytes, long freeBytes) {
        ask(update, rule -> rule.saved(bytes, freeBytes));
    }

    private static int updateOf(Map<Metric, Double> row) {
        return row.getOrDefault(Metric.UPDATE, 0.0).intValue();
    }

    private void ask(int update, Function<AlertRule, Optional<String>> question) {
        for (AlertRule rule : rules) {
            question.apply(rule).ifPresent(text -> bell.rings(rule.word(), update, text));
        }
    }
}
