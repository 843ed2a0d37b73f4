package org.bytestill.bytes;

import java.util.Arrays;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * The token that most likely follows a context that is not canonical: the one that leads back to the next end of a canonical
 * token, or, where no token does so at once, the longest that does not pass it.
 */
final class SuccessorGuess {
    private final TokenTrie trie;
    private final byte[] text;
    /** For each offset the end of the canonical token that begins at it or goes over it. */
    private final int[] canonicalEnd;

    SuccessorGuess(ReadingWindow window, Vocabulary vocabulary, TokenTrie trie) {
        this.trie = trie;
        this.text = window.text();
        this.canonicalEnd = new int[text.length];
        int offset = 0;
        for (int token : window.tokens()) {
            int end = offset + vocabulary.bytesOf(token).length;
            Arrays.fill(canonicalEnd, offset, end, end);
            offset = end;
        }
    }

    /** The token's id, or {@link TokenTrie#NONE}: of one that reaches the end of the text no row would be asked for. */
    int after(int offset) {
        int token = TokenTrie.NONE;
        int node = TokenTrie.ROOT;
        int end = offset < text.length ? Math.min(canonicalEnd[offset], text.length - 1) : offset;
        for (int at = offset; at < end && node != TokenTrie.NONE; at++) {
            node = trie.child(node, text[at]);
            if (node != TokenTrie.NONE && trie.endsHigh(node) > trie.low(node)) {
                token = trie.tokenAt(trie.low(node));
            }
        }
        return token;
    }
}
