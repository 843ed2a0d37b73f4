package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Byte-pair encoding of a piece: of bytes, or of characters that have an entry and the bytes of those that have none. */
final class BytePairPieces implements PieceModel {
    private final TokenizerJson json;
    private final BytePairMerger merger;
    private final boolean ignoresMerges;

    /** @param ignoresMerges true if a piece that is a token is not merged but taken whole */
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

    /** What merging starts from. */
    private int[] symbols(byte[] text, int from, int to) {
        IntList symbols = new IntList(to - from);
        int position = from;
        while (position < to) {
            int length = json.spelling() == Spelling.BYTE_LEVEL ? 0 : Utf8.characterLength(text, position, to);
            int token = length == 0 ? -1 : json.idOf(new String(text, position, length, StandardCharsets.UTF_8).replace(' ', Spelling.SPACE));
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
