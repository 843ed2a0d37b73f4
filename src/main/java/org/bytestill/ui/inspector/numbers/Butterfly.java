package org.bytestill.ui.inspector.numbers;

import java.util.List;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.draw.Glyphs;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.state.Baseline;
import org.bytestill.ui.inspector.state.ByteFocus;
import org.bytestill.ui.inspector.state.ByteFocus.Kind;
import org.bytestill.ui.inspector.state.ByteFocus.Row;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.ui.inspector.state.Sides;
import org.bytestill.util.Texts;

/**
 * Butterfly chart: the two next-byte distributions at the cursor back to back, with one order of rows and one scale; beside them
 * what each row adds to the KL. Below a rule the rest: other bytes, the end of the text, special tokens.
 */
public final class Butterfly {
    private static final int MOST_ROWS = 14;
    private static final double HEAD = 22;
    private static final double ROW = 18;
    /** Rows below the bytes. */
    private static final int REST = 3;
    /** Below this width contributions are figures without bars. */
    private static final double NARROW = 500;
    /** Bars of less would be a hair that says more than the figure beside it. */
    private static final double LEAST_DRAWN = 4e-4;
    private static final double LEAST_PART = 5e-4;

    private final InspectorViewModel model;
    private final Texts texts;
    private final CanvasPicture pic;

    /** {@code fork} leaves the text with the chosen byte. */
    public Butterfly(InspectorViewModel model, Theme theme, Texts texts, Runnable fork) {
        this.model = model;
        this.texts = texts;
        pic = new CanvasPicture(theme, 520, HEAD + (MOST_ROWS + REST) * ROW + 6, "", this::draw);
        pic.setId("inspector-butterfly");
        Ui.whenAny(this::refresh, model.focusProperty(), model.logarithmicProperty(), model.beforeProperty(), model.sidesProperty(),
                model.chosenByteProperty());
        pic.setOnMouseClicked(event -> {
            pic.requestFocus();
            choose(event.getY());
            if (event.getClickCount() == 2 && model.chosenByteProperty().get() >= 0) {
                fork.run();
            }
        });
        refresh();
    }

    public CanvasPicture pic() {
        return pic;
    }

    private void refresh() {
        ByteFocus focus = model.focus();
        if (focus == null) {
            pic.setSummary(texts.get("compare.empty"));
        } else {
            pic.setSummary(texts.get("compare.summary", model.analysisProperty().get().place(focus.offset()),
                    named(focus, 0), probability(focus, Side.TEACHER, 0), probability(focus, Side.STUDENT, 0),
                    named(focus, 1), probability(focus, Side.TEACHER, 1), probability(focus, Side.STUDENT, 1)));
        }
        pic.redraw();
    }

    private static String named(ByteFocus focus, int place) {
        return Glyphs.hex((byte) focus.byteAt(place));
    }

    private static String probability(ByteFocus focus, Side side, int place) {
        return Format.probability(focus.probability(side, focus.byteAt(place)));
    }

    private void choose(double y) {
        if (model.focus() == null) {
            return;
        }
        List<Row> rows = model.focus().rows(shownBytes(pic.getHeight()));
        int index = (int) Math.floor((y - HEAD) / ROW);
        if (index >= 0 && index < rows.size() && rows.get(index).kind() == Kind.BYTE) {
            model.chosenByteProperty().set(rows.get(index).value());
        }
    }

    /** Bytes that have a row of their own in a drawing of that height. */
    private static int shownBytes(double height) {
        return (int) Math.max(1, Math.min(MOST_ROWS, Math.floor((height - HEAD - 4) / ROW) - REST));
    }

    /** Where the columns of the drawing lie. */
    private record Columns(boolean narrow, double teacherFigure, double teacherZero, double studentZero, double side, double studentFigure,
            double partZero, double partSide, double right) {
        static Columns of(double width) {
            boolean narrow = width < NARROW;
            double figure = narrow ? 48 : 52;
            double middle = narrow ? 48 : 64;
            double part = narrow ? 68 : 170;
            double side = (width - 16 - part - middle - 2 * figure) / 2 - 4;
            double teacherZero = 8 + figure + side;
            double studentZero = teacherZero + middle;
            double studentFigure = studentZero + side + figure;
            return new Columns(narrow, 8 + figure - 4, teacherZero, studentZero, side, studentFigure, studentFigure + 62, 44, width - 12);
        }
    }

