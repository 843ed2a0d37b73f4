package org.bytestill.ui.inspector;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Face;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ink;
import org.bytestill.ui.common.Pen;
import org.bytestill.ui.common.Pen.Align;
import org.bytestill.ui.common.Pic;
import org.bytestill.ui.common.Texts;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;

/** Where all probability at the cursor went, for both models, as a bar and as figures that sum to the printed 1.0000. */
final class LedgerPane extends VBox {
    private static final int SHOWN = 14;
    private static final double BAR_HEIGHT = 10;
    private static final String[] PARTS = {"shown", "other", "end", "special", "threshold", "width"};

    private final InspectorViewModel model;
    private final Texts texts;
    private final Pic bars;
    private final GridPane figures = new GridPane();

    LedgerPane(InspectorViewModel model, Theme theme, Texts texts) {
        this.model = model;
        this.texts = texts;
        setId("inspector-ledger");
        bars = Ui.id(new Pic(theme, 480, 36, "", this::drawBars), "inspector-ledger-bars");
        Ui.size(bars, 0, 36);
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        figures.setHgap(4);
        figures.getColumnConstraints().add(names);
        for (int column = 0; column <= PARTS.length; column++) {
            ColumnConstraints figure = new ColumnConstraints();
            figure.setPercentWidth(11);
            figure.setHalignment(HPos.RIGHT);
            figures.getColumnConstraints().add(figure);
        }
        getChildren().addAll(bars, Ui.pad(figures, 0, 12, 8, 12));
        model.cursorProperty().addListener((observable, before, now) -> show());
        model.analysisProperty().addListener((observable, before, now) -> show());
        show();
    }

    private void show() {
        figures.getChildren().clear();
        ByteFocus focus = model.focus(SHOWN);
        for (int part = 0; part < PARTS.length; part++) {
            add(Ui.text(texts.get("ledger." + PARTS[part], SHOWN, 256 - SHOWN), "c11", "muted"), part + 1, 0);
        }
        add(Ui.text(texts.get("ledger.sum"), "c11", "muted"), PARTS.length + 1, 0);
        for (int row = 0; row < 4; row++) {
            boolean teacher = row < 2;
            boolean before = row % 2 == 0;
            add(Ui.text(texts.get((teacher ? "ledger.teacher" : "ledger.student") + (before ? ".before" : ".loss")), "c11", "muted"), 0,
                    row + 1);
            if (focus != null) {
                addFigures(before ? focus.beforePruning(teacher) : focus.inLoss(teacher), before, row + 1,
                        (teacher ? "teacher" : "student") + (before ? "-before" : "-loss"));
            }
        }
        bars.setSummary(focus == null ? texts.get("numbers.empty") : texts.get("ledger.summary", left(focus, true), left(focus, false)));
        bars.redraw();
    }

    /** What was left out of one model's distribution at this byte. */
    private static String left(ByteFocus focus, boolean teacher) {
        Ledger ledger = focus.beforePruning(teacher);
        return Format.probability(ledger.residual() + ledger.belowThreshold() + ledger.beyondWidth());
    }

    private void addFigures(Ledger ledger, boolean before, int row, String id) {
        String[] printed = ledger.printed();
        for (int part = 0; part < PARTS.length; part++) {
            boolean known = before || part < 3;
            add(Ui.id(Ui.text(known ? printed[part] : Format.NOTHING, "c12", "mono"), "ledger-" + id + "-" + PARTS[part]), part + 1, row);
        }
        add(Ui.text("1.0000", "c12", "mono-semi"), PARTS.length + 1, row);
    }

    private void add(Label label, int column, int row) {
        label.setMinHeight(18);
        figures.add(label, column, row);
    }

    private void drawBars(Pen pen, double width, double height) {
        ByteFocus focus = model.focus(SHOWN);
        double left = 72;
        double room = width - left - 12;
        for (boolean teacher : new boolean[] {true, false}) {
            double top = teacher ? 2 : 19;
            double middle = top + BAR_HEIGHT / 2;
            pen.mark(teacher, 16, middle, 8).text(texts.get(teacher ? "teacher" : "student"), 24, middle, Face.UI, 11, Ink.MUTED,
                    Align.LEFT);
            if (focus == null) {
                pen.hatch(Ink.LINE, left, top, room, BAR_HEIGHT, 5).box(Ink.LINE, left, top, room, BAR_HEIGHT, 1);
                continue;
            }
            drawBar(pen, teacher, focus.beforePruning(teacher).parts(), left, top, room);
        }
    }

    private static void drawBar(Pen pen, boolean teacher, double[] parts, double left, double top, double room) {
        double x = left;
        for (int part = 0; part < parts.length; part++) {
            // A part of a hair's breadth is drawn a pixel wide; the last ones must not leave the bar for that.
            double width = Math.min(Math.max(2, room * parts[part]), left + room - x);
            if (parts[part] <= 0 || width < 2) {
                continue;
            }
            if (part == 0) {
                pen.bar(teacher, x, top, width, BAR_HEIGHT);
            } else if (part < 3) {
                pen.fill(part == 1 ? Ink.GHOST : Ink.SERIES, x + 1, top, width - 1, BAR_HEIGHT);
            } else {
                pen.fill(Ink.INSET, x + 1, top, width - 1, BAR_HEIGHT).hatch(Ink.GHOST, x + 1, top, width - 1, BAR_HEIGHT, 3);
            }
            x += width;
        }
        pen.box(Ink.LINE_STRONG, left, top, room, BAR_HEIGHT, 1);
    }
}
