package org.bytestill.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.text.Tokenizer;

/**
 * A sliding window over a long document, read as if the document began at the window's context (method.md 1.5).
 *
 * <p>A document of at most {@link #LONGEST_TOKENS} canonical tokens, and of at most three quarters of the model's longest
 * context, is one window. A longer one is read in windows of that many tokens. Windows overlap by {@link #CONTEXT_TOKENS}
 * tokens (half a window if that is less); the distributions of the overlap come from the earlier window. So no byte has less
 * context than the overlap, the time is linear in the length of the text instead of quadratic, and windows can be read in
 * parallel batches. The last quarter of the model's context is reserved for paths with more tokens than the canonical one; an
 * extension beyond the limit is not made.
 *
 * @param document index of the document in the list being read
 * @param text     the window's bytes
 * @param start    offset of the window in the document
 * @param rowsFrom offset in the window of the first byte whose distribution is taken from this window
 * @param tokens   the canonical tokens of the window's bytes
 * @param prompt   the tokens before the window, from the begin of sequence on, at least that
 */
public record ReadingWindow(int document, byte[] text, int start, int rowsFrom, int[] tokens, int[] prompt) {

    static final int LONGEST_TOKENS = 2048;
    static final int CONTEXT_TOKENS = 512;

    /** The windows of a document that begins with the begin of sequence. */
    public static List<ReadingWindow> of(int document, byte[] text, Tokenizer tokenizer, int contextLimit) {
        return of(document, Passage.of(text), tokenizer, contextLimit);
    }

    /**
     * The windows of a passage. Of a prompt that leaves too little room the last tokens are kept, after the begin of sequence. Only the
     * first window of a longer text has the prompt.
     */
    public static List<ReadingWindow> of(int document, Passage passage, Tokenizer tokenizer, int contextLimit) {
        byte[] text = passage.text();
        int[] tokens = tokenizer.encode(text);
        int[] begin = {tokenizer.vocabulary().beginOfSequence()};
        int most = (int) Math.max(1, Math.min(LONGEST_TOKENS, (contextLimit - 1L) * 3 / 4));
        int[] prompt = passage.prompt().length == 0 ? begin : last(passage.prompt(), Math.max(1, contextLimit - contextLimit / 4
                - Math.min(tokens.length, most)));
        if (tokens.length <= most) {
            return List.of(new ReadingWindow(document, text, 0, 0, tokens, prompt));
        }
        int[] offsets = new int[tokens.length + 1];
        for (int i = 0; i < tokens.length; i++) {
            offsets[i + 1] = offsets[i] + tokenizer.vocabulary().bytesOf(tokens[i]).length;
        }
        List<ReadingWindow> windows = new ArrayList<>();
        int step = Math.max(1, most - Math.min(CONTEXT_TOKENS, (most + 1) / 2));
        int read = 0;
        for (int first = 0; read < text.length; first += step) {
            int end = offsets[Math.min(tokens.length, first + most)];
            byte[] bytes = Arrays.copyOfRange(text, offsets[first], end);
            windows.add(new ReadingWindow(document, bytes, offsets[first], read - offsets[first], tokenizer.encode(bytes),
                    first == 0 ? prompt : begin));
            read = end;
        }
        return windows;
    }

    /** The first token of a prompt, and as many of its last ones as leave no more than {@code most} in all. */
    private static int[] last(int[] prompt, int most) {
        if (prompt.length <= most) {
            return prompt;
        }
        int[] kept = Arrays.copyOfRange(prompt, prompt.length - most, prompt.length);
        kept[0] = prompt[0];
        return kept;
    }
}
