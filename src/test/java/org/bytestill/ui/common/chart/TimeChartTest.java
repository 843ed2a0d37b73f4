package org.bytestill.ui.common.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
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
    private final ChartGroup group = new ChartGroup();
    private final CrossHair crossHair = group.crossHair();
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
        TimeChart made = new TimeChart(theme, group, title, metric, places);
        made.setPlanned(5000, 5000L * SampleLog.BYTES_PER_UPDATE, 3000);
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

    /** Of 190 updates each is drawn as it comes, the curve's end alone; the pixels are those of a chart that is drawn at once. */
    @Test
    void aCurveThatGrowsLooksAsOneDrawnAnew() throws Exception {
        int before = chart.wholeDrawings() + other.wholeDrawings();
        for (int update = 3051; update < 3240; update += 3) {
            log.trainedTo(update);
            FxRoom.onFx(() -> chart.refresh(log) && other.refresh(log));
        }
        assertThat(chart.wholeDrawings() + other.wholeDrawings() - before).as("drawn whole, where the axis of y grew").isLessThan(6);
        int[] grown = pixels();
        FxRoom.onFx(() -> {
            chart.redraw();
            other.redraw();
            return null;
        });
        assertThat(pixels()).isEqualTo(grown);
    }

    private int[] pixels() throws Exception {
        FxRoom.settle();
        return FxRoom.onFx(() -> {
            WritableImage image = room.stage().getScene().snapshot(null);
            int[] pixels = new int[(int) (image.getWidth() * image.getHeight())];
            image.getPixelReader().getPixels(0, 0, (int) image.getWidth(), (int) image.getHeight(), PixelFormat.getIntArgbInstance(),
                    pixels,
                    0, (int) image.getWidth());
            return pixels;
        });
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
        assertThat(other.isFollowing()).as("all charts look closer").isFalse();
        assertThat(other.plot().fromX()).isEqualTo(chart.plot().fromX());
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
            group.axis().setX(Metric.BYTES);
            return null;
        });
        assertThat(chart.plot().toX()).isEqualTo(5000.0 * SampleLog.BYTES_PER_UPDATE);
        assertThat(other.plot().toX()).isEqualTo(chart.plot().toX());
        room.shot("chart-bytes");
    }

    @Test
    void theXAxisCanBeActiveAndWallTimeWithWhatIsLeftOfIt() throws Exception {
        FxRoom.onFx(() -> {
            group.axis().setX(Metric.ACTIVE_SECONDS);
            return null;
        });
        // 3,050 updates of 2.67 s, and 3,000 s to go.
        assertThat(chart.plot().toX()).isCloseTo(3050 * 2.67 + 3000, within(1e-6));
        FxRoom.onFx(() -> {
            group.axis().setX(Metric.WALL_SECONDS);
            return null;
        });
        // Five minutes for the conversion, an hour in which nobody computed.
        assertThat(chart.plot().toX()).isCloseTo(300 + 3050 * 2.67 + 3600 + 3000, within(1e-6));
        room.shot("chart-wall");
        assertThat(group.axis().measures(Metric.KL_BITS)).as("a column that this run has not").isFalse();
    }

    @Test
    void aDragLooksCloserAtAllChartsAShiftDragMovesAndADoubleClickResets() throws Exception {
        drag(chart.plot().px(1000), chart.plot().px(2000), false);
        for (TimeChart each : List.of(chart, other)) {
            assertThat(each.plot().fromX()).isCloseTo(1000, within(10.0));
            assertThat(each.plot().toX()).isCloseTo(2000, within(10.0));
        }
        room.shot("chart-dragged");
        double middle = chart.plot().px(1500);
        drag(middle, middle + 100 * (chart.plot().px(1001) - chart.plot().px(1000)), true);
        assertThat(other.plot().fromX()).as("the text under the pointer goes with it").isCloseTo(900, within(15.0));
        assertThat(other.plot().toX() - other.plot().fromX()).isCloseTo(1000, within(15.0));
        mouse(MouseEvent.MOUSE_CLICKED, middle, 2, false, false);
        assertThat(other.isFollowing()).isTrue();
        assertThat(chart.plot().toX()).isEqualTo(5000);
    }

    @Test
    void anUnsteadyClickIsNoDrag() throws Exception {
        drag(200, 202, false);
        assertThat(chart.isFollowing()).isTrue();
    }

    @Test
    void aCurtainTakesTheBeginningOutOfScaleAndMeans() throws Exception {
        double before = chart.plot().y().high();
        FxRoom.onFx(() -> {
            group.axis().setCurtain(500);
            return null;
        });
        assertThat(chart.plot().y().high()).isLessThan(before);
        room.shot("chart-curtain");
        key(KeyCode.C);
        assertThat(group.axis().curtain()).as("the key takes it away").isZero();
        assertThat(chart.plot().y().high()).isEqualTo(before);
    }

    @Test
    void theNewestValidationPointIsInsideBothAxesOfEveryCount() throws Exception {
        for (double newest : new double[] {0.1, 0.9, 1.5, 40}) {
            SampleLog overfitting = new SampleLog(1000, 100).trainedTo(600);
            overfitting.evaluation().append(Map.of(Metric.UPDATE, 601.0, Metric.BYTES, 601.0 * SampleLog.BYTES_PER_UPDATE,
                    Metric.ACTIVE_SECONDS, 1700.0, Metric.WALL_SECONDS, 2400.0, Metric.BYTE_LOSS, newest));
            FxRoom.onFx(() -> {
                chart.setPlanned(600, 600L * SampleLog.BYTES_PER_UPDATE, Double.NaN);
                chart.refresh(overfitting);
                return null;
            });
            for (Metric x : List.of(Metric.UPDATE, Metric.BYTES, Metric.ACTIVE_SECONDS, Metric.WALL_SECONDS)) {
                FxRoom.onFx(() -> {
                    group.axis().setX(x);
                    return null;
                });
                double at = overfitting.evaluation().last(x);
                assertThat(chart.plot().px(at)).as("%s of the point", x).isBetween(chart.plot().left(), chart.plot().right());
                assertThat(chart.plot().py(newest)).as("%s at %s", newest, x).isBetween(chart.plot().top(), chart.plot().base());
            }
        }
    }

    private void drag(double from, double to, boolean shift) throws Exception {
        mouse(MouseEvent.MOUSE_PRESSED, from, 1, shift, true);
        mouse(MouseEvent.MOUSE_DRAGGED, (from + to) / 2, 1, shift, true);
        mouse(MouseEvent.MOUSE_DRAGGED, to, 1, shift, true);
        mouse(MouseEvent.MOUSE_RELEASED, to, 1, shift, false);
    }

    private void mouse(EventType<MouseEvent> type, double x, int clicks, boolean shift, boolean down) throws Exception {
        Point2D scene = chart.localToScene(x, 60);
        fire(new MouseEvent(type, x, 60, x, 60, MouseButton.PRIMARY, clicks, shift, false, false, false, down, false, false, false, false,
                false, new PickResult(chart, scene.getX(), scene.getY())));
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
            chart.setPlanned(1_000_000, 1_000_000L * SampleLog.BYTES_PER_UPDATE, Double.NaN);
            chart.refresh(large);
            return null;
        });
        double best = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < 20; trial++) {
            // Of the thread's own time: what else the machine does is not measured.
            long millis = FxRoom.onFx(() -> {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                chart.redraw();
                return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1_000_000;
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
