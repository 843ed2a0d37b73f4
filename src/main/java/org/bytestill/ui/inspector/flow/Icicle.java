package org.bytestill.ui.inspector.flow;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.ModelStyle;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.flow.IcicleLayout.Cell;
import org.bytestill.ui.inspector.flow.IcicleLayout.Kind;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.FlowModel;
import org.bytestill.ui.inspector.state.FlowModel.State;
import org.bytestill.ui.inspector.state.HighlightedToken;
import org.bytestill.ui.inspector.state.InspectorViewModel;

/**
 * Icicle plot (a tree as stacked rows): the prefix mass before the byte, below it the next bytes that it flows into, below those
 * the further bytes of the tokens. Width is mass.
 */
final class Icicle extends DrawnFlow {
    private static final double TOP = 4;
    private static final double AXIS = 18;
    private static final double ROW = 40;
    /** Where there is little height, rows of one line. */
    private static final double LOW_ROW = 27;
    private static final double LITTLE_HEIGHT = 200;
    private static final double TWO_LINES = 34;
    private static final double RIGHT = 12;
    private static final int MOST_DEPTHS = 6;
    private static final double CAP = 3;

    /** What cannot be written into a narrow cell. */
    private final Tooltip tooltip = Ui.tooltip("");
    private List<Cell> cells = List.of();
    private double left;
    private double rowHeight;

    Icicle(InspectorViewModel model, FlowModel flow, FlowWords words, Theme theme, Runnable fork) {
        super(model, flow, words, theme, fork, "inspector-icicle");
        Tooltip.install(pic, tooltip);
    }

    @Override
    public void refresh() {
        super.refresh();
        HighlightedToken lit = flow.litProperty().get();
        pic.setAccessibleHelp(lit == null ? texts.get("picture.help") : words.readOut(lit));
    }

    @Override
    public int[] shownBytes() {
        return cells.stream().filter(cell -> cell.depth() == 0 && cell.kind() == Kind.BYTE).mapToInt(Cell::value).toArray();
    }

    // --- pointing

    @Override
    void leave(MouseEvent event) {
        super.leave(event);
        tooltip.hide();
    }

    @Override
    void click(MouseEvent event) {
        Cell cell = cellAt(event.getX(), event.getY());
        if (cell != null && cell.kind() == Kind.GATHERED && cell.tokens() > 0) {
            flow.pictureProperty().set(FlowModel.Picture.TABLE);
        } else {
            super.click(event);
        }
    }

    @Override
    int byteAt(double x, double y) {
        Cell cell = cellAt(x, y);
        while (cell != null && cell.parent() != null) {
            cell = cell.parent();
        }
        return cell != null && cell.kind() == Kind.BYTE ? cell.value() : InspectorViewModel.NO_BYTE;
    }

    private Cell cellAt(double x, double y) {
        int depth = (int) Math.floor((y - TOP) / rowHeight) - 1;
        return cells.stream().filter(cell -> cell.depth() == depth && x >= left + cell.left() && x < left + cell.left() + cell.width())
                .findFirst().orElse(null);
    }

    @Override
    void point(double x, double y) {
        Cell cell = cellAt(x, y);
        MassFlow shown = flow.stateProperty().get().flow();
        tooltip.setText(cell == null ? texts.get("picture.help") : words.cell(cell));
        if (cell == null || cell.node() == null || shown == null) {
            flow.litProperty().set(null);
            return;
        }
        boolean onEnded = x - left - cell.left() < cell.ended() / cell.mass() * cell.width();
        List<MassFlow.Token> tokens = onEnded && !cell.node().ends().isEmpty() ? cell.node().ends() : cell.node().tokens();
        flow.litProperty().set(tokens.stream().max(Comparator.comparingDouble(MassFlow.Token::share))
                .map(token -> HighlightedToken.of(flow.sideProperty().get(), shown, token)).orElse(null));
    }

    // --- drawing

