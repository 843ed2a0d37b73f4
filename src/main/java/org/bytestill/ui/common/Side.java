package org.bytestill.ui.common;

import java.util.Locale;

/** One of the two models that are compared. */
public enum Side {
    TEACHER, STUDENT;

    public boolean isTeacher() {
        return this == TEACHER;
    }

    /** What belongs to this one of the two. */
    public <T> T of(T teacher, T student) {
        return this == TEACHER ? teacher : student;
    }

    public double of(double teacher, double student) {
        return this == TEACHER ? teacher : student;
    }

    /** The key of its name among texts: {@code teacher} or {@code student}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
