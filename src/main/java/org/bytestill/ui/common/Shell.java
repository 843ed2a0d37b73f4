package org.bytestill.ui.common;

/** Commands for a terminal, as the screens offer them to be copied. */
public final class Shell {
    private Shell() {}

    /** A word as a POSIX shell takes it for one. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
