package org.bytestill.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The canonical id of every byte string of a vocabulary. Several ids may have one byte string, as {@code A} and {@code <0x41>}: the canonical
 * one is no byte-fallback piece if there is another, then the lowest. End-of-sequence ids and ids without bytes have none. Immutable.
 */
public final class CanonicalTokens {
    private final Vocabulary vocabulary;
    private final TokenTrie trie;

    public CanonicalTokens(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.trie = new TokenTrie(vocabulary);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The prefix tree of all tokens, canonical or not. */
    public TokenTrie trie() {
        return trie;
    }

    /** The canonical id of the bytes that lead to a node of the trie, or -1. */
    public int at(int node) {
        for (int position = trie.low(node); position < trie.endsHigh(node); position++) {
            if (!isFallback(trie.tokenAt(position))) {
                return trie.tokenAt(position);
            }
        }
        return trie.low(node) < trie.endsHigh(node) ? trie.tokenAt(trie.low(node)) : -1;
    }

    private boolean isFallback(int id) {
        byte[] bytes = vocabulary.bytesOf(id);
        return bytes.length == 1 && Spelling.byteOf(vocabulary.nameOf(id)) == (bytes[0] & 0xFF);
    }

    /** The canonical id of the bytes, or -1 if no token has them. */
    public int idOf(byte[] bytes) {
        int node = TokenTrie.ROOT;
        for (int i = 0; i < bytes.length && node != TokenTrie.NONE; i++) {
            node = trie.child(node, bytes[i]);
        }
        return node == TokenTrie.NONE || bytes.length == 0 ? -1 : at(node);
    }

    /** Whether the id is the canonical one of its bytes. */
    public boolean isCanonical(int id) {
        return idOf(vocabulary.bytesOf(id)) == id;
    }

    /** The longest canonical token that the bytes from {@code begin} to before {@code end} start with, or -1. */
    public int longestPrefix(byte[] text, int begin, int end) {
        int longest = -1;
        int node = TokenTrie.ROOT;
        for (int at = begin; at < end; at++) {
            node = trie.child(node, text[at]);
            if (node == TokenTrie.NONE) {
                return longest;
            }
            int id = at(node);
            longest = id >= 0 ? id : longest;
        }
        return longest;
    }

    /** The bytes cut into canonical tokens by longest prefixes, from their beginning; empty if they cannot be cut. */
    public List<Integer> greedy(byte[] text) {
        List<Integer> cut = new ArrayList<>();
        for (int at = 0; at < text.length;) {
            int id = longestPrefix(text, at, text.length);
            if (id < 0) {
                return List.of();
            }
            cut.add(id);
            at += vocabulary.bytesOf(id).length;
        }
        return cut;
    }
}
