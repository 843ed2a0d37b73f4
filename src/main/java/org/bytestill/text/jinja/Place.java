package org.bytestill.text.jinja;

import org.jspecify.annotations.Nullable;

/**
 * Where a variable lies while the template runs.
 *
 * @param hops  how many functions further out
 * @param index its number there
 */
record Place(int hops, int index) {
    /** The value, or null if it has none. */
    @Nullable
    Object get(Frame frame) {
        return owner(frame).get(index);
    }

    void set(Frame frame, @Nullable Object value) {
        owner(frame).set(index, value);
    }

    private Frame owner(Frame frame) {
        Frame owner = frame;
        for (int i = 0; i < hops; i++) {
            owner = owner.outer();
        }
        return owner;
    }
}
