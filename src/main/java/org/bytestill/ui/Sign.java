package org.bytestill.ui;

import org.bytestill.ui.common.Ink;
import org.bytestill.ui.common.Pic;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;

/** The sign of the program: the same bytes cut in two ways, two cells above three. */
final class Sign {
    private Sign() {}

    static Pic of(Theme theme) {
        Pic sign = new Pic(theme, 24, 24, "Bytestill", (pen, width, height) -> {
            pen.fill(Ink.TEACHER, 2, 5, 13, 6).fill(Ink.TEACHER, 16, 5, 6, 6);
            pen.fill(Ink.STUDENT, 2, 13, 6, 6).fill(Ink.STUDENT, 9, 13, 6, 6).fill(Ink.STUDENT, 16, 13, 6, 6);
        });
        sign.setFocusTraversable(false);
        return Ui.size(sign, 24, 24);
    }
}
