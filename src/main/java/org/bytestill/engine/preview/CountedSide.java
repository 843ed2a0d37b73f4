package org.bytestill.engine.preview;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Utf8;
import org.bytestill.text.Vocabulary;

/** One tokenizer of a comparison, with what it has counted of the text. For one thread. */
final class CountedSide implements AutoCloseable {
    private final String model;
    private final Tokenizer tokenizer;
    private final int headPositions;
    private final Set<ByteBuffer> strings = new HashSet<>();
    private final BitSet used = new BitSet();
    private final int specials;
    private final int partsOfVocabulary;
    private long tokens;
    private long parts;
    private long longer;

    /** @param headPositions bytes of a token that a byte head supervises; 0 without one */
    CountedSide(String model, Tokenizer tokenizer, int headPositions) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.headPositions = headPositions;
        Vocabulary vocabulary = tokenizer.vocabulary();
        int special = 0;
        int broken = 0;
        for (int id = 0; id < vocabulary.size(); id++) {
            byte[] bytes = vocabulary.bytesOf(id);
            if (bytes.length > 0 && !vocabulary.isSpecial(id)) {
                strings.add(ByteBuffer.wrap(bytes));
                broken += isWhole(bytes) ? 0 : 1;
            } else {
                special += vocabulary.isSpecial(id) ? 1 : 0;
            }
        }
        specials = special;
        partsOfVocabulary = broken;
    }

    /** Whether the bytes are characters, none of them cut. */
    private static boolean isWhole(byte[] bytes) {
        return Utf8.validEnd(bytes, 0, bytes.length) == bytes.length;
    }

    /** Reads a piece of text; gives where its tokens end, the first byte being 0 and the last end the length. */
    int[] ends(byte[] text) {
        int[] ids = tokenizer.encode(text);
        int[] ends = new int[ids.length];
        int at = 0;
        for (int i = 0; i < ids.length; i++) {
            byte[] bytes = tokenizer.vocabulary().bytesOf(ids[i]);
            at += bytes.length;
            ends[i] = at;
            used.set(ids[i]);
            parts += isWhole(bytes) ? 0 : 1;
            longer += headPositions > 0 && bytes.length > headPositions ? 1 : 0;
        }
        tokens += ids.length;
        return ends;
    }

    String fingerprint() {
        return tokenizer.fingerprint();
    }

    int sharedStrings(CountedSide other) {
        return (int) strings.stream().filter(other.strings::contains).count();
    }

    TokenizersReport.Side report() {
        return new TokenizersReport.Side(model, tokenizer.vocabulary().size(), strings.size(), specials, partsOfVocabulary, tokens, parts,
                used.cardinality(), longer);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
