package org.bytestill.text;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Unigram segmentation of a piece (Kudo 2018): of all segmentations into tokens, the one with the largest sum of log-probabilities, found
 * by the Viterbi algorithm. A character without a token costs {@value #UNKNOWN_PENALTY} more than the rarest token and is encoded as its
 * bytes (byte fallback). Of equal sums the one whose last token is longer wins, as in the tokenizers library (a longer token begins
 * earlier and is seen first).
 *
 * <p>The best segmentation of a prefix is its last token after the best segmentation of the rest, so one pass gives the last token of every
 * prefix.
 */
final class UnigramPieces implements PieceModel {
    private static final double UNKNOWN_PENALTY = 10;
    private static final int NO_TOKEN = -1;

    private final TokenTrie trie;
    private final double[] scores;
    private final double unknownScore;
    private final boolean atSpaces;
    private final Spelling spelling;
    private final ByteTokens byteTokens;

    /**
     * @param scores   log-probability of each entry, by id; shorter than the vocabulary if there are added tokens
     * @param atSpaces true if a token may have a space at its beginning only, because text is pre-tokenized at spaces
     */
    UnigramPieces(TokenizerJson json, double[] scores, boolean atSpaces) {
        this.atSpaces = atSpaces;
        this.scores = scores;
        this.unknownScore = Arrays.stream(scores).min().orElse(0) - UNKNOWN_PENALTY;
        this.spelling = json.spelling();
        this.byteTokens = json.byteTokens();
        this.trie = new TokenTrie(entries(json.vocabulary(), json.addedIds(), scores.length, spelling));
    }

    /** The vocabulary without entries that are never matched with text: added tokens and byte-fallback tokens. */
    private static Vocabulary entries(Vocabulary all, BitSet added, int count, Spelling spelling) {
        byte[][] bytes = new byte[count][];
        for (int id = 0; id < count; id++) {
            boolean spellsAByte = spelling == Spelling.SENTENCE_PIECE && Spelling.byteOf(all.nameOf(id)) >= 0;
            bytes[id] = added.get(id) || spellsAByte ? null : all.bytesOf(id);
        }
        return new Vocabulary(bytes, new String[0], new BitSet(), -1, new BitSet());
    }

    /**
     * The Viterbi table: the best segmentation of every prefix of a piece that ends with a complete character.
     *
     * @param start start of the last token of the prefix of k bytes, relative to the beginning of the piece; entry 0 is unused
     * @param token that token, or {@value #NO_TOKEN} for a character without one
     */
    private record Tilings(int[] start, int[] token) {}

    private Tilings tilings(byte[] text, int from, int to) {
        int length = to - from;
        double[] best = new double[length + 1];
        Tilings tilings = new Tilings(new int[length + 1], new int[length + 1]);
        Arrays.fill(tilings.start, -1);
        for (int start = 0; start < length;) {
            int character = spelling == Spelling.BYTE_LEVEL ? 1 : Utf8.characterLength(text, from + start, to);
            boolean known = false;
            int node = TokenTrie.ROOT;
            for (int end = start + 1; end <= length; end++) {
                byte next = text[from + end - 1];
                node = trie.child(node, next);
                if (node == TokenTrie.NONE || atSpaces && next == ' ' && end > start + 1) {
                    break;
                }
                if (trie.endsHigh(node) > trie.low(node)) {
                    int token = trie.tokenAt(trie.low(node));
                    offer(tilings, best, start, end, token, scores[token]);
                    known |= end - start == character;
                }
            }
            if (!known) {
                offer(tilings, best, start, start + character, NO_TOKEN, unknownScore);
            }
            start += character;
        }
        return tilings;
    }

    private static void offer(Tilings tilings, double[] best, int start, int end, int token, double score) {
        if (tilings.start[end] < 0 || score + best[start] > best[end]) {
            best[end] = score + best[start];
            tilings.start[end] = start;
            tilings.token[end] = token;
        }
    }

    @Override
    public int[] cut(byte[] text, int from, int to) {
        Tilings tilings = tilings(text, from, to);
        int[] tokens = new int[to - from];
        int first = tokens.length;
        for (int end = to - from; end > 0; end = tilings.start[end]) {
            if (tilings.token[end] >= 0) {
                tokens[--first] = tilings.token[end];
                continue;
            }
            first -= end - tilings.start[end];
            for (int offset = tilings.start[end], at = first; offset < end; offset++) {
                tokens[at++] = byteTokens.at(text, from + offset);
            }
        }
        return Arrays.copyOfRange(tokens, first, tokens.length);
    }

    /** Writes the last token of every prefix of the piece into {@code last}, as {@link Tokenizer#lastTokens} returns it. */
    void lastTokens(byte[] text, int from, int to, int[] last) {
        Tilings tilings = tilings(text, from, to);
        for (int end = 1; end <= to - from; end++) {
            boolean insideACharacter = tilings.start[end] < 0;
            if (insideACharacter) {
                last[from + end] = byteTokens.orNone(text[from + end - 1]);
            } else {
                last[from + end] = tilings.token[end] >= 0 ? tilings.token[end] : byteTokens.at(text, from + end - 1);
            }
        }
    }
}
