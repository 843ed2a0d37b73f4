package org.bytestill.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.objective.HalfObjective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.run.Conversion;
import org.bytestill.run.Metric;
import org.bytestill.run.RunState;
import org.bytestill.run.TaskMetric;
import org.bytestill.ui.FakeEngine;
import org.bytestill.ui.FakeRun;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.chart.SampleLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which charts of the list a run has, and that a further line of it is a further chart. */
@Tag("ui")
class DashboardChartsTest {
    private final FakeRun run = FakeRun.training(Path.of("runs/whales"));
    private FxRoom room;
    private Scene scene;

    @BeforeEach
    void enter() throws Exception {
        room = new FxRoom();
    }

    @AfterEach
    void leave() throws Exception {
        room.close();
    }

    private void show(DashboardCharts charts) throws Exception {
        Theme theme = FxRoom.theme(Theme.Mode.LIGHT);
        scene = room.show(theme, () -> {
            DashboardView view = new DashboardView(new FakeEngine(), theme, new Tasks(Runnable::run, Runnable::run), failure -> {
                throw new AssertionError(failure);
            }, charts);
            view.show(run);
            return (Parent) view.node();
        }, 1400, 900).getScene();
    }

    private static DashboardCharts with(ChartSpec... more) {
        List<ChartSpec> large = new ArrayList<>(DashboardCharts.ALL.large());
        large.addAll(List.of(more));
        return new DashboardCharts(large, DashboardCharts.ALL.curves());
    }

    private Bounds place(String id) {
        Node chart = scene.lookup("#" + id);
        return chart.localToScene(chart.getLayoutBounds());
    }

    @Test
    void aChartOfTheListIsDrawnBelowTheOthersAndTakesTheWholeRow() throws Exception {
        show(with(ChartSpec.ofUpdates("total", "top1", Metric.HEAD_KL, 3)));
        assertThat(scene.lookup("#total").getAccessibleText()).startsWith("top-1").doesNotContain("nothing measured");
        assertThat(place("total").getMinY()).isGreaterThan(place("byte-loss").getMaxY()).isGreaterThan(place("token-loss").getMaxY());
        assertThat(place("total").getMinX()).isEqualTo(place("byte-loss").getMinX());
        assertThat(place("total").getMaxX()).isEqualTo(place("token-loss").getMaxX());
        assertThat(place("total").getHeight()).isGreaterThan(100);
        FxRoom.shot(scene, "dashboard-one-chart-more");
    }

    @Test
    void aMetricOfEvaluationsIsDrawnOnceOneHasMeasuredIt() throws Exception {
        show(with(ChartSpec.ofEvaluations("agreement", "top1", Metric.TOP1_AGREEMENT, 3).linear()));
        assertThat(scene.lookup("#agreement").getAccessibleText()).doesNotContain("nothing measured");
    }

    @Test
    void aTaskThatTheRunHasAskedHasAChartOfItsOwnEvenWhenTheNewestEvaluationLeftItOut() throws Exception {
        run.log.evaluation().append(Map.of(Metric.UPDATE, 200.0, TaskMetric.of("own choices", "acc,none"), 0.5,
                TaskMetric.of("own choices", "acc_norm,none"), 0.25));
        run.log.evaluation().append(Map.of(Metric.UPDATE, 300.0, Metric.BITS_PER_BYTE, 2.0));
        show(DashboardCharts.ALL);
        assertThat(scene.lookup("#task-own_choices-acc").getAccessibleText()).startsWith("Task own_choices acc");
        assertThat(scene.lookup("#task-own_choices-acc_norm")).as("one chart a task").isNull();
        FxRoom.shot(scene, "dashboard-task");
    }

