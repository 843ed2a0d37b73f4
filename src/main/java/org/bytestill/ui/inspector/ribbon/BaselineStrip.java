package org.bytestill.ui.inspector.ribbon;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.Baseline;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * Change of KL since the baseline analysis: at each byte whether the models came closer (below the line) or went apart (above), as
 * the change of KL; bytes that are new are hatched. Hidden without a baseline.
 */
public final class BaselineStrip extends VBox {
    private static final double HEIGHT = 22;
    /** A change of so many bits fills half the strip. */
    private static final double MOST_BITS = 4;

    private final InspectorViewModel model;
    private final Texts texts;
    private final Label words = Ui.id(Ui.value("", "c11", "muted"), "inspector-before");
    private final CanvasPicture strip;

    public BaselineStrip(InspectorViewModel model, Theme theme, Texts texts) {
        this.model = model;
        this.texts = texts;
        strip = Ui.size(Ui.id(new CanvasPicture(theme, 800, HEIGHT, "", this::draw), "inspector-before-strip"), 0, HEIGHT);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox line = Ui.pad(Ui.row(8, words, Ui.link(texts.get("before.forget"), model::forgetBefore, "c11")), 0, 12, 0, 12);
        getChildren().addAll(line, strip);
        Ui.whenAny(this::show, model.focusProperty(), model.beforeProperty(), model.frozenProperty());
        show();
    }

    private void show() {
        Baseline before = model.beforeProperty().get();
        Analysis now = model.analysisProperty().get();
        boolean seen = before != null && now != null && before.isOf(now) && (model.frozenProperty().get() || !before.isSame());
        Ui.show(this, seen);
        if (seen) {
            int cursor = model.cursorProperty().get();
            ByteComparison here = now.inspection().comparison().get(cursor);
            ByteComparison old = before.measuresAt(cursor);
            words.setText(texts.get(model.frozenProperty().get() ? "before.frozen" : "before.words", before.name(),
                    old == null ? texts.get("before.new") : texts.get("before.change", Format.kl(old.klBits()), Format.kl(here.klBits())),
                    mean(before.analysis()), mean(now)));
            strip.setSummary(words.getText());
            strip.redraw();
        }
    }

    private static String mean(Analysis analysis) {
        return Format.kl(InspectorViewModel.mean(analysis.inspection().comparison(), ByteComparison::klBits).mean());
    }

    private void draw(Painter pen, double width, double height) {
        Baseline before = model.beforeProperty().get();
        Analysis now = model.analysisProperty().get();
        if (before == null || now == null || !before.isOf(now)) {
            return;
        }
        double left = RibbonLanes.of(width).gutter();
        double room = width - 12 - left;
        double middle = Math.round(height / 2);
        int columns = (int) Math.max(1, Math.min(room, now.length()));
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * now.length() / columns);
            int to = Math.max(from + 1, (int) ((long) (column + 1) * now.length() / columns));
            drawColumn(pen, before, now, from, to, left + room * column / columns, room / columns, middle);
        }
        pen.horizontal(ThemeColor.LINE_STRONG, left, left + room, middle);
        double cursor = left + room * (model.cursorProperty().get() + 0.5) / now.length();
        pen.vertical(ThemeColor.ACCENT, cursor, 0, height);
    }

    /** The largest change among some bytes. */
    private static void drawColumn(Painter pen, Baseline before, Analysis now, int from, int to, double x, double width, double middle) {
        double most = 0;
        boolean isNew = false;
        for (int offset = from; offset < to; offset++) {
            ByteComparison old = before.measuresAt(offset);
            isNew |= old == null;
            double change = old == null ? 0 : now.inspection().comparison().get(offset).klBits() - old.klBits();
            most = Math.abs(change) > Math.abs(most) ? change : most;
        }
        double gap = width >= 4 ? 1 : 0;
        if (isNew) {
            pen.hatch(ThemeColor.GHOST, x, 2, Math.max(1, width - gap), 2 * middle - 4, 4);
        }
        if (Math.abs(most) > 5e-4) {
            double length = Math.max(1, (middle - 1) * Math.min(1, Math.abs(most) / MOST_BITS));
            pen.fill(most > 0 ? ThemeColor.STUDENT : ThemeColor.TEACHER, x, most > 0 ? middle - length : middle + 1,
                    Math.max(1, width - gap), length);
        }
    }
}
