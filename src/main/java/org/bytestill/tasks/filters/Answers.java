package org.bytestill.tasks.filters;

import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Values;

/** Answers as texts. */
final class Answers {
    private Answers() {}

    /** @throws Fault if it is none */
    static String text(Object answer) {
        String text = Values.textOf(answer);
        if (text == null) {
            throw Fault.type("the answer is a %s, and the filter takes a text", Values.typeOf(answer));
        }
        return text;
    }

    /** The text of an answer; empty if it is none, as the filters by expressions do. */
    static String textOrEmpty(Object answer) {
        String text = Values.textOf(answer);
        return text == null ? "" : text;
    }
}
