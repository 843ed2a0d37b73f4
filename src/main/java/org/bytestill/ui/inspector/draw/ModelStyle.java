package org.bytestill.ui.inspector.draw;

import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.common.ThemeColor;

/** How a model's mass is painted: the teacher's solid, the student's outlined over a soft fill. */
public record ModelStyle(Side side) {

    public ThemeColor full() {
        return side.of(ThemeColor.TEACHER, ThemeColor.STUDENT);
    }

    public ThemeColor soft() {
        return side.of(ThemeColor.TEACHER_SOFT, ThemeColor.STUDENT_SOFT);
    }

    public ThemeColor onFull() {
        return side.of(ThemeColor.ON_TEACHER, ThemeColor.ON_STUDENT);
    }

    /** A box of soft colour; the student's has an outline where it is large enough. */
    public void softBox(Painter pen, double x, double y, double width, double height) {
        pen.fill(soft(), x, y, width, height);
        if (!side.isTeacher() && width >= 4 && height >= 4) {
            pen.box(ThemeColor.STUDENT, x, y, width, height, 1);
        }
    }
}
