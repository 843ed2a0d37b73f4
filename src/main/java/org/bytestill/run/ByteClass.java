package org.bytestill.run;

import java.util.Locale;

/**
 * The kind of an observed byte, by which a run measures how far its student is from the teacher (method.md 5.2). A byte has one class,
 * whatever stands around it; the end of a text has its own.
 */
public enum ByteClass {
    LETTER, DIGIT, SPACE, PUNCTUATION, CONTROL, LEAD, CONTINUATION, OTHER, END;

    private static final int END_OF_TEXT = 256;

    private final Metric kl;
    private final Metric bytes;

    ByteClass() {
        String name = name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        kl = Metric.of("klBits" + name, "bits per byte");
        bytes = Metric.of("klBytes" + name, "bytes");
    }

    /**
     * The class of an outcome.
     *
     * @param outcome a byte from 0 to 255, or 256 for the end
     */
    public static ByteClass of(int outcome) {
        if (outcome == END_OF_TEXT) {
            return END;
        }
        if (outcome < 0x80) {
            return ofAscii(outcome);
        }
        // 0xC0, 0xC1 and what lies above 0xF4 begin no character of UTF-8.
        return outcome < 0xC0 ? CONTINUATION : outcome >= 0xC2 && outcome <= 0xF4 ? LEAD : OTHER;
    }

    private static ByteClass ofAscii(int code) {
        if (code == ' ') {
            return SPACE;
        }
        if (code < ' ' || code == 0x7F) {
            return CONTROL;
        }
        if (code >= '0' && code <= '9') {
            return DIGIT;
        }
        return Character.isLetter(code) ? LETTER : PUNCTUATION;
    }

    /** Mean KL(teacher || student) over the bytes of this class, where it is finite; a column of the evaluation table. */
    public Metric kl() {
        return kl;
    }

    /** Bytes of this class that were compared. */
    public Metric bytes() {
        return bytes;
    }
}
