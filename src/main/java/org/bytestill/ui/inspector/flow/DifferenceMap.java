package org.bytestill.ui.inspector.flow;

import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;
import org.bytestill.ui.common.Ui;
import org.bytestill.ui.inspector.state.Analysis;
import org.bytestill.ui.inspector.state.InspectorViewModel;
import org.bytestill.util.Texts;

/**
 * Where among all 256 bytes the student gives more than the teacher, and where less: a bar up from the middle of the byte's cell with a
 * triangle that points up, or down. Lengths are logarithmic, so that small differences are seen.
 */
public final class DifferenceMap {
    /** Differences of less have no length. */
    private static final double SMALLEST = 1e-4;
    private static final double TRIANGLE = 3;

    private final InspectorViewModel model;
    private final Texts texts = Texts.of("inspector");
    private final CanvasPicture pic;
    private ByteGrid grid = ByteGrid.of(0, 0);

    /** @param fork branches the text with the chosen byte */
    public DifferenceMap(InspectorViewModel model, Theme theme, Runnable fork) {
        this.model = model;
        pic = Ui.id(new CanvasPicture(theme, 520, 300, "", this::draw), "inspector-difference-map");
        Ui.whenAny(this::refresh, model.focusProperty(), model.chosenByteProperty(), pic.visibleProperty());
        pic.setOnMouseClicked(event -> {
            pic.requestFocus();
            DrawnFlow.choose(grid.byteAt(event.getX(), event.getY()), event, model, fork);
        });
        refresh();
    }

    public CanvasPicture pic() {
        return pic;
    }

    /** Student less teacher at the cursor, an entry a byte; empty before the first analysis. */
    private double[] differences() {
        Analysis analysis = model.analysisProperty().get();
        if (analysis == null) {
            return new double[0];
        }
        ByteRows teacher = analysis.inspection().teacher();
        ByteRows student = analysis.inspection().student();
        double[] p = teacher.distribution(model.cursorProperty().get());
        double[] q = student.distribution(model.cursorProperty().get());
        return IntStream.range(0, ByteDistribution.BYTES).mapToDouble(value -> q[value] - p[value]).toArray();
    }

    private void refresh() {
        if (!pic.isVisible()) {
            return;
        }
        double[] differences = differences();
        if (differences.length == 0) {
            pic.setSummary(texts.get("compare.empty"));
        } else {
            int more = most(differences, 1);
            int less = most(differences, -1);
            pic.setSummary(texts.get("difference.summary", model.analysisProperty().get().place(model.cursorProperty().get()),
                    FlowWords.ofByte(more),
                    Format.signed(differences[more], 4), FlowWords.ofByte(less), Format.signed(differences[less], 4)));
        }
        pic.redraw();
    }

    private static int most(double[] differences, int sign) {
        return IntStream.range(0, differences.length).reduce(0, (a, b) -> sign * differences[b] > sign * differences[a] ? b : a);
    }

    private void draw(Painter pen, double width, double height) {
        double[] differences = differences();
        if (differences.length == 0) {
            pen.text(texts.get("compare.empty"), width / 2, height / 2, Typeface.UI, 12, ThemeColor.MUTED, Align.CENTER);
            return;
        }
        grid = ByteGrid.of(width, height);
        for (int value = 0; value < differences.length; value++) {
            drawByte(pen, value, differences[value]);
        }
        grid.frameActual(pen, model.analysisProperty().get().inspection().text()[model.cursorProperty().get()] & 0xFF);
        grid.frame(pen, ThemeColor.FG, model.chosenByteProperty().get(), 2);
        grid.drawNames(pen);
        double y = grid.bottom() + ByteGrid.FOOT / 2;
        pen.triangle(ThemeColor.STUDENT, ByteGrid.LEFT + 4, y, TRIANGLE, true).text(texts.get("difference.more"), ByteGrid.LEFT + 12, y,
                Typeface.UI, 11, ThemeColor.MUTED, Align.LEFT);
        double second = ByteGrid.LEFT + 24 + Typeface.UI.width(texts.get("difference.more"), 11);
        pen.triangle(ThemeColor.TEACHER, second + 4, y, TRIANGLE, false)
                .text(texts.get("difference.less"), second + 12, y, Typeface.UI, 11, ThemeColor.MUTED, Align.LEFT)
                .text(texts.get("difference.scale"), width - 12, y, Typeface.UI, 11, ThemeColor.FAINT, Align.RIGHT);
    }

    /** From 0 for the smallest difference that is drawn to 1 for a difference of 1. */
    static double level(double difference) {
        return Math.max(0, 1 - Math.log(Math.max(Math.abs(difference), SMALLEST)) / Math.log(SMALLEST));
    }

    private void drawByte(Painter pen, int value, double difference) {
        double x = grid.x(value);
        double half = (grid.cellHeight() - 1) / 2;
        double middle = grid.y(value) + half;
        double level = level(difference);
        boolean more = difference > 0;
        double bar = Math.round(half * level);
        if (bar >= 1) {
            Color ground = pen.tokens().get(ThemeColor.PANEL)
                    .interpolate(pen.tokens().get(more ? ThemeColor.STUDENT_SOFT : ThemeColor.TEACHER_SOFT), Math.min(1, 2 * level));
            pen.fill(ground, x, grid.y(value), grid.cellWidth() - 1, grid.cellHeight() - 1);
            pen.fill(more ? ThemeColor.STUDENT : ThemeColor.TEACHER, x + 1, more ? middle - bar : middle, 3, bar)
                    .triangle(more ? ThemeColor.STUDENT : ThemeColor.TEACHER, x + 2.5, more ? middle - bar : middle + bar, TRIANGLE, more);
        }
        if (grid.isLegible()) {
            String glyph = FlowWords.ofByte(value);
            double center = x + (grid.cellWidth() - 1) / 2;
            pen.text(glyph, center, middle, FlowWords.faceOf(glyph, Typeface.MONO), 11, level > 0 ? ThemeColor.FG : ThemeColor.FAINT,
                    Align.CENTER);
        }
    }
}
