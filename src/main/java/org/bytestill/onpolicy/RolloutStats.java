package org.bytestill.onpolicy;

import java.util.List;
import java.util.Map;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;

/**
 * What texts look like, as sums over them, so that those of several updates can be added.
 *
 * @param texts      their number
 * @param bytes      their bytes
 * @param tokens     their tokens
 * @param ended      those that the student ended
 * @param repetition {@link Repetition#share} of each, added up
 * @param loops      those that end in a loop
 */
record RolloutStats(double texts, double bytes, double tokens, double ended, double repetition, double loops) {
    static final RolloutStats NONE = new RolloutStats(0, 0, 0, 0, 0, 0);

    static RolloutStats of(List<Rollout> rollouts) {
        return rollouts.stream()
                .map(rollout -> new RolloutStats(1, rollout.bytes().length, rollout.ids().length, rollout.isEnded() ? 1 : 0,
                        Repetition.share(rollout.ids()), Repetition.loops(rollout.bytes()) ? 1 : 0))
                .reduce(NONE, RolloutStats::plus);
    }

    /** Those of a row of metrics, up to rounding; {@link #NONE} if it has none. */
    static RolloutStats of(MetricTable table, int row) {
        double texts = table.value(Metric.ROLLOUTS, row);
        return !(texts > 0) ? NONE
                : new RolloutStats(texts, texts * table.value(Metric.ROLLOUT_BYTES, row), texts * table.value(Metric.ROLLOUT_TOKENS, row),
                        texts * table.value(Metric.ROLLOUT_ENDED, row), texts * table.value(Metric.ROLLOUT_REPETITION, row),
                        texts * table.value(Metric.ROLLOUT_LOOPS, row));
    }

    RolloutStats plus(RolloutStats more) {
        return new RolloutStats(texts + more.texts, bytes + more.bytes, tokens + more.tokens, ended + more.ended,
                repetition + more.repetition, loops + more.loops);
    }

    double meanBytes() {
        return bytes / texts;
    }

    double cutShare() {
        return 1 - ended / texts;
    }

    double meanRepetition() {
        return repetition / texts;
    }

    double loopShare() {
        return loops / texts;
    }

    void putInto(Map<Metric, Double> row) {
        row.put(Metric.ROLLOUTS, texts);
        if (texts > 0) {
            row.put(Metric.ROLLOUT_BYTES, meanBytes());
            row.put(Metric.ROLLOUT_TOKENS, tokens / texts);
            row.put(Metric.ROLLOUT_ENDED, ended / texts);
            row.put(Metric.ROLLOUT_REPETITION, meanRepetition());
            row.put(Metric.ROLLOUT_LOOPS, loopShare());
        }
    }
}