    @Override
    void draw(Painter pen, double width, double height) {
        boolean narrow = width < NARROW;
        left = narrow ? 64 : 92;
        Analysis analysis = model.analysisProperty().get();
        double room = width - left - RIGHT;
        int rows = (int) Math.max(3,
                Math.min(MOST_DEPTHS + 1, Math.floor((height - TOP - AXIS) / (height < LITTLE_HEIGHT ? LOW_ROW : ROW))));
        rowHeight = Math.floor((height - TOP - AXIS) / rows);
        drawAxis(pen, room, TOP + rows * rowHeight);
        if (analysis == null) {
            cells = List.of();
            pen.hatch(ThemeColor.LINE, left, TOP, room, rows * rowHeight, 8).box(ThemeColor.LINE, left, TOP, room, rows * rowHeight, 1)
                    .textOnPatch(texts.get("empty"), left + room / 2, TOP + rows * rowHeight / 2, Typeface.UI, 12, ThemeColor.MUTED,
                            Align.CENTER);
            return;
        }
        int position = model.cursorProperty().get();
        State state = flow.stateProperty().get();
        byte[] text = analysis.inspection().text();
        cells = state.flow() != null ? IcicleLayout.of(state.flow(), text, room, rows - 1, flow.byMassProperty().get())
                : IcicleLayout.of(flow.rows(), text, position, room, flow.byMassProperty().get());
        drawNames(pen, narrow, position, rows, analysis);
        drawPending(pen, analysis, position, room);
        byte[] onWay = litBytes(position);
        cells.forEach(cell -> drawCell(pen, cell));
        cells.stream().filter(Cell::follows).forEach(cell -> frame(pen, cell));
        int chosen = model.chosenByteProperty().get();
        cells.stream().filter(cell -> cell.depth() == 0 && cell.kind() == Kind.BYTE && cell.value() == chosen)
                .forEach(cell -> drawChosen(pen, cell));
        cells.stream().filter(cell -> cell.isOnWay(onWay)).forEach(cell -> drawLit(pen, cell));
        if (state.flow() == null) {
            drawNoTokens(pen, state, room, rows);
        }
    }

    private void drawAxis(Painter pen, double room, double base) {
        for (int quarter = 0; quarter <= 4; quarter++) {
            double x = left + room * quarter / 4;
            pen.vertical(ThemeColor.LINE_STRONG, Math.min(x, left + room - 1), base, base + 4).text(Format.fixed(quarter / 4.0, 2), x,
                    base + 11, Typeface.MONO, 11,
                    ThemeColor.FAINT, quarter == 0 ? Align.LEFT : quarter == 4 ? Align.RIGHT : Align.CENTER);
        }
    }

    private void drawNames(Painter pen, boolean narrow, int position, int rows, Analysis analysis) {
        for (int row = 0; row < rows; row++) {
            int offset = position + row - 1;
            String name = row == 0 ? texts.get(narrow ? "row.pending.short" : "row.pending")
                    : narrow && row > 1 ? Format.count(analysis.place(offset))
                            : texts.get("row.byte", Format.count(analysis.place(offset)));
            pen.text(name, left - 8, TOP + rowHeight * (row + 0.5), Typeface.UI, 11,
                    offset < analysis.length() ? ThemeColor.MUTED : ThemeColor.FAINT, Align.RIGHT);
        }
    }

    private void drawPending(Painter pen, Analysis analysis, int position, double room) {
        pen.fill(ThemeColor.INSET, left, TOP, room, rowHeight - 1).box(ThemeColor.LINE_STRONG, left, TOP, room, rowHeight - 1, 1);
        double middle = TOP + rowHeight / 2;
        String paths = texts.get("row.all", flow.rows().livePaths(position));
        pen.text(paths, left + room - 8, middle, Typeface.MONO, 12, ThemeColor.MUTED, Align.RIGHT);
        double width = Math.min(280, room - Typeface.MONO.width(paths, 12) - 40);
        pen.text(words.before(analysis, position, width, Typeface.MONO, 13), left + 8, middle, Typeface.MONO, 13, ThemeColor.FG,
                Align.LEFT);
    }

    private double top(Cell cell) {
        return TOP + (cell.depth() + 1) * rowHeight;
    }

