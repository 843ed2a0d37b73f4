package org.bytestill.ui.inspector.draw;

import org.bytestill.ui.common.Ink;
import org.bytestill.ui.common.Pen;

/** How a model's mass is painted: the teacher's solid, the student's outlined over a soft fill. */
public record Dress(boolean teacher) {

    public Ink full() {
        return teacher ? Ink.TEACHER : Ink.STUDENT;
    }

    public Ink soft() {
        return teacher ? Ink.TEACHER_SOFT : Ink.STUDENT_SOFT;
    }

    public Ink onFull() {
        return teacher ? Ink.ON_TEACHER : Ink.ON_STUDENT;
    }

    /** A box of soft colour; the student's has an outline where it is large enough. */
    public void softBox(Pen pen, double x, double y, double width, double height) {
        pen.fill(soft(), x, y, width, height);
        if (!teacher && width >= 4 && height >= 4) {
            pen.box(Ink.STUDENT, x, y, width, height, 1);
        }
    }
}
