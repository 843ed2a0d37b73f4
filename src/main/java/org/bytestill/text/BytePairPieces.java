package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Byte-pair encoding (BPE) of a piece: over bytes, or over characters with byte fallback for those that are not in the vocabulary. */
final class BytePairPieces implements PieceModel {
    private final TokenizerJson json;
    private final BytePairMerger merger;
    private final boolean ignoresMerges;

    /** @param ignoresMerges true if a piece that is itself a token is not split ({@code ignore_merges}) */
    BytePairPieces(TokenizerJson json, List<String[]> merges, boolean ignoresMerges) {
        this.json = json;
        this.merger = BytePairMerger.of(merges, json.ids());
        this.ignoresMerges = ignoresMerges;
    }

    @Override
    public int[] cut(byte[] text, int from, int to) {
        if (ignoresMerges) {
            StringBuilder piece = new StringBuilder();
            for (int i = from; i < to; i++) {
                piece.append(json.spelling().ofByte(text[i] & 0xFF));
            }
            int whole = json.idOf(piece.toString());
            if (whole >= 0) {
                return new int[] {whole};
            }
        }
        return merger.merge(symbols(text, from, to));
    }

    /** The initial symbols of the merge loop. */
    private int[] symbols(byte[] text, int from, int to) {
        IntList symbols = new IntList(to - from);
        int position = from;
        while (position < to) {
            int length = json.spelling() == Spelling.BYTE_LEVEL ? 0 : Utf8.characterLength(text, position, to);
            int token = length == 0 ? -1
                    : json.idOf(new String(text, position, length, StandardCharsets.UTF_8).replace(' ', Spelling.SPACE));
            if (token >= 0) {
                symbols.add(token);
                position += length;
            } else {
                for (int end = position + Math.max(1, length); position < end; position++) {
                    symbols.add(json.byteTokens().at(text, position));
                }
            }
        }
        return symbols.toArray();
    }
}
