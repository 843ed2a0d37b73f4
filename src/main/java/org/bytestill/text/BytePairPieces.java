package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Byte-pair encoding (BPE) of a piece: over bytes, or over characters with byte fallback for those that are not in the vocabulary. */
final class BytePairPieces implements PieceModel {
    /** Words come again and again: so many of at most so many bytes are remembered. */
    private static final int MOST_KNOWN = 1 << 16;
    private static final int LONGEST_KNOWN = 48;

    private final Spelling spelling;
    private final ByteTokens byteTokens;
    private final BytePairMerger merger;
    /** Ids of the entries of one character; empty if the symbols are bytes. */
    private final Map<Integer, Integer> characters = new HashMap<>();
    /** Ids of all entries by their bytes as Latin-1, if a piece that is itself a token is not split; else empty. */
    private final Map<String, Integer> whole = new HashMap<>();
    private final Map<String, int[]> known = new ConcurrentHashMap<>();

    /**
     * @param entries       ids of the model's entries that are not special
     * @param merges        as {@link BytePairMerger#of} takes them
     * @param ignoresMerges true if a piece that is itself a token is not split ({@code ignore_merges})
     */
    BytePairPieces(Spelling spelling, Vocabulary vocabulary, BitSet entries, ByteTokens byteTokens, int[] merges, boolean ignoresMerges) {
        this.spelling = spelling;
        this.byteTokens = byteTokens;
        this.merger = BytePairMerger.of(merges);
        for (int id = entries.nextSetBit(0); id >= 0; id = entries.nextSetBit(id + 1)) {
            String name = vocabulary.nameOf(id);
            if (spelling != Spelling.BYTE_LEVEL && name.length() <= 2 && name.codePointCount(0, name.length()) == 1) {
                characters.put(name.codePointAt(0), id);
            }
            String bytes = ignoresMerges ? spelled(name) : null;
            if (bytes != null) {
                whole.put(bytes, id);
            }
        }
    }

    /** The bytes that the entry stands for, a character each; null for an entry that is no spelling of bytes. */
    private @Nullable String spelled(String name) {
        if (spelling != Spelling.BYTE_LEVEL) {
            return latin(name.replace(Spelling.SPACE, ' ').getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = ByteAlphabet.bytesOf(name);
        return bytes == null ? null : latin(bytes);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public int[] cut(byte[] text, int from, int to) {
        if (to - from > LONGEST_KNOWN && whole.isEmpty()) {
            return merger.merge(symbols(text, from, to));
        }
        String piece = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        int[] cut = known.get(piece);
        if (cut == null) {
            Integer one = whole.get(piece);
            cut = one != null ? new int[] {one} : merger.merge(symbols(text, from, to));
            remember(piece, cut);
        }
        return cut.clone();
    }

    private void remember(String piece, int[] cut) {
        if (piece.length() <= LONGEST_KNOWN) {
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(piece, cut);
        }
    }

    /** The initial symbols of the merge loop. */
    private int[] symbols(byte[] text, int from, int to) {
        IntList symbols = new IntList(to - from);
        int position = from;
        while (position < to) {
            int length = spelling == Spelling.BYTE_LEVEL ? 0 : Utf8.characterLength(text, position, to);
            int token = length == 0 ? -1 : character(Utf8.codePointAt(text, position, length));
            if (token >= 0) {
                symbols.add(token);
                position += length;
            } else {
                for (int end = position + Math.max(1, length); position < end; position++) {
                    symbols.add(byteTokens.at(text, position));
                }
            }
        }
        return symbols.toArray();
    }

    private int character(int point) {
        return characters.getOrDefault(point == ' ' ? Spelling.SPACE : point, -1);
    }
}
