package org.bytestill.text;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the ids of tokens that are a part of another one, without a string for the part: a table with open addressing, at most half full,
 * by {@link String#hashCode}, which can be computed for all beginnings and ends of a text in one pass.
 */
final class SpellingIndex {
    /** No token. */
    static final int NONE = -1;

    private final List<String> tokens;
    private final int[] ids;
    /** Of the tokens in the slots, so that a token is looked at only if it is very likely the one. */
    private final int[] hashes;

    /** @param tokens by id; of equal ones the last counts */
    SpellingIndex(List<String> tokens) {
        this.tokens = tokens;
        this.ids = new int[Integer.highestOneBit(Math.max(2, tokens.size()) * 2) * 2];
        this.hashes = new int[ids.length];
        Arrays.fill(ids, NONE);
        for (int id = 0; id < tokens.size(); id++) {
            String token = tokens.get(id);
            int slot = slot(token, 0, token.length(), token.hashCode());
            ids[slot] = id;
            hashes[slot] = token.hashCode();
        }
    }

    /** The slot of the token, or the free one to insert it. */
    private int slot(String text, int from, int to, int hash) {
        int slot = hash * 0x9E3779B9 >>> 7 & ids.length - 1;
        while (ids[slot] != NONE && (hashes[slot] != hash || !isPart(tokens.get(ids[slot]), text, from, to))) {
            slot = slot + 1 & ids.length - 1;
        }
        return slot;
    }

    private static boolean isPart(String token, String text, int from, int to) {
        return token.length() == to - from && token.regionMatches(0, text, from, to - from);
    }

    /** @param hash that text[from, to) would have as a string */
    int idOf(String text, int from, int to, int hash) {
        return ids[slot(text, from, to, hash)];
    }

    /** The id of text[from, end), by the hash of what is before it: that of the whole is hash times 31 to the power of the rest's length, plus the rest's. */
    int idOfEnd(String text, int from, int hashBefore) {
        int power = 1;
        for (int i = from; i < text.length(); i++) {
            power *= 31;
        }
        return idOf(text, from, text.length(), text.hashCode() - hashBefore * power);
    }
}
