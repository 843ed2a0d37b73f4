package org.bytestill.student;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A micro-batch: documents as token ids, which of their tokens are supervised, and which bytes of these tokens with which targets. Plain
 * arrays; no tensor yet.
 *
 * @param layout            where the documents stand
 * @param ids               token ids of all places of the layout, padding among them
 * @param predictors        for each supervised token, the place ({@link BatchLayout#place}) of the token before it
 * @param tokens            the supervised tokens
 * @param bytes             the supervised bytes of these tokens, or null to leave the byte head out
 */
public record StudentBatch(BatchLayout layout, long[] ids, long[] predictors, long[] tokens, @Nullable ByteTargets bytes) {
    /** Documents of one length, a row each. */
    public StudentBatch(int documents, int positions, long[] ids, long[] predictors, long[] tokens, @Nullable ByteTargets bytes) {
        this(BatchLayout.equal(documents, positions), ids, predictors, tokens, bytes);
    }

    /**
     * Bytes of supervised tokens, one entry a byte.
     *
     * @param token    index of its token in {@code tokens}
     * @param slot     its place in the token, from 0; the head's map that predicts it
     * @param value    the byte
     * @param weight   one over the bytes of its token, so that every token counts the same (eq. 5)
     * @param teacher  the teacher's next-byte distributions, or null if there is no teacher
     */
    public record ByteTargets(long[] token, long[] slot, long[] value, float[] weight, @Nullable TeacherTargets teacher) {}

    /**
     * The teacher's next-byte distributions, one row a supervised byte, as far as they are kept.
     *
     * @param probabilities (bytes x 257) probability of the kept outcomes, 0 where not kept
     * @param rest          mass of all outcomes that are not kept; kept and rest sum to 1
     */
    public record TeacherTargets(float[] probabilities, float[] rest) {}

    /** The same texts with the supervised tokens from {@code begin} to before {@code end}, without bytes. */
    StudentBatch tokens(int begin, int end) {
        return new StudentBatch(layout, ids, Arrays.copyOfRange(predictors, begin, end), Arrays.copyOfRange(tokens, begin, end), null);
    }

    /** Number of supervised tokens. */
    public int supervisedTokens() {
        return tokens.length;
    }
}
