package org.bytestill.objective;

/** The tokens of a text that the student wrote. */
public enum WrittenTokens {
    /** Those it drew, whether or not its tokenizer would cut the text so. */
    SAMPLED,
    /** Those that its tokenizer cuts the text into. */
    CANONICAL
}
