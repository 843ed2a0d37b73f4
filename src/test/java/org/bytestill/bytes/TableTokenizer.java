package org.bytestill.bytes;

import java.util.Arrays;
import java.util.List;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;

/** A greedy tokenizer: takes the longest matching token each time. Its vocabulary has all bytes of its texts. */
record TableTokenizer(Vocabulary vocabulary) implements Tokenizer {

    @Override
    public int[] encode(byte[] text) {
        int[] tokens = new int[text.length];
        int count = 0;
        int position = 0;
        while (position < text.length) {
            int best = -1;
            for (int token = 0; token < vocabulary.size(); token++) {
                byte[] bytes = vocabulary.bytesOf(token);
                int end = position + bytes.length;
                if (bytes.length > 0 && end <= text.length && Arrays.equals(bytes, Arrays.copyOfRange(text, position, end))
                        && (best < 0 || bytes.length > vocabulary.bytesOf(best).length)) {
                    best = token;
                }
            }
            tokens[count++] = best;
            position += vocabulary.bytesOf(best).length;
        }
        return Arrays.copyOf(tokens, count);
    }

    @Override
    public int[] lastTokens(byte[] text) {
        int[] last = new int[text.length + 1];
        last[0] = -1;
        for (int e = 1; e <= text.length; e++) {
            int[] tokens = encode(Arrays.copyOf(text, e));
            last[e] = tokens[tokens.length - 1];
        }
        return last;
    }

    @Override
    public String fingerprint() {
        return "table";
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public void close() {}
}
