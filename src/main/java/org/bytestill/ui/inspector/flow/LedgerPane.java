package org.bytestill.ui.inspector.flow;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.ConverterErrorModel;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.Ledger;
import org.bytestill.ui.inspector.state.Losses;
import org.bytestill.util.Texts;

/**
 * The ledger of the model whose flow is shown: where its probability at the cursor went, as a bar, and as figures whose printed
 * parts sum to the printed sum. Below, outside the sum, what was left out since the start.
 */
final class LedgerPane extends VBox {
    private static final double BAR_HEIGHT = 10;
    private static final double ROW = 18;
    private static final double NARROW = 500;
    private static final String[] PARTS = {"shown", "other", "end", "special", "threshold", "width"};

    private final InspectorViewModel model;
    private final FlowModel flow;
    private final ConverterErrorModel error;
    private final Texts texts = Texts.of("flow");
    private final CanvasPicture bar;
    private final Label[] heads = new Label[PARTS.length + 1];
    private final Label[][] figures = new Label[2][PARTS.length + 1];
    private final Label[] names = new Label[2];
    private final Label sinceStart = Ui.id(Ui.value("", "c11", "faint"), "ledger-since");
    private Ledger before;
    private int shownBytes;
    private Losses losses;
    private ByteRows lossesOf;

    LedgerPane(InspectorViewModel model, FlowModel flow, ConverterErrorModel error, Theme theme) {
        this.model = model;
        this.flow = flow;
        this.error = error;
        error.stateProperty().addListener((observable, was, now) -> sayLosses());
        setId("inspector-ledger");
        bar = Ui.size(Ui.id(new CanvasPicture(theme, 400, 22, "", this::drawBar), "inspector-ledger-bars"), 0, 22);
        GridPane grid = new GridPane();
        grid.setHgap(4);
        ColumnConstraints name = new ColumnConstraints();
        name.setPercentWidth(20);
        grid.getColumnConstraints().add(name);
        for (int column = 0; column <= PARTS.length; column++) {
            ColumnConstraints figure = new ColumnConstraints();
            figure.setPercentWidth(80.0 / (PARTS.length + 1));
            figure.setHalignment(HPos.RIGHT);
            grid.getColumnConstraints().add(figure);
            heads[column] = cell(grid, Ui.text("", "c11", "muted"), column + 1, 0);
            for (int row = 0; row < 2; row++) {
                boolean sum = column == PARTS.length;
                figures[row][column] = cell(grid, Ui.text("", "c12", sum ? "mono-semi" : "mono"), column + 1, row + 1);
                figures[row][column].setId("ledger-" + (row == 0 ? "before-" : "loss-") + (sum ? "sum" : PARTS[column]));
            }
        }
        for (int row = 0; row < 2; row++) {
            names[row] = cell(grid, Ui.text("", "c11", "muted"), 0, row + 1);
        }
        sinceStart.setMinHeight(ROW);
        getChildren().addAll(bar, Ui.pad(grid, 0, 12, 0, 12), Ui.pad(new VBox(sinceStart), 0, 12, 4, 12));
        widthProperty().addListener(change -> nameColumns());
    }

    private static Label cell(GridPane grid, Label label, int column, int row) {
        Ui.size(label, 0, ROW);
        grid.add(label, column, row);
        return label;
    }

    private void nameColumns() {
        String form = getWidth() < NARROW ? ".short" : "";
        for (int column = 0; column < PARTS.length; column++) {
            heads[column].setText(texts.get("ledger." + PARTS[column] + form, shownBytes, ByteDistribution.BYTES - shownBytes));
        }
        heads[PARTS.length].setText(texts.get("ledger.sum"));
        names[0].setText(texts.get("ledger.before" + form));
        names[1].setText(texts.get("ledger.loss" + form));
    }

    /** {@code shown} are the bytes that have a place of their own in the picture above. */
    void show(int[] shown) {
        ByteRows rows = flow.rows();
        int offset = model.cursorProperty().get();
        shownBytes = shown.length;
        nameColumns();
        before = rows == null ? null : Ledger.beforePruning(rows, offset, shown);
        fill(figures[0], before, true);
        fill(figures[1], rows == null ? null : Ledger.inLoss(rows, offset, shown), false);
        if (rows != lossesOf) {
            losses = rows == null ? null : new Losses(rows);
            lossesOf = rows;
        }
        sayLosses();
        bar.setSummary(before == null ? texts.get("empty") : texts.get("ledger.summary",
                Format.probability(before.residual() + before.belowThreshold() + before.beyondWidth())));
        bar.redraw();
    }

    /** What was left out since the start; of a covering, which cannot count it, how far it is from the reference. */
    private void sayLosses() {
        int offset = model.cursorProperty().get();
        ConverterError known = flow.sideProperty().get().isTeacher() ? error.stateProperty().get().error() : null;
        if (losses == null) {
            sinceStart.setText("");
        } else if (lossesOf.countsLosses()) {
            sinceStart.setText(texts.get(losses.healed(offset) == 1 ? "ledger.since.one" : "ledger.since",
                    Format.probability(losses.meanDropped(offset)),
                    losses.healed(offset)));
        } else if (known != null && offset < known.length()) {
            sinceStart.setText(texts.get("ledger.disagreement", Format.signed(known.gainedBitsUpTo(offset), 3),
                    Format.probability(known.meanBitsUpTo(offset))));
        } else {
            sinceStart.setText(texts.get(flow.sideProperty().get().of("ledger.uncounted", "ledger.uncounted.student")));
        }
    }

    private static void fill(Label[] row, Ledger ledger, boolean withLeftOut) {
        String[] printed = ledger == null ? null : ledger.printed();
        for (int part = 0; part < PARTS.length; part++) {
            row[part].setText(printed == null ? "" : withLeftOut || part < 3 ? printed[part] : Format.NOTHING);
        }
        row[PARTS.length].setText(ledger == null ? "" : Format.fixed(ledger.sum(), 4));
    }

    private void drawBar(Painter pen, double width, double height) {
        double left = width < NARROW ? 64 : 92;
        double room = width - left - 12;
        double top = 8;
        pen.text(texts.get("ledger"), left - 8, top + BAR_HEIGHT / 2, Typeface.MEDIUM, 11, ThemeColor.FG, Align.RIGHT);
        if (before == null) {
            pen.hatch(ThemeColor.LINE, left, top, room, BAR_HEIGHT, 5).box(ThemeColor.LINE, left, top, room, BAR_HEIGHT, 1);
            return;
        }
        double[] parts = before.parts();
        double x = left;
        for (int part = 0; part < parts.length; part++) {
            // A part of a hair's breadth is drawn two pixels wide; the last ones must not leave the bar for that.
            double span = Math.min(Math.max(2, room * parts[part]), left + room - x);
            if (parts[part] <= 0 || span < 2) {
                continue;
            }
            if (part == 0) {
                pen.bar(flow.sideProperty().get(), x, top, span, BAR_HEIGHT);
            } else if (part < 3) {
                pen.fill(part == 1 ? ThemeColor.GHOST : ThemeColor.SERIES, x + 1, top, span - 1, BAR_HEIGHT);
            } else {
                pen.fill(ThemeColor.INSET, x + 1, top, span - 1, BAR_HEIGHT).hatch(ThemeColor.GHOST, x + 1, top, span - 1, BAR_HEIGHT, 3);
            }
            x += span;
        }
        pen.box(ThemeColor.LINE_STRONG, left, top, room, BAR_HEIGHT, 1);
    }
}
