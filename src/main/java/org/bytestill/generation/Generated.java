package org.bytestill.generation;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A generated text.
 *
 * @param tokens           its token ids, those of a stop string and the end-of-sequence token among them
 * @param logProbabilities for each token the natural log of its probability by the model itself, before penalty, temperature and filters
 * @param bytes            its bytes up to the stop string; special tokens have none
 * @param reason           why it ends
 * @param stopString       the stop string that ended it, or null
 */
public record Generated(int[] tokens, float[] logProbabilities, byte[] bytes, StopReason reason, @Nullable String stopString) {
    /** The text; bytes that are no UTF-8 become U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
