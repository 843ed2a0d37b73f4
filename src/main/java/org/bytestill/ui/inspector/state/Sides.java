package org.bytestill.ui.inspector.state;

/** Which of the two models is drawn. */
public enum Sides {
    BOTH, TEACHER, STUDENT;

    public boolean shows(boolean teacher) {
        return this == BOTH || (this == TEACHER) == teacher;
    }

    public Sides next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
