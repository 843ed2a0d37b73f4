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
 */
public record ReadingWindow(int document, byte[] text, int start, int rowsFrom, int[] tokens) {

    static final int LONGEST_TOKENS = 2048;
    static final int CONTEXT_TOKENS = 512;

    public static List<ReadingWindow> of(int document, byte[] text, Tokenizer tokenizer, int contextLimit) {
        int[] tokens = tokenizer.encode(text);
        int most = (int) Math.max(1, Math.min(LONGEST_TOKENS, (contextLimit - 1L) * 3 / 4));
        if (tokens.length <= most) {
            return List.of(new ReadingWindow(document, text, 0, 0, tokens));
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
            windows.add(new ReadingWindow(document, bytes, offsets[first], read - offsets[first], tokenizer.encode(bytes)));
            read = end;
        }
        return windows;
    }
}