    private void draw(Painter pen, double width, double height) {
        ByteFocus focus = model.focus();
        if (focus == null) {
            pen.text(texts.get("compare.empty"), width / 2, height / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
            return;
        }
        Baseline before = model.beforeProperty().get();
        ByteFocus old = before != null && before.isOf(model.analysisProperty().get()) ? before.focusAt(focus.offset()) : null;
        List<Row> rows = focus.rows(shownBytes(height));
        Columns columns = Columns.of(width);
        double most = rows.stream().mapToDouble(row -> Math.max(row.teacher(), row.student())).max().orElse(1);
        boolean logarithmic = model.logarithmicProperty().get();
        double largest = logarithmic ? 1 : Math.max(0.2, Math.ceil(most * 5) / 5);
        double widest = rows.stream().mapToDouble(row -> Double.isFinite(row.klBits()) ? Math.abs(row.klBits()) : 0).max().orElse(1);
        drawHead(pen, columns, logarithmic ? texts.get("compare.log") : "");
        drawGrid(pen, columns, largest, logarithmic, HEAD + ROW * rows.size());
        for (int index = 0; index < rows.size(); index++) {
            Row row = rows.get(index);
            double top = HEAD + ROW * index;
            if (row.kind() == Kind.OTHER) {
                pen.horizontal(ThemeColor.LINE_STRONG, 8, width - 8, top);
            }
            if (row.kind() == Kind.BYTE && row.value() == focus.actual()) {
                pen.fill(ThemeColor.ACCENT_SOFT, 4, top, width - 8, ROW).fill(ThemeColor.ACCENT, 4, top, 3, ROW);
            }
            if (row.kind() == Kind.BYTE && row.value() == model.chosenByteProperty().get()) {
                pen.box(ThemeColor.ACCENT, 4, top, width - 8, ROW, 1);
            }
            drawLabel(pen, columns, row, top + ROW / 2);
            for (Side side : Side.values()) {
                if (model.sidesProperty().get().shows(side)) {
                    drawBar(pen, columns, side, side.of(row.teacher(), row.student()), largest, logarithmic, top);
                    if (old != null && row.kind() == Kind.BYTE) {
                        drawGhost(pen, columns, side, old.probability(side, row.value()), largest, logarithmic, top);
                    }
                }
            }
            if (model.sidesProperty().get() == Sides.BOTH) {
                drawPart(pen, columns, row, widest, top);
            }
        }
    }

    private void drawHead(Painter pen, Columns columns, String scale) {
        pen.mark(Side.TEACHER, columns.teacherZero() - 8 - Typeface.MEDIUM.width(texts.get("teacher"), 11) - 4, 10, 8);
        pen.text(texts.get("teacher"), columns.teacherZero() - 4, 10, Typeface.MEDIUM, 11, ThemeColor.FG, Align.RIGHT);
        pen.mark(Side.STUDENT, columns.studentZero() + 8, 10, 8);
        pen.text(texts.get("student") + scale, columns.studentZero() + 16, 10, Typeface.MEDIUM, 11, ThemeColor.FG, Align.LEFT);
        pen.text(texts.get(columns.narrow() ? "compare.part.short" : "compare.part"), columns.right(), 10, Typeface.UI, 11,
                ThemeColor.MUTED,
                Align.RIGHT);
    }

    private static void drawGrid(Painter pen, Columns columns, double largest, boolean logarithmic, double bottom) {
        int lines = logarithmic ? 6 : (int) Math.round(largest * 5);
        for (int line = 1; line <= lines; line++) {
            double x = columns.side() * line / lines;
            pen.vertical(ThemeColor.LINE, columns.teacherZero() - x, HEAD, bottom).vertical(ThemeColor.LINE, columns.studentZero() + x,
                    HEAD, bottom);
        }
        if (!columns.narrow()) {
            pen.vertical(ThemeColor.LINE_STRONG, columns.partZero(), HEAD, bottom);
        }
    }

    private void drawLabel(Painter pen, Columns columns, Row row, double middle) {
        double center = (columns.teacherZero() + columns.studentZero()) / 2;
        switch (row.kind()) {
            case BYTE -> {
                String glyph = Glyphs.ofByte(row.value());
                boolean sign = glyph.equals("␣") || glyph.equals("↵");
                if (columns.narrow() && !glyph.isEmpty()) {
                    pen.text(glyph, center, middle, sign ? Typeface.UI : Typeface.MONO_MEDIUM, 13, ThemeColor.FG, Align.CENTER);
                } else {
                    pen.text(glyph, columns.teacherZero() + 20, middle, sign ? Typeface.UI : Typeface.MONO_MEDIUM, 13, ThemeColor.FG,
                            Align.CENTER);
                    pen.text(Glyphs.hex((byte) row.value()), columns.narrow() ? center : columns.studentZero() - 8, middle, Typeface.MONO,
                            11,
                            glyph.isEmpty() ? ThemeColor.FG : ThemeColor.FAINT, columns.narrow() ? Align.CENTER : Align.RIGHT);
                }
            }
            case OTHER -> pen.text(columns.narrow() ? Format.count(row.value()) : texts.get("compare.other", row.value()), center, middle,
                    Typeface.UI, 11, ThemeColor.MUTED, Align.CENTER);
            case END -> pen.text(texts.get("compare.end"), center, middle, Typeface.UI, 11, ThemeColor.MUTED, Align.CENTER);
            case SPECIAL -> pen.text(texts.get(columns.narrow() ? "compare.special.short" : "compare.special"), center, middle, Typeface.UI,
                    11, ThemeColor.MUTED, Align.CENTER);
        }
    }

    private static void drawBar(Painter pen, Columns columns, Side side, double probability, double largest, boolean logarithmic,
            double top) {
        double length = Math.max(1, columns.side() * Scales.length(probability, largest, logarithmic));
        if (probability > LEAST_DRAWN || logarithmic && probability > 0) {
            pen.bar(side, side.of(columns.teacherZero() - length, columns.studentZero()), top + 3, length, ROW - 6);
        }
        pen.text(Format.probability(probability), side.of(columns.teacherFigure(), columns.studentFigure()), top + ROW / 2, Typeface.MONO,
                11, ThemeColor.FG, Align.RIGHT);
    }

    /** How long the bar was before, as an empty outline. */
    private static void drawGhost(Painter pen, Columns columns, Side side, double probability, double largest, boolean logarithmic,
            double top) {
        double length = columns.side() * Math.min(1, Scales.length(probability, largest, logarithmic));
        if (length >= 1) {
            pen.box(ThemeColor.FG, side.of(columns.teacherZero() - length, columns.studentZero()), top + 1, Math.max(2, length),
                    ROW - 2, 1);
        }
    }

    private static void drawPart(Painter pen, Columns columns, Row row, double widest, double top) {
        if (Double.isNaN(row.klBits())) {
            return;
        }
        double middle = top + ROW / 2;
        boolean less = row.klBits() > 0;
        if (Math.abs(row.klBits()) >= LEAST_PART) {
            pen.triangle(less ? ThemeColor.TEACHER : ThemeColor.STUDENT, columns.studentFigure() + 12, middle, 3.5, !less);
            if (!columns.narrow()) {
                double share = Double.isInfinite(row.klBits()) || widest == 0 ? 1 : Math.abs(row.klBits()) / widest;
                double length = Math.max(1, columns.partSide() * share);
                pen.fill(less ? ThemeColor.TEACHER : ThemeColor.STUDENT, less ? columns.partZero() + 1 : columns.partZero() - length,
                        top + 5, length,
                        ROW - 10);
            }
        }
        String figure = Math.abs(row.klBits()) < LEAST_PART ? "0" : Format.signed(row.klBits(), 3);
        pen.text(figure, columns.right(), middle, Typeface.MONO, 11, ThemeColor.MUTED, Align.RIGHT);
    }
}