    @Test
    void whatARunDoesNotMeasureHasNoChart() throws Exception {
        run.config = RunConfigFile.with(RunConfig.defaults(), "objective", "sft");
        run.log = SampleLog.withoutTeacher(2000, 100).trainedTo(300);
        show(with(ChartSpec.ofUpdates("agreement", "top1", Metric.TOP1_AGREEMENT, 3)));
        assertThat(scene.lookup("#token-loss")).isNotNull();
        assertThat(scene.lookup("#agreement")).isNull();
        assertThat(scene.lookup("#divergence")).isNull();
    }

    @Test
    void aRunWithoutAnyUpdateHasTheChartsOfItsObjective() throws Exception {
        run.config = RunConfigFile.with(RunConfig.defaults(), "objective", "covering");
        run.log = SampleLog.ofCovering(2000, 100);
        show(DashboardCharts.ALL);
        assertThat(scene.lookup("#divergence")).isNotNull();
        assertThat(scene.lookup("#token-loss")).isNotNull();
        assertThat(scene.lookup("#byte-loss")).isNull();
    }

    @Test
    void theCurveOfAnObjectiveThatNoLineNamesIsDrawnInItsRuns() throws Exception {
        try (Objectives.Registration registration = Objectives.register(new HalfObjective())) {
            run.config = RunConfigFile.with(RunConfig.defaults(), "objective", "half");
            show(DashboardCharts.ofAllObjectives());
            assertThat(scene.lookup("#halfLoss")).isNotNull();
            assertThat(scene.lookup("#token-loss")).isNotNull();
        }
    }

    @Test
    void aRunThatWaitsForRoomOffersItsWaysOut() throws Exception {
        show(DashboardCharts.ALL);
        assertThat(scene.lookup("#full-disk").isVisible()).isFalse();
        run.progress = new RunProgress(RunState.PAUSED, 2, 2, 1220, 2000, 0, 0, 0, Double.NaN, 0, 0, "No space left on device.");
        FxRoom.until(() -> scene.lookup("#full-disk").isVisible());
        FxRoom.shot(scene, "dashboard-full-disk");
        FxRoom.onFx(() -> {
            ((Button) scene.lookup("#full-disk-unsaved")).fire();
            ((Button) scene.lookup("#full-disk-again")).fire();
            return null;
        });
        assertThat(run.requests).containsExactly("go on unsaved", "resume");
        FxRoom.until(() -> !scene.lookup("#full-disk").isVisible());
    }

    @Test
    void whileTheTeacherReadsItsFiguresAndItsTextStandInPlaceOfTheCharts() throws Exception {
        byte[] text = "It was the best of times, it was the worst of times — caf\u00e9.\nIt was the age of wisdom, it was the age of foolishness"
                .getBytes(StandardCharsets.UTF_8);
        double[] probabilities = new double[text.length];
        for (int i = 0; i < text.length; i++) {
            probabilities[i] = i < 100 ? Math.pow(2, -(i * 7 % 11)) : Double.NaN;
        }
        run.conversion = new Conversion(12_288, 1.82, 0.0002, 0.0031, 4, 1200, 5400, text, probabilities);
        run.progress = new RunProgress(RunState.CONVERTING, 0, 2, 0, 2000, 0, 0, 1200, 5400, 16_000, 98_304, "");
        run.log = new SampleLog(2000, 100);
        show(DashboardCharts.ALL);
        FxRoom.until(() -> scene.lookup("#converting").isVisible());
        assertThat(scene.lookup("#token-loss").getParent().getParent().getParent().getParent().isVisible()).isFalse();
        assertThat(scene.lookup("#converting").getAccessibleText())
                .contains("16 kB of 98.3 kB", "1.2 kB/s", "1.82 rows a byte", "residual 0.020 %", "dropped 0.31 %", "4 bytes healed");
        assertThat(scene.getRoot().lookupAll(".label").stream().map(node -> ((Label) node).getText()))
                .contains("About 1 h 30 min left in all, training included.", "Phase 1 of 2");
        FxRoom.shot(scene, "dashboard-converting");
        run.progress = FakeRun.training(Path.of("runs/whales")).progress;
        FxRoom.until(() -> !scene.lookup("#converting").isVisible());
    }
}
