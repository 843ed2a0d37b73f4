package org.bytestill.text.chat;

import org.bytestill.text.python.TextSplits;

/** The scaffold of a thought without a thought, {@code <think></think>} with white space, which templates write before answers without reasoning. */
final class EmptyThinking {
    private EmptyThinking() {}

    /** Length of the scaffold that a text begins with, with the white space around it; 0 if there is none. */
    static int length(String text) {
        String open = after(text, "");
        String inner = open.startsWith("<think>") ? after(open, "<think>") : "";
        return inner.startsWith("</think>") ? text.length() - after(inner, "</think>").length() : 0;
    }

    /** The text behind a word and the white space that follows it. */
    private static String after(String text, String word) {
        return TextSplits.strip(text.substring(word.length()), null, true, false);
    }
}
