package org.bytestill.ui.preview;

import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Painter.Align;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Typeface;

/**
 * How a token is painted: the teacher's with square corners, the student's with round ones; a special token ends in points; what is
 * supervised stands on the model's soft colour, over a bar of its full one.
 */
final class ChipPainter {
    static final double HEIGHT = 20;
    private static final double CORNER = 8;
    private static final double BAR = 3;

    private final Side side;

    ChipPainter(Side side) {
        this.side = side;
    }

    void paint(Painter pen, Chip chip, double y, boolean isChosen) {
        paint(pen, chip.x(), y, chip.width(), chip.token().isSpecial(), chip.token().isSupervised());
        pen.within(chip.x(), y, chip.width(), HEIGHT, () -> pen.text(chip.visible(), chip.letters(), y + HEIGHT / 2 - 1, Typeface.MONO,
                Chip.FONT, ThemeColor.FG, Align.LEFT));
        if (isChosen) {
            pen.box(ThemeColor.ACCENT, chip.x() - 2, y - 2, chip.width() + 4, HEIGHT + 4, 2);
        }
    }

    /** The body of a token without its letters. */
    void paint(Painter pen, double x, double y, double width, boolean isSpecial, boolean isSupervised) {
        ThemeColor ground = isSupervised ? side.of(ThemeColor.TEACHER_SOFT, ThemeColor.STUDENT_SOFT) : ThemeColor.INSET;
        if (isSpecial) {
            pointed(pen, ThemeColor.LINE_STRONG, x, y, width, HEIGHT);
            pointed(pen, ground, x + 1.5, y + 1, width - 3, HEIGHT - 2);
        } else if (side.isTeacher()) {
            pen.fill(ground, x, y, width, HEIGHT).box(ThemeColor.BAND, x, y, width, HEIGHT, 1);
        } else {
            pen.fillRound(ground, x, y, width, HEIGHT, CORNER).boxRound(ThemeColor.BAND, x, y, width, HEIGHT, CORNER, 1);
        }
        if (isSupervised) {
            double inset = isSpecial ? Chip.POINT : side.of(0, CORNER / 2);
            pen.fill(side.of(ThemeColor.TEACHER, ThemeColor.STUDENT), x + inset, y + HEIGHT - BAR, width - 2 * inset, BAR);
        }
    }

    private static void pointed(Painter pen, ThemeColor ink, double x, double y, double width, double height) {
        double point = Chip.POINT;
        double middle = y + height / 2;
        pen.polygon(ink, new double[] {x, x + point, x + width - point, x + width, x + width - point, x + point},
                new double[] {middle, y, y, middle, y + height, y + height});
    }
}
