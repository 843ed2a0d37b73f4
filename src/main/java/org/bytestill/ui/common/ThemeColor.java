package org.bytestill.ui.common;

import java.util.Locale;

/** The colour tokens of the two token stylesheets by name: {@code LINE_STRONG} is {@code -bs-line-strong}. */
public enum ThemeColor {
    /** Behind panels. */
    APP,
    PANEL,
    /** Heads of tables, rails, wells. */
    INSET,
    /** Hairlines; never the only carrier of a meaning. */
    LINE,
    /** Axes, borders of fields and buttons. */
    LINE_STRONG,
    FG, MUTED, FAINT,
    /** What is chosen, focused or primary, and validation. */
    ACCENT,
    ACCENT_SOFT, ON_ACCENT,
    TEACHER, TEACHER_SOFT, ON_TEACHER,
    STUDENT, STUDENT_SOFT, ON_STUDENT,
    /** A run's own curve. */
    SERIES,
    /** The range of that curve. */
    BAND,
    /** Abandoned, other, used up. */
    GHOST,
    WARN, WARN_SOFT, DANGER, DANGER_SOFT,
    HEAT0, HEAT1, HEAT2, HEAT3, HEAT4, HEAT5, HEAT6;

    /** The name in the stylesheet, without its prefix. */
    String cssName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
