package org.bytestill.onpolicy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunListener;
import org.bytestill.util.Texts;

/**
 * Looks at what the student writes: refuses to begin with texts that are empty or loop, shows the first, keeps them, and raises the alarm
 * of {@link RolloutAlarm}, whose warning quotes the last texts.
 */
public final class RolloutWatch {
    private static final Texts TEXTS = Texts.inFiles("onpolicy");
    private static final double MOST_LOOPS = 0.5;

    private final RunConfig.OnPolicy settings;
    private final RolloutLog log;
    private final RunListener listener;
    private final RolloutAlarm alarm = new RolloutAlarm();

    /**
     * @param before the updates so far, of a run that goes on: the alarm compares with the run's first texts
     * @param update the last of them that counts
     */
    public RolloutWatch(RunConfig.OnPolicy settings, RolloutLog log, RunListener listener, MetricTable before, int update) {
        this.settings = settings;
        this.log = log;
        this.listener = listener;
        for (int row = 0; row < before.size() && before.value(Metric.UPDATE, row) <= update; row++) {
            alarm.take(RolloutStats.of(before, row));
        }
    }

    /**
     * Refuses an update without anything to train on, and a run whose first texts are loops.
     *
     * @param update  number of the update, from 0
     * @param texts   what was written
     * @param trained those of them that have something to train on
     * @param others  documents of the update that are trained on as they are
     */
    void requireTexts(int update, List<Rollout> texts, List<Rollout> trained, int others) {
        if (trained.isEmpty() && (others == 0 || update == 0)) {
            throw UserError.badInput(texts.isEmpty() ? TEXTS.get("none.prompts", update + 1) : TEXTS.get("none.texts", update + 1));
        }
        if (update == 0 && RolloutStats.of(texts).loopShare() > MOST_LOOPS) {
            throw UserError.badInput("%s", TEXTS.get("loops.start"));
        }
    }

    /** Keeps the texts of an update; tells of the first, before any training. */
    void keep(int update, List<Rollout> texts, List<Double> teacherBits) {
        log.keep(update, false, texts, teacherBits);
        if (update == 1) {
            RolloutStats stats = RolloutStats.of(texts);
            double bits = teacherBits.stream().filter(Double::isFinite).collect(Collectors.averagingDouble(Double::doubleValue));
            listener.happened(RunEvent.Kind.STEP, 0, TEXTS.get("first", String.format(Locale.ROOT, "%.0f", stats.meanBytes()),
                    String.format(Locale.ROOT, "%.0f", 100 * stats.cutShare()), String.format(Locale.ROOT, "%.2f", bits), log.quotes()));
        }
    }

    /**
     * Takes the figures of an update.
     *
     * @throws UserError if something has become wrong and the configuration says that the run stops then
     */
    void look(int update, RolloutStats stats) {
        for (RolloutAlarm.Kind kind : alarm.take(stats)) {
            String what = alarm.sentence(kind);
            if (settings.onAlarm() == RunConfig.OnAlarm.STOP) {
                throw UserError.badInput("%s", TEXTS.get("alarm.stopped", update, what, log.quotes()));
            }
            listener.alerted(RunListener.OWN_TEXTS, update, TEXTS.get("alarm", what, log.quotes()));
        }
    }
}