    private void drawCell(Painter pen, Cell cell) {
        double x = Math.round(left + cell.left());
        double width = Math.max(1, Math.round(left + cell.left() + cell.width()) - x - 1);
        double y = top(cell);
        ModelStyle dress = new ModelStyle(flow.sideProperty().get());
        boolean actual = cell.depth() == 0 && cell.follows();
        switch (cell.kind()) {
            case BYTE -> {
                if (actual) {
                    pen.fill(dress.full(), x, y, width, rowHeight - 1);
                } else {
                    dress.softBox(pen, x, y, width, rowHeight - 1);
                }
                if (cell.ended() > 0) {
                    double cap = Math.max(1, Math.min(width, cell.ended() / cell.mass() * width));
                    pen.fill(ThemeColor.FG, x, y + rowHeight - 1 - CAP, cap, CAP);
                }
                drawLabel(pen, cell, x, width, y + rowHeight / 2, actual ? dress.onFull() : ThemeColor.FG);
            }
            case GATHERED ->
                    pen.hatch(ThemeColor.GHOST, x, y, width, rowHeight - 1, 5).box(ThemeColor.GHOST, x, y, width, rowHeight - 1, 1);
            case END -> drawOutside(pen, ThemeColor.SERIES, texts.get("outside.end"), x, width, y);
            case SPECIAL -> drawOutside(pen, ThemeColor.LINE_STRONG, texts.get("outside.special"), x, width, y);
            default -> {
                pen.fill(ThemeColor.INSET, x, y, width, rowHeight - 1).hatch(ThemeColor.GHOST, x, y, width, rowHeight - 1, 3);
                drawOutside(pen, ThemeColor.GHOST, words.outside(cell.kind()), x, width, y);
            }
        }
    }

    private void drawOutside(Painter pen, ThemeColor ink, String name, double x, double width, double y) {
        if (width < 3) {
            pen.fill(ink, x, y, width, rowHeight - 1);
            return;
        }
        pen.box(ink, x, y, width, rowHeight - 1, 1);
        if (Typeface.UI.width(name, 11) + 6 <= width) {
            pen.textOnPatch(name, x + width / 2, y + rowHeight / 2, Typeface.UI, 11, ThemeColor.MUTED, Align.CENTER);
        }
    }

    private void drawLabel(Painter pen, Cell cell, double x, double width, double middle, ThemeColor ink) {
        String name = FlowWords.ofByte(cell.value());
        String figure = Format.probability(cell.mass());
        if (width > 68) {
            pen.text(name, x + 8, middle, FlowWords.faceOf(name, Typeface.MONO_SEMI), 15, ink, Align.LEFT)
                    .text(figure, x + width - 8, middle, Typeface.MONO, 12, ink, Align.RIGHT);
        } else if (width >= 36 && rowHeight >= TWO_LINES) {
            pen.text(name, x + width / 2, middle - 8, FlowWords.faceOf(name, Typeface.MONO_SEMI), 13, ink, Align.CENTER)
                    .text(Scales.shortShare(cell.mass()), x + width / 2, middle + 7, Typeface.MONO, 11, ink, Align.CENTER);
        } else if (width >= Math.max(9, 7 * name.length() + 2)) {
            pen.text(name, x + width / 2, middle, FlowWords.faceOf(name, Typeface.MONO_MEDIUM), 12, ink, Align.CENTER);
        }
    }

    private void frame(Painter pen, Cell cell) {
        double x = Math.round(left + cell.left());
        pen.box(ThemeColor.ACCENT, x - 1, top(cell) - 1, Math.max(3, Math.round(cell.width()) + 1), rowHeight + 1, 2);
    }

    /** The byte that a branch would begin with: framed, with a sign above that a thin cell shows too. */
    private void drawChosen(Painter pen, Cell cell) {
        double x = Math.round(left + cell.left());
        double width = Math.max(3, Math.round(cell.width()) - 1);
        pen.box(ThemeColor.FG, x, top(cell), width, rowHeight - 1, 2).triangle(ThemeColor.FG, x + width / 2, top(cell) - 5, 5, false);
    }

    /** A lit token: a bar over each of its bytes, wide enough to be seen. */
    private void drawLit(Painter pen, Cell cell) {
        double x = Math.round(left + cell.left());
        pen.fill(ThemeColor.ACCENT, x, top(cell), Math.max(3, Math.round(cell.width()) - 1), 4);
    }

    private void drawNoTokens(Painter pen, State state, double room, int rows) {
        double y = TOP + 2 * rowHeight;
        double height = (rows - 2) * rowHeight - 1;
        pen.hatch(ThemeColor.LINE, left, y, room, height, 8).box(ThemeColor.LINE, left, y, room, height, 1);
        pen.textOnPatch(words.whyNoTokens(state), left + room / 2, y + height / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
    }
}
