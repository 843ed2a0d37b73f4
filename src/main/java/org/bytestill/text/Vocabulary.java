package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of a tokenizer: the byte string of every token.
 *
 * <p>An id with an empty byte string is a special token, a gap between ids, or padding of the embedding.
 * Immutable.
 */
public final class Vocabulary {
    private static final byte[] NO_BYTES = new byte[0];

    private final byte[][] bytes;
    private final @Nullable String[] names;
    private final BitSet special;
    private final BitSet endOfSequence;
    private final int beginOfSequence;
    private final int end;

    /**
     * The same where the lowest end-of-sequence id is the one that is written.
     *
     * @param bytes           byte string of each id; null or empty where the id has no bytes
     * @param names           the token as spelled in the tokenizer file; null for a gap
     * @param special         ids of special tokens
     * @param beginOfSequence id at the beginning of every context, or -1 if the tokenizer has none
     * @param endOfSequence   ids whose probabilities sum to that of the end-of-sequence outcome
     */
    public Vocabulary(byte[] @Nullable [] bytes, @Nullable String[] names, BitSet special, int beginOfSequence, BitSet endOfSequence) {
        this(bytes, names, special, beginOfSequence, endOfSequence, endOfSequence.nextSetBit(0));
    }

    /** @param end the end-of-sequence id that is written after a document, or -1 if there is none */
    Vocabulary(byte[] @Nullable [] bytes, @Nullable String[] names, BitSet special, int beginOfSequence, BitSet endOfSequence, int end) {
        this.bytes = new byte[bytes.length][];
        for (int token = 0; token < bytes.length; token++) {
            this.bytes[token] = bytes[token] == null ? NO_BYTES : bytes[token].clone();
        }
        this.names = names.clone();
        this.special = (BitSet) special.clone();
        this.endOfSequence = (BitSet) endOfSequence.clone();
        this.beginOfSequence = beginOfSequence;
        this.end = end;
    }

    /** The same vocabulary in which the bytes of special tokens are the UTF-8 of their names, as in genlm-bytes. */
    public Vocabulary withSpecialsAsText() {
        byte[][] spelled = bytes.clone();
        for (int token = special.nextSetBit(0); token >= 0 && token < spelled.length; token = special.nextSetBit(token + 1)) {
            spelled[token] = nameOf(token).getBytes(StandardCharsets.UTF_8);
        }
        return new Vocabulary(spelled, names, special, beginOfSequence, endOfSequence, end);
    }

    /** The same vocabulary with these end-of-sequence ids, of which one is written after a document. */
    Vocabulary withEnds(BitSet ends, int written) {
        return new Vocabulary(bytes, names, special, beginOfSequence, ends, written);
    }

    /** The same vocabulary without the ids from {@code count} on. */
    public Vocabulary firstIds(int count) {
        if (count >= bytes.length) {
            return this;
        }
        BitSet keptEnd = endOfSequence.get(0, count);
        return new Vocabulary(Arrays.copyOf(bytes, count), Arrays.copyOf(names, count), special.get(0, count), beginOfSequence, keptEnd,
                end < count ? end : -1);
    }

    /**
     * Checks that every token with bytes has a row in the embedding. Special tokens need none, for example in a text model extracted from a
     * multimodal one.
     *
     * @param rows rows of the model's embedding
     * @throws UserError naming the first such token without a row
     */
    public void requireRows(int rows) {
        for (int token = rows; token < bytes.length; token++) {
            if (bytes[token].length > 0) {
                throw UserError
                        .badInput("The tokenizer's token %d (\"%s\") has no row in the model's embedding of %d rows: tokenizer.json and "
                                + "config.json do not belong together. Copy both from the same model.", token, nameOf(token), rows);
            }
        }
    }

    /** Number of ids, the highest plus one; the model's embedding may have more rows. */
    public int size() {
        return bytes.length;
    }

    /** The bytes of the token; empty if it has none, also for ids beyond {@link #size()}. */
    public byte[] bytesOf(int token) {
        return token < bytes.length ? bytes[token] : NO_BYTES;
    }

    /** The token as spelled in its file, such as {@code Ġthe} or {@code <|endoftext|>}; empty for a gap. */
    public String nameOf(int token) {
        return token < names.length && names[token] != null ? names[token] : "";
    }

    public boolean isSpecial(int token) {
        return special.get(token);
    }

    public boolean endsSequence(int token) {
        return endOfSequence.get(token);
    }

    /** The end-of-sequence ids. */
    public BitSet endOfSequence() {
        return (BitSet) endOfSequence.clone();
    }

    /** The end-of-sequence id that is written after a document, or -1 if there is none. */
    public int end() {
        return end;
    }

    /** The begin-of-sequence id, or -1 if there is none. */
    public int beginOfSequence() {
        return beginOfSequence;
    }
}
