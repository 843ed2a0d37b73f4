package org.bytestill.text.python;

/** Bounds on single values: what would be larger is refused before it is made. */
public final class Sizes {
    /** Most characters of a text, and most elements of a list. */
    public static final int MOST = 1 << 24;
    /** Most bits of a whole number; Python prints at most 4,300 digits, 14,285 bits. */
    static final int MOST_BITS = 1 << 16;

    private Sizes() {}

    /** The size itself, if it is within the bound. */
    public static int checked(long size) {
        if (size > MOST) {
            throw Fault.bound("a value of %,d characters or elements would be made; at most %,d are allowed", size, MOST);
        }
        return (int) size;
    }
}
