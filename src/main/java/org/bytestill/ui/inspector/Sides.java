package org.bytestill.ui.inspector;

/** Which of the two models is drawn. */
public enum Sides {
    BOTH, TEACHER, STUDENT;

    boolean shows(boolean teacher) {
        return this == BOTH || (this == TEACHER) == teacher;
    }

    Sides next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
