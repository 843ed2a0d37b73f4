package org.bytestill.ui.dashboard;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.run.MetricTable;
import org.bytestill.run.UpdateTimes.Part;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Where the time of an update goes, as a bar of greys with its figures below. */
final class UpdateTimePane extends VBox {
    private static final double BAR_HEIGHT = 14;
    private static final double SWATCH = 9;

    private final Texts texts = Texts.of("dashboard");
    private final Label whole = Ui.text("", "mono-med", "c12");
    private final Map<Part, Label> figures = new EnumMap<>(Part.class);
    private final CanvasPicture bar;
    private final VBox measured;
    private final Label waiting;
    private UpdateSplit shown = new UpdateSplit(Map.of());
    private MetricTable table;
    private int rows = -1;

    UpdateTimePane(Theme theme) {
        setId("update-time");
        bar = new CanvasPicture(theme, 200, BAR_HEIGHT, texts.get("time.title"), this::draw);
        bar.setMinHeight(BAR_HEIGHT);
        bar.setMaxHeight(BAR_HEIGHT);
        GridPane legend = new GridPane();
        legend.setHgap(12);
        legend.setVgap(2);
        for (Part part : Part.values()) {
            CanvasPicture swatch = new CanvasPicture(theme, SWATCH, SWATCH, "",
                    (pen, width, height) -> fill(pen, part, 0, 0, width, height));
            swatch.setFocusTraversable(false);
            swatch.setMinSize(SWATCH, SWATCH);
            swatch.setMaxSize(SWATCH, SWATCH);
            Label figure = Ui.text("", "mono", "c11");
            figures.put(part, figure);
            HBox line = Ui.row(4, swatch, Ui.value(texts.get("time." + part.name().toLowerCase(Locale.ROOT)), "c11", "muted"), Ui.space(),
                    figure);
            line.setMaxWidth(Double.MAX_VALUE);
            GridPane.setHgrow(line, Priority.ALWAYS);
            legend.add(line, part.ordinal() % 2, part.ordinal() / 2);
        }
        waiting = Ui.wrap(texts.get("time.empty"), "c12", "muted");
        measured = Ui.column(6, bar, legend);
        HBox head = Ui.style(Ui.row(8, Ui.value(texts.get("time.title"), "semi", "c12"), Ui.space(), whole), "head");
        Ui.style(this, "panel").getChildren().addAll(head, Ui.pad(Ui.column(0, measured, waiting), 0, 12, 8, 12));
        setMinHeight(USE_PREF_SIZE);
        Ui.show(measured, false);
    }

    void show(MetricTable training) {
        if (training == table && training.size() == rows) {
            return;
        }
        table = training;
        rows = training.size();
        UpdateSplit split = UpdateSplit.of(training);
        if (split.equals(shown)) {
            return;
        }
        shown = split;
        Ui.show(measured, !split.isEmpty());
        Ui.show(waiting, split.isEmpty());
        whole.setText(split.isEmpty() ? "" : texts.get("time.whole", Format.fixed(split.all(), split.all() < 1 ? 3 : 2)));
        StringBuilder spoken = new StringBuilder(texts.get("time.title")).append(' ').append(whole.getText());
        figures.forEach((part, figure) -> {
            figure.setText(split.isEmpty() ? "" : Format.percent(split.share(part), 0) + " %");
            spoken.append("; ").append(texts.get("time." + part.name().toLowerCase(Locale.ROOT))).append(' ').append(figure.getText());
        });
        bar.setSummary(spoken.toString());
        bar.redraw();
    }

    private void draw(Painter pen, double width, double height) {
        double x = 0;
        for (Part part : Part.values()) {
            double wide = shown.isEmpty() ? 0 : shown.share(part) * width;
            if (wide >= 1) {
                fill(pen, part, x, 0, wide - 1, height);
            }
            x += wide;
        }
    }

    /** Greys by size, hatched where neighbours look alike. */
    private static void fill(Painter pen, Part part, double x, double y, double width, double height) {
        switch (part) {
            case FORWARD -> pen.fill(ThemeColor.SERIES, x, y, width, height);
            case BACKWARD -> pen.fill(ThemeColor.GHOST, x, y, width, height);
            case LOSS -> pen.fill(ThemeColor.BAND, x, y, width, height);
            case OPTIMIZER -> pen.fill(ThemeColor.FG, x, y, width, height).hatch(ThemeColor.PANEL, x, y, width, height, 4);
            case TEACHER -> pen.hatch(ThemeColor.SERIES, x, y, width, height, 4).box(ThemeColor.SERIES, x, y, width, height, 1);
            case DATA -> pen.fill(ThemeColor.INSET, x, y, width, height).box(ThemeColor.LINE_STRONG, x, y, width, height, 1);
            case OTHER -> pen.hatch(ThemeColor.GHOST, x, y, width, height, 3);
            case WAITING -> pen.box(ThemeColor.GHOST, x, y, width, height, 1);
        }
    }
}
