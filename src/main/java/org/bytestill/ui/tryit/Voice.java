package org.bytestill.ui.tryit;

import java.util.Locale;
import org.bytestill.ui.common.Side;

/** Who answers: one of the two models, or both together. */
enum Voice {
    TEACHER, STUDENT, TOGETHER;

    static Voice of(Side side) {
        return side.of(TEACHER, STUDENT);
    }

    /** The key of its name among texts. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
