package org.bytestill.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.text.ControlTokens;
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

    /**
     * A conversation as a chat template rendered it: names of control tokens become these tokens, and nothing is put before, since the
     * template writes what opens a conversation.
     */
    public static int[] rendered(Tokenizer tokenizer, byte[] text) {
        List<int[]> pieces = new ArrayList<>();
        int at = 0;
        for (ControlTokens.Place place : tokenizer.controls().in(text, 0, text.length)) {
            pieces.add(tokenizer.encode(Arrays.copyOfRange(text, at, place.start())));
            pieces.add(new int[] {place.id()});
            at = place.end();
        }
        pieces.add(tokenizer.encode(Arrays.copyOfRange(text, at, text.length)));
        return pieces.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
