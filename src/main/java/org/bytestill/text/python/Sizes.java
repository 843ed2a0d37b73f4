package org.bytestill.text.python;

/** Bounds on single values: what would be larger is refused before it is made. */
public final class Sizes {
    /** Most characters of a text. */
    public static final int MOST = 1 << 24;
    /** Most elements of a list. */
    private static final int MOST_ELEMENTS = 1 << 20;
    /** Most bits of a whole number; Python prints at most 4,300 digits, 14,285 bits. */
    static final int MOST_BITS = 1 << 16;

    private Sizes() {}

    /** The number of characters itself, if it is within the bound. */
    public static int checked(long size) {
        if (size > MOST) {
            throw Fault.bound("a text of %,d characters would be made; at most %,d are allowed", size, MOST);
        }
        return (int) size;
    }

    /** The number of elements itself, if it is within the bound. */
    public static int elements(long size) {
        if (size > MOST_ELEMENTS) {
            throw Fault.bound("a list of %,d elements would be made; at most %,d are allowed", size, MOST_ELEMENTS);
        }
        return (int) size;
    }
}
