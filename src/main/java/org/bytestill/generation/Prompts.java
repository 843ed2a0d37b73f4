package org.bytestill.generation;

import java.util.stream.IntStream;
import org.bytestill.text.Tokenizer;

/** Prompts as token ids. */
public final class Prompts {
    private Prompts() {}

    /**
     * A text to be continued, opened as the tokenizer's own template opens it; an empty one is the begin-of-sequence token. Special tokens'
     * names in it are read as ordinary text.
     */
    public static int[] text(Tokenizer tokenizer, byte[] text) {
        int[] ids = IntStream.concat(IntStream.of(tokenizer.opening()), IntStream.of(tokenizer.encode(text))).toArray();
        int begin = tokenizer.vocabulary().beginOfSequence();
        return ids.length == 0 && begin >= 0 ? new int[] {begin} : ids;
    }
}
