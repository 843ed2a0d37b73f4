package org.bytestill.generation;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text written byte by byte.
 *
 * @param outcomes      what was chosen: bytes from 0 to 255, those of a stop string among them, and 256 for the end
 * @param probabilities for each outcome its probability before temperature and filters
 * @param bytes         the text's bytes, up to the stop string
 * @param reason        why it ends
 * @param stopString    the stop string that ended it, or null
 */
public record GeneratedBytes(int[] outcomes, double[] probabilities, byte[] bytes, StopReason reason, @Nullable String stopString) {
    /** The text; bytes that are no UTF-8 become U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the text ends because the end was chosen. */
    public boolean ended() {
        return reason == StopReason.END;
    }
}
