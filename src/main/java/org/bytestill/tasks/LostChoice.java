package org.bytestill.tasks;

import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;
import org.bytestill.tasks.score.Score;
import org.bytestill.text.python.TextSplits;
import org.jspecify.annotations.Nullable;

/**
 * Where a right choice was lost: the first of its tokens with which its log-likelihood so far falls below that of the whole choice that
 * won. Log-likelihoods only fall, so from there on it could not win.
 *
 * @param right  number of the right choice
 * @param byteAt offset of that token in the bytes of context and right choice together
 * @param token  number of that token among those of the choice
 */
public record LostChoice(int right, int byteAt, int token) {
    /**
     * @param winner  log-likelihood of the choice that won
     * @param bytesOf length of a token
     * @return null if the choice never falls below it
     */
    static @Nullable LostChoice of(int right, String context, Score score, double winner, IntUnaryOperator bytesOf) {
        String stripped = TextSplits.strip(context, null, false, true);
        int at = stripped.getBytes(StandardCharsets.UTF_8).length;
        double sum = 0;
        for (int token = 0; token < score.tokens().length; token++) {
            sum += score.tokens()[token];
            if (sum < winner) {
                return new LostChoice(right, at, token);
            }
            at += bytesOf.applyAsInt(score.ids()[token]);
        }
        return null;
    }
}
