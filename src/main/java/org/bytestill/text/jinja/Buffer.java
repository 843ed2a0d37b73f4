package org.bytestill.text.jinja;

import org.bytestill.text.python.Sizes;

/** Text that statements write. */
final class Buffer {
    private final StringBuilder text = new StringBuilder();

    void append(String part) {
        Sizes.checked((long) text.length() + part.length());
        text.append(part);
    }

    /** Number of characters, in code points. */
    int characters() {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
