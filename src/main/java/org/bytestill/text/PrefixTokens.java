package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last canonical token of every prefix of a text, in linear time: a prefix is not encoded from its beginning but from an anchor
 * shortly before its last character.
 *
 * <p>An anchor is a position that no token crosses, whatever follows:
 * <ul>
 * <li>byte-level: the end of a pre-tokenized piece, after a letter and before white space or punctuation other than an apostrophe. The
 *     regular expressions match from left to right without lookbehind, and none continues a run of letters over such a character; so
 *     the pieces after the anchor are the same with and without the text before it.
 * <li>SentencePiece, which encodes the text as a whole: a position between two characters that are adjacent in no token.
 * </ul>
 * A Unigram without pre-tokenization needs no anchors: see {@link UnigramPieces}.
 * If there is no anchor within {@link #FARTHEST} bytes, the prefix is encoded from a character that far back.
 */
final class PrefixTokens {
    static final int FARTHEST = 1024;
    private static final int WINDOWS_AT_ONCE = 256;

    private final JsonTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final ByteTokens byteTokens;
    private final Spelling spelling;
    /** The Unigram model if it computes all prefixes in one pass; else null. */
    private final @Nullable UnigramPieces tilings;
    /** Sorted pairs of characters that are adjacent in some token; only for SentencePiece. */
    private final long[] neighbours;

    PrefixTokens(JsonTokenizer tokenizer, TokenizerRules rules) {
        this.tokenizer = tokenizer;
        this.vocabulary = rules.vocabulary();
        this.byteTokens = rules.byteTokens();
        this.spelling = rules.spelling();
        this.tilings = rules.modelDecides() && rules.pieces() instanceof UnigramPieces unigram ? unigram : null;
        this.neighbours = spelling == Spelling.SENTENCE_PIECE ? neighbours(vocabulary) : new long[0];
    }

    private static long[] neighbours(Vocabulary vocabulary) {
        long[] pairs = new long[1 << 12];
        int count = 0;
        for (int token = 0; token < vocabulary.size(); token++) {
            int[] points = new String(vocabulary.bytesOf(token), StandardCharsets.UTF_8).codePoints().toArray();
            for (int i = 1; i < points.length; i++) {
                pairs = count == pairs.length ? Arrays.copyOf(pairs, count * 2) : pairs;
                pairs[count++] = pair(points[i - 1], points[i]);
            }
        }
        return Arrays.stream(pairs, 0, count).sorted().distinct().toArray();
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | second;
    }

    /** See {@link Tokenizer#lastTokens}. */
    int[] of(byte[] text) {
        int[] last = new int[text.length + 1];
        last[0] = -1;
        Utf8Segments.visit(text, spelling, new Utf8Segments.Visitor() {
            @Override
            public void valid(int from, int to) {
                fill(text, from, to, last);
            }

            @Override
            public void bare(int offset) {
                last[offset + 1] = byteTokens.orNone(text[offset]);
            }
        });
        return last;
    }

    private void fill(byte[] text, int from, int to, int[] last) {
        if (tilings != null) {
            tilings.lastTokens(text, from, to, last);
        } else {
            fillFromAnchors(text, from, to, last);
        }
    }

    private void fillFromAnchors(byte[] text, int from, int to, int[] last) {
        boolean[] anchors = anchors(text, from, to);
        IntList ranges = new IntList(2 * WINDOWS_AT_ONCE);
        IntList characters = new IntList(WINDOWS_AT_ONCE);
        int anchor = from;
        for (int start = from; start < to;) {
            int end = start + Utf8.characterLength(text, start, to);
            anchor = anchors[start - from] ? start : anchor;
            ranges.add(start - anchor <= FARTHEST ? anchor : characterStart(text, start - FARTHEST));
            ranges.add(end);
            characters.add(start);
            start = end;
            if (characters.size() == WINDOWS_AT_ONCE || start == to) {
                fillWindows(text, ranges.toArray(), characters.toArray(), last);
                ranges = new IntList(2 * WINDOWS_AT_ONCE);
                characters = new IntList(WINDOWS_AT_ONCE);
            }
        }
    }

    private static int characterStart(byte[] text, int offset) {
        int start = offset;
        while ((text[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    private void fillWindows(byte[] text, int[] ranges, int[] characters, int[] last) {
        List<NativeTokenizer.Cut> cuts = tokenizer.cutAll(text, ranges);
        for (int i = 0; i < characters.length; i++) {
            int start = characters[i];
            int end = ranges[2 * i + 1];
            NativeTokenizer.Cut cut = cuts.get(i);
            last[end] = cut.ids()[cut.ids().length - 1];
            for (int inside = start + 1; inside < end; inside++) {
                last[inside] = spelling == Spelling.BYTE_LEVEL ? lastOf(tokenizer.merge(text, end - lastPieceLength(cut), inside))
                        : byteTokens.orNone(text[inside - 1]);
            }
        }
    }

    private static int lastOf(int[] tokens) {
        return tokens[tokens.length - 1];
    }

    private int lastPieceLength(NativeTokenizer.Cut cut) {
        int index = cut.ids().length - 1;
        int piece = cut.pieces()[index];
        int length = 0;
        while (index >= 0 && cut.pieces()[index] == piece) {
            length += vocabulary.bytesOf(cut.ids()[index--]).length;
        }
        return length;
    }

    /** Entry k is true if there is an anchor before the byte from + k. */
    private boolean[] anchors(byte[] text, int from, int to) {
        boolean[] cuttable = new boolean[to - from];
        boolean bytes = spelling == Spelling.BYTE_LEVEL;
        if (bytes) {
            NativeTokenizer.Cut cut = tokenizer.cut(text, from, to);
            int position = 0;
            for (int i = 0; i < cut.ids().length; i++) {
                cuttable[position] = i == 0 || cut.pieces()[i] != cut.pieces()[i - 1];
                position += vocabulary.bytesOf(cut.ids()[i]).length;
            }
        }
        boolean[] anchors = new boolean[to - from];
        int before = -1;
        for (int start = from; start < to;) {
            int length = Utf8.characterLength(text, start, to);
            int point = Utf8.codePointAt(text, start, length);
            anchors[start - from] = before < 0 || (bytes ? cuttable[start - from] && endsLetters(before, point)
                    : Arrays.binarySearch(neighbours, pair(before, point)) < 0);
            before = point;
            start += length;
        }
        return anchors;
    }

    private static boolean endsLetters(int before, int point) {
        return Character.isLetter(before) && (Character.isWhitespace(point) || isPunctuation(point));
    }

    private static boolean isPunctuation(int point) {
        int type = Character.getType(point);
        boolean apostrophe = point == '\'' || point == '\u2019';
        return !apostrophe
                && (type == Character.OTHER_PUNCTUATION || type == Character.START_PUNCTUATION || type == Character.END_PUNCTUATION);
    }
}
