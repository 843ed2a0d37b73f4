package org.bytestill.ui.dashboard;

import java.util.function.Predicate;
import org.bytestill.run.Metric;

/**
 * One chart of the dashboard as a description: a metric over the updates of a run, as a curve of its updates and as diamonds of
 * its evaluations. Adding one: a line in {@link DashboardCharts} and its title in {@code dashboard.properties}.
 *
 * @param id         the chart's node id
 * @param titleKey   key of the title, which names the metric and its unit
 * @param metric     the column drawn, of the training table and of the evaluation table
 * @param places     decimal places of its figures
 * @param scale      what the y axis may be
 * @param shown      whether a run has this chart; asked at every look, a chart that has come stays
 * @param inspects   whether a place of the chart leads to the batch of its worst update in the inspector
 */
record ChartSpec(String id, String titleKey, Metric metric, int places, Scale scale, Predicate<DashboardViewModel> shown,
        boolean inspects) {
    /** What the y axis may be. */
    enum Scale {
        LINEAR,
        /** Linear or logarithmic, as the person chooses for all charts. */
        CHOSEN
    }

    /** A metric of every update, such as a loss: shown where the run's updates measure it; its places lead to the inspector. */
    static ChartSpec ofUpdates(String id, String titleKey, Metric metric, int places) {
        return new ChartSpec(id, titleKey, metric, places, Scale.CHOSEN, model -> model.measures(metric), true);
    }

    /** A metric that only evaluations measure: shown once one has. */
    static ChartSpec ofEvaluations(String id, String titleKey, Metric metric, int places) {
        return new ChartSpec(id, titleKey, metric, places, Scale.CHOSEN, model -> model.evaluates(metric), false);
    }

    /** The same with an axis that stays linear, as for shares. */
    ChartSpec linear() {
        return new ChartSpec(id, titleKey, metric, places, Scale.LINEAR, shown, inspects);
    }
}
