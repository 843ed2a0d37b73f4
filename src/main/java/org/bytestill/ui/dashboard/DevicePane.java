package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.bytestill.run.DeviceFile;
import org.bytestill.run.DeviceSample;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Quantity;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** What the machine did in the last minutes: processor and memory, of a GPU use, memory, temperature and power. */
final class DevicePane extends VBox {
    private static final double CURVE_HEIGHT = 28;

    private final Texts texts = Texts.of("dashboard");
    private final List<Meter> meters = new ArrayList<>();
    private final HBox gpuRow;
    private final HBox heatRow;
    private final Label note = Ui.value("", "c11", "faint");
    private List<DeviceSample> shown = List.of();

    /** One measure: name, newest value, its course as an area from 0. */
    private final class Meter extends VBox {
        private final ToDoubleFunction<DeviceSample> value;
        private final ToDoubleFunction<DeviceSample> most;
        private final Function<DeviceSample, Quantity> figure;
        private final Label number = Ui.value("", "mono-med", "c12");
        private final Label unit = Ui.value("", "c11", "muted");
        private final String name;
        private final CanvasPicture area;

        Meter(Theme theme, String key, ToDoubleFunction<DeviceSample> value, ToDoubleFunction<DeviceSample> most,
                Function<DeviceSample, Quantity> figure) {
            super(2);
            this.value = value;
            this.most = most;
            this.figure = figure;
            this.name = texts.get(key);
            area = new CanvasPicture(theme, 80, CURVE_HEIGHT, name, this::draw);
            area.setMinHeight(CURVE_HEIGHT);
            area.setMaxHeight(CURVE_HEIGHT);
            getChildren().addAll(Ui.row(4, Ui.value(name, "c11", "muted"), Ui.space(), number, unit), area);
            setMinWidth(1);
            meters.add(this);
        }

        void update() {
            Quantity now = shown.isEmpty() ? new Quantity(Format.NOTHING, "") : figure.apply(shown.get(shown.size() - 1));
            number.setText(now.figure());
            unit.setText(now.unit());
            area.setSummary(texts.get("device.spoken", name, now));
            area.redraw();
        }

        private void draw(Painter pen, double width, double height) {
            double top = shown.stream().mapToDouble(most).filter(Double::isFinite).max().orElse(1);
            double step = width / DeviceFile.NEWEST;
            double left = width - shown.size() * step;
            for (int i = 0; i < shown.size(); i++) {
                double share = value.applyAsDouble(shown.get(i)) / top;
                if (share > 0) {
                    double tall = Math.min(1, share) * (height - 2);
                    pen.fill(ThemeColor.BAND, left + i * step, height - 1 - tall, step, tall);
                    pen.fill(ThemeColor.SERIES, left + i * step, height - 1 - tall, step, 1);
                }
            }
            pen.horizontal(ThemeColor.LINE_STRONG, 0, width, height - 1);
        }
    }

    DevicePane(Theme theme) {
        setId("device");
        Meter cpu = new Meter(theme, "device.cpu", DeviceSample::cpu, sample -> 1, sample -> percent(sample.cpu()));
        Meter memory = new Meter(theme, "device.memory", DeviceSample::processBytes, sample -> sample.processBytes() + sample.freeBytes(),
                sample -> ofTotal(sample.processBytes(), sample.processBytes() + sample.freeBytes()));
        Meter use = new Meter(theme, "device.gpu", DeviceSample::gpu, sample -> 1, sample -> percent(sample.gpu()));
        Meter gpuMemory = new Meter(theme, "device.gpuMemory", DeviceSample::gpuBytes, DeviceSample::gpuTotal,
                sample -> ofTotal(sample.gpuBytes(), sample.gpuTotal()));
        Meter heat = new Meter(theme, "device.celsius", DeviceSample::celsius, sample -> 100,
                sample -> new Quantity(Format.fixed(sample.celsius(), 0), "°C"));
        Meter power = new Meter(theme, "device.watts", DeviceSample::watts, DeviceSample::watts,
                sample -> new Quantity(Format.fixed(sample.watts(), 0), "W"));
        gpuRow = Ui.halves(12, use, gpuMemory);
        heatRow = Ui.halves(12, heat, power);
        HBox head = Ui.style(Ui.row(8, Ui.value(texts.get("device.title"), "semi", "c12"), Ui.space(), note), "head");
        Ui.style(this, "panel").getChildren().addAll(head,
                Ui.pad(Ui.column(6, Ui.halves(12, cpu, memory), gpuRow, heatRow), 0, 12, 8, 12));
        setMinHeight(USE_PREF_SIZE);
        refresh(List.of());
    }

    private Quantity percent(double share) {
        return new Quantity(Format.percent(share, 0), texts.get("percent"));
    }

    private Quantity ofTotal(double bytes, double total) {
        if (Double.isNaN(bytes)) {
            return new Quantity(Format.NOTHING, "");
        }
        Quantity used = Format.memory(Math.round(bytes));
        if (Double.isNaN(total)) {
            return used;
        }
        Quantity all = Format.memory(Math.round(total));
        // Both in one unit: it stands once.
        return new Quantity(used.figure(), used.unit().equals(all.unit()) ? texts.get("device.of", all)
                : used.unit() + " " + texts.get("device.of", all));
    }

    /** Takes in newer samples, oldest first. */
    void show(List<DeviceSample> samples) {
        if (!samples.equals(shown)) {
            refresh(samples);
        }
    }

    private void refresh(List<DeviceSample> samples) {
        shown = samples;
        boolean gpu = !samples.isEmpty() && samples.get(samples.size() - 1).hasGpu();
        Ui.show(gpuRow, gpu);
        Ui.show(heatRow, gpu);
        note.setText(texts.get(samples.isEmpty() ? "device.none" : "device.note"));
        meters.forEach(Meter::update);
    }
}
