package org.bytestill.ui.inspector.draw;

import org.bytestill.ui.common.Painter;
import org.bytestill.ui.common.ThemeColor;

/** How a model's mass is painted: the teacher's solid, the student's outlined over a soft fill. */
public record ModelStyle(boolean teacher) {

    public ThemeColor full() {
        return teacher ? ThemeColor.TEACHER : ThemeColor.STUDENT;
    }

    public ThemeColor soft() {
        return teacher ? ThemeColor.TEACHER_SOFT : ThemeColor.STUDENT_SOFT;
    }

    public ThemeColor onFull() {
        return teacher ? ThemeColor.ON_TEACHER : ThemeColor.ON_STUDENT;
    }

    /** A box of soft colour; the student's has an outline where it is large enough. */
    public void softBox(Painter pen, double x, double y, double width, double height) {
        pen.fill(soft(), x, y, width, height);
        if (!teacher && width >= 4 && height >= 4) {
            pen.box(ThemeColor.STUDENT, x, y, width, height, 1);
        }
    }
}
