package org.bytestill.ui.inspector.state;

import org.bytestill.ui.common.Side;

/** Which of the two models is drawn. */
public enum Sides {
    BOTH, TEACHER, STUDENT;

    public boolean shows(Side side) {
        return this == BOTH || (this == TEACHER) == side.isTeacher();
    }

    public Sides next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
