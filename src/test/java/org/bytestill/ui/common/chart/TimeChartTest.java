package org.bytestill.ui.common.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import org.bytestill.run.Metric;
import org.bytestill.run.RunEvent;
import org.bytestill.ui.FxRoom;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeChartTest {
    private final CrossHair crossHair = new CrossHair();
    private final SampleLog log = new SampleLog(5000, 250, 1840).trainedTo(3050);
    private FxRoom room;
    private Theme theme;
    private TimeChart chart;
    private TimeChart other;

    @BeforeEach
    void twoChartsOfOneRun() throws Exception {
        room = new FxRoom();
        theme = FxRoom.theme(Theme.Mode.LIGHT);
        room.show(theme, this::charts, 1100, 320);
    }

    private Parent charts() {
        chart = chart("Byte loss, nats per byte", Metric.BYTE_LOSS, 3);
        other = chart("Token loss, nats per token", Metric.TOKEN_LOSS, 2);
        Parent both = Ui.halves(8, new ChartPanel("Byte loss, nats per byte", chart, 3, ChartPanel.menu("x: ", index -> {}, "updates",
                "bytes")),
                new ChartPanel("Token loss, nats per token", other, 2));
        StackPane root = new StackPane(both);
        root.setPadding(new Insets(8));
        return root;
    }

    private TimeChart chart(String title, Metric metric, int places) {
        TimeChart made = new TimeChart(theme, crossHair, title, metric, places);
        made.setPlanned(5000, 5000L * SampleLog.BYTES_PER_UPDATE);
        made.setEvents(List.of(new EventMark(500, RunEvent.Kind.STEP, "Step 2 begins", "Step 2"), new EventMark(1000,
                RunEvent.Kind.CHECKPOINT, "Checkpoint saved", ""),
                new EventMark(1840, RunEvent.Kind.RESUMED, "Resumed", ""), new EventMark(2410, RunEvent.Kind.WARNING, "Slower", ""),
                new EventMark(3000, RunEvent.Kind.BEST, "Best so far", "")));
        made.refresh(log);
        return made;
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void aChartSaysItsLastValues() {
        // 0.88 + 0.5 (0.5 e^(-3050/175) + e^(-3050/1000)) = 0.904, validation at 3,000: 0.895 + 0.5 e^-3 = 0.920.
        assertThat(chart.getAccessibleText()).startsWith("Byte loss, nats per byte: train 0.9").endsWith("validation 0.920.");
        assertThat(chart.isFocusTraversable()).isTrue();
    }

    @Test
    void pointingAtOneChartReadsBoth() throws Exception {
        point(chart, MouseEvent.MOUSE_MOVED, chart.plot().px(2000), 100);
        assertThat(crossHair.x()).isCloseTo(2000, within(5.0));
        room.shot("chart-crosshair");
        point(chart, MouseEvent.MOUSE_EXITED, 0, 0);
        assertThat(crossHair.isOn()).isFalse();
    }

    @Test
    void theArrowKeysMoveTheCrossHair() throws Exception {
        key(KeyCode.RIGHT);
        assertThat(crossHair.x()).as("a hundredth right of the middle").isCloseTo(2550, within(1.0));
        key(KeyCode.LEFT);
        key(KeyCode.LEFT);
        assertThat(crossHair.x()).isCloseTo(2450, within(1.0));
    }

    @Test
    void aZoomDetachesUntilAskedToFollow() throws Exception {
        scroll(chart.plot().px(2000), 40);
        assertThat(chart.isFollowing()).isFalse();
        assertThat(other.isFollowing()).isTrue();
        FxRoom.onFx(() -> {
            log.trainedTo(3264);
            chart.refresh(log);
            return null;
        });
        assertThat(pillText()).isEqualTo("214 new points – Follow");
        room.shot("chart-detached");
        key(KeyCode.HOME);
        assertThat(chart.isFollowing()).isTrue();
    }

    @Test
    void theTableHasARowForEachEvaluationAndOneForTheRest() {
        List<ChartRow> rows = chart.rows();
        assertThat(rows).hasSize(14);
        assertThat(rows.get(0).update()).isZero();
        assertThat(rows.get(12).update()).isEqualTo(3000);
        assertThat(rows.get(13).update()).isEqualTo(3050);
        assertThat(rows.get(13).validation()).isNaN();
        assertThat(rows.get(5).min()).isLessThan(rows.get(5).mean());
    }

    @Test
    void aMetricThatIsNotInTheRunLeavesRoomForTheReason() throws Exception {
        FxRoom.onFx(() -> {
            TimeChart without = chart("Share", Metric.TOP1_AGREEMENT, 3);
            without.refresh(new SampleLog(100, 200).trainedTo(50));
            assertThat(without.model().isEmpty()).as("measured at evaluations").isFalse();
            TimeChart none = chart("Total", Metric.TOTAL_LOSS, 3);
            none.refresh(new SampleLog(100, 200).trainedTo(50));
            assertThat(none.model().isEmpty()).isTrue();
            assertThat(none.getAccessibleText()).isEqualTo("Total: nothing measured yet.");
            return null;
        });
    }

    @Test
    void theXAxisCanBeBytesOfText() throws Exception {
        FxRoom.onFx(() -> {
            chart.setX(Metric.BYTES);
            return null;
        });
        assertThat(chart.plot().toX()).isEqualTo(5000.0 * SampleLog.BYTES_PER_UPDATE);
        room.shot("chart-bytes");
    }

    @Test
    void onALogScaleTheCurveStillFills() throws Exception {
        FxRoom.onFx(() -> {
            chart.setLogY(true);
            theme.toggle();
            return null;
        });
        assertThat(chart.plot().y().log()).isTrue();
        room.shot("chart-log-dark");
    }

    @Test
    void aMillionUpdatesAreRedrawnWithinAFrame() throws Exception {
        SampleLog large = new SampleLog(1_000_000, 5000).trainedTo(1_000_000);
        FxRoom.onFx(() -> {
            chart.setPlanned(1_000_000, 1_000_000L * SampleLog.BYTES_PER_UPDATE);
            chart.refresh(large);
            return null;
        });
        double best = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < 20; trial++) {
            long millis = FxRoom.onFx(() -> {
                long start = System.nanoTime();
                chart.redraw();
                return (System.nanoTime() - start) / 1_000_000;
            });
            best = Math.min(best, millis);
        }
        room.shot("chart-million");
        assertThat(best).as("milliseconds of the JavaFX thread").isLessThanOrEqualTo(16);
    }

    private String pillText() {
        return chart.getChildrenUnmodifiable().stream().filter(Button.class::isInstance)
                .map(node -> ((Button) node).getText()).findFirst().orElseThrow();
    }

    private void scroll(double x, double delta) throws Exception {
        Point2D scene = chart.localToScene(x, 60);
        fire(new ScrollEvent(ScrollEvent.SCROLL, x, 60, x, 60, false, false, false, false, false, false, 0, delta, 0, 0,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, new PickResult(chart,
                        scene.getX(), scene.getY())));
    }

    private void point(TimeChart at, EventType<MouseEvent> type, double x, double y) throws Exception {
        Point2D scene = at.localToScene(x, y);
        fire(new MouseEvent(type, x, y, x, y, MouseButton.NONE, 0, false, false, false, false, false, false, false,
                false, false,
                false, new PickResult(at, scene.getX(), scene.getY())));
    }

    private void key(KeyCode code) throws Exception {
        fire(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private void fire(Event event) throws Exception {
        FxRoom.onFx(() -> {
            Event.fireEvent(chart, event.copyFor(chart, chart));
            return null;
        });
    }
}
