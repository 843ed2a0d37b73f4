package org.bytestill.ui;

import org.bytestill.ui.common.CanvasPicture;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.ThemeColor;
import org.bytestill.ui.common.Ui;

/** The sign of the program: the same bytes cut in two ways, two cells above three. */
final class Logo {
    private Logo() {}

    static CanvasPicture of(Theme theme) {
        CanvasPicture sign = new CanvasPicture(theme, 24, 24, "Bytestill", (pen, width, height) -> {
            pen.fill(ThemeColor.TEACHER, 2, 5, 13, 6).fill(ThemeColor.TEACHER, 16, 5, 6, 6);
            pen.fill(ThemeColor.STUDENT, 2, 13, 6, 6).fill(ThemeColor.STUDENT, 9, 13, 6, 6).fill(ThemeColor.STUDENT, 16, 13, 6, 6);
        });
        sign.setFocusTraversable(false);
        return Ui.size(sign, 24, 24);
    }
}
