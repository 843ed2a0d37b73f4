package org.bytestill.ui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.GridPane;
import javafx.stage.Stage;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.chart.ChartGroup;
import org.bytestill.ui.common.chart.TimeChart;

/** Eight charts of a million points each, all zoomed by every frame; drawn as fast as they can be. */
final class ChartFrames {
    private static final int ROWS = 1_000_000;
    private static final int FRAMES = 300;
    private static final Metric[] METRICS = {Metric.BYTE_LOSS, Metric.TOKEN_LOSS, Metric.GRADIENT_NORM, Metric.LEARNING_RATE,
        Metric.BYTES_PER_SECOND, Metric.HEAD_KL, Metric.KL_BITS, Metric.TOTAL_LOSS};

    private ChartFrames() {}

    static void measure() throws Exception {
        MetricLog log = new TableLog(table());
        List<TimeChart> charts = new ArrayList<>();
        Theme theme = FxRoom.onFx(() -> new Theme(Theme.Mode.LIGHT, false));
        long begun = System.nanoTime();
        FxRoom.onFx(() -> {
            GridPane grid = new GridPane();
            ChartGroup group = new ChartGroup();
            for (Metric metric : METRICS) {
                TimeChart chart = new TimeChart(theme, group, metric.key(), metric, 3);
                chart.setPrefSize(360, 440);
                chart.setPlanned(ROWS, ROWS * 8192L, Double.NaN);
                chart.refresh(log);
                grid.add(chart, charts.size() % 4, charts.size() / 4);
                charts.add(chart);
            }
            Stage stage = new Stage();
            stage.setScene(new Scene(grid, 1440, 880));
            theme.dress(stage.getScene());
            stage.show();
            return null;
        });
        WindowFigures.say("eight charts of a million points each: %.0f ms until they are there", (System.nanoTime() - begun) / 1e6);
        for (String what : new String[] {"first", "then"}) {
            List<Double> millis = frameTimes(charts);
            WindowFigures.say("frame with eight series of a million points, %s: median %.1f ms, p95 %.1f ms (goal: p95 16.7 ms)", what,
                    BlockWatch.at(millis, 0.5), BlockWatch.at(millis, 0.95));
        }
    }

    private static MetricTable table() {
        MetricTable table = new MetricTable();
        Random noise = new Random(1);
        for (int row = 1; row <= ROWS; row++) {
            Map<Metric, Double> values = new HashMap<>();
            values.put(Metric.UPDATE, (double) row);
            values.put(Metric.BYTES, row * 8192.0);
            for (Metric metric : METRICS) {
                values.put(metric, 1 + Math.exp(-row / 2e5) + 0.1 * noise.nextGaussian());
            }
            table.append(values);
        }
        return table;
    }

    private static List<Double> frameTimes(List<TimeChart> charts) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> new AnimationTimer() {
            private long last;

            @Override
            public void handle(long now) {
                long at = System.nanoTime();
                if (last > 0) {
                    millis.add((at - last) / 1e6);
                }
                last = at;
                double step = millis.size() % 40 < 20 ? 40 : -40;
                charts.get(0).fireEvent(scroll(charts.get(0), step)); // a closer look at one is a closer look at all
                if (millis.size() >= FRAMES) {
                    stop();
                    done.countDown();
                }
            }
        }.start());
        done.await();
        Collections.sort(millis);
        return millis;
    }

    private static ScrollEvent scroll(TimeChart chart, double delta) {
        double x = chart.getWidth() * 0.6;
        double y = chart.getHeight() / 2;
        return new ScrollEvent(ScrollEvent.SCROLL, x, y, x, y, false, false, false, false, false, false, 0, delta, 0, delta,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null);
    }

    private record TableLog(MetricTable training) implements MetricLog {
        private static final MetricTable NONE = new MetricTable();

        @Override
        public MetricTable evaluation() {
            return NONE;
        }

        @Override
        public MetricTable abandoned() {
            return NONE;
        }

        @Override
        public List<Integer> resumePoints() {
            return List.of();
        }
    }
}
