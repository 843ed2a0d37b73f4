package org.bytestill.ui.dashboard;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bytestill.objective.Objective;
import org.bytestill.run.Metric;
import org.bytestill.run.TaskMetric;
import org.bytestill.util.Texts;

/**
 * One chart of the dashboard as a description: a metric over the updates of a run, as a curve of its updates and as diamonds of
 * its evaluations. Adding one: a line in {@link DashboardCharts} and its title in {@code dashboard.properties}. The curve of an objective
 * that has no line there is drawn too.
 *
 * @param id         the chart's node id
 * @param words      name the metric and its unit, in the language that is in use when they are asked for
 * @param metric     the column drawn, of the training table and of the evaluation table
 * @param places     decimal places of its figures
 * @param scale      what the y axis may be
 * @param shown      whether a run has this chart; asked at every look, a chart that has come stays
 * @param inspects   whether a place of the chart leads to the batch of its worst update in the inspector
 */
record ChartSpec(String id, Supplier<String> words, Metric metric, int places, Scale scale, Predicate<DashboardViewModel> shown,
        boolean inspects) {
    /** What the y axis may be. */
    enum Scale {
        LINEAR,
        /** Linear or logarithmic, as the person chooses for all charts. */
        CHOSEN
    }

    private static final Texts TEXTS = Texts.of("dashboard");

    /** The training loss of an objective: shown where the run's updates measure it. */
    static ChartSpec of(Objective.Curve curve) {
        return new ChartSpec(curve.metric().key(), curve::title, curve.metric(), curve.places(), Scale.CHOSEN,
                model -> model.measures(curve.metric()), true);
    }

    /** A metric of every update, such as a loss: shown where the run's updates measure it; its places lead to the inspector. */
    static ChartSpec ofUpdates(String id, String titleKey, Metric metric, int places) {
        return new ChartSpec(id, () -> TEXTS.get(titleKey), metric, places, Scale.CHOSEN, model -> model.measures(metric), true);
    }

    /** A metric that is measured at some updates only: shown once it was. */
    static ChartSpec ofSomeUpdates(String id, String titleKey, Metric metric, int places) {
        return new ChartSpec(id, () -> TEXTS.get(titleKey), metric, places, Scale.CHOSEN, model -> model.hasMeasured(metric), false);
    }

    /** A metric that only evaluations measure: shown once one has. */
    static ChartSpec ofEvaluations(String id, String titleKey, Metric metric, int places) {
        return new ChartSpec(id, () -> TEXTS.get(titleKey), metric, places, Scale.CHOSEN, model -> model.evaluates(metric), false);
    }

    /** A metric of a task: shown in runs that have asked it, whatever their newest evaluation measured. */
    static ChartSpec ofTask(Metric metric) {
        Scale scale = TaskMetric.isShare(metric) ? Scale.LINEAR : Scale.CHOSEN;
        return new ChartSpec(metric.key().replace('.', '-'), () -> TEXTS.get("chart.task", TaskMetric.name(metric)), metric, 3, scale,
                model -> model.log().evaluation().has(metric), false);
    }

    /** Names the metric and its unit. */
    String title() {
        return words.get();
    }

    /** The same with an axis that stays linear, as for shares. */
    ChartSpec linear() {
        return new ChartSpec(id, words, metric, places, Scale.LINEAR, shown, inspects);
    }
}
