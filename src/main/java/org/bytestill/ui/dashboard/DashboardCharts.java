package org.bytestill.ui.dashboard;

import java.util.List;
import java.util.stream.Stream;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.Metric;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Quantity;
import org.bytestill.util.Texts;

/**
 * The charts of the dashboard, a line each, in the order in which they stand.
 *
 * @param large  charts with axes over one cross-hair, two a row; a run shows those that it measures
 * @param curves small curves of how training goes, all shown
 */
record DashboardCharts(List<ChartSpec> large, List<CurveSpec> curves) {
    private static final Texts TEXTS = Texts.of("dashboard");

    static final DashboardCharts ALL = new DashboardCharts(
            List.of(
                    ChartSpec.ofUpdates("byte-loss", "chart.byte", Metric.BYTE_LOSS, 3),
                    ChartSpec.ofUpdates("divergence", "chart.kl", Metric.KL_BITS, 3),
                    ChartSpec.ofUpdates("token-loss", "chart.token", Metric.TOKEN_LOSS, 2),
                    ChartSpec.ofEvaluations("rollout-kl", "chart.rollout.kl", Metric.ROLLOUT_KL_BITS, 3),
                    ChartSpec.ofUpdates("rollout-bytes", "chart.rollout.bytes", Metric.ROLLOUT_BYTES, 0).linear(),
                    ChartSpec.ofUpdates("rollout-ended", "chart.rollout.ended", Metric.ROLLOUT_ENDED, 2).linear(),
                    ChartSpec.ofUpdates("rollout-repetition", "chart.rollout.repetition", Metric.ROLLOUT_REPETITION, 3).linear(),
                    ChartSpec.ofUpdates("reference-kl", "chart.rollout.reference", Metric.REFERENCE_KL, 3),
                    ChartSpec.ofUpdates("rollout-writing", "chart.rollout.writing", Metric.WRITING_TIME, 2).linear(),
                    ChartSpec.ofSomeUpdates("teacher-gradient", "chart.teacherGradient", Metric.TEACHER_GRADIENT, 2),
                    ChartSpec.ofSomeUpdates("gradient-cosine", "chart.cosine", Metric.GRADIENT_COSINE, 2).linear()),
            List.of(
                    new CurveSpec(Metric.LEARNING_RATE, model -> TEXTS.get("optimiser.rate"),
                            model -> new Quantity(Format.scientific(model.last(Metric.LEARNING_RATE)), "")),
                    new CurveSpec(Metric.GRADIENT_NORM, DashboardCharts::normName,
                            model -> new Quantity(Format.fixed(model.recent(Metric.GRADIENT_NORM), 2), "")),
                    new CurveSpec(Metric.BYTES_PER_SECOND, model -> TEXTS.get("speed.bytes"),
                            model -> Format.speed(model.last(Metric.BYTES_PER_SECOND)))));

    /** All charts, with the curves of objectives that have no line here. */
    static DashboardCharts ofAllObjectives() {
        Stream<ChartSpec> own = Objectives.all().stream().flatMap(objective -> objective.curve().stream())
                .filter(curve -> ALL.large.stream().noneMatch(spec -> spec.metric() == curve.metric())).map(ChartSpec::of);
        return new DashboardCharts(Stream.concat(own, ALL.large.stream()).toList(), ALL.curves);
    }

    private static String normName(DashboardViewModel model) {
        return model.clipNorm() > 0 ? TEXTS.get("optimiser.normClip", Format.fixed(model.clipNorm(), 1)) : TEXTS.get("optimiser.norm");
    }
}
