package org.bytestill.onpolicy;

import java.util.Locale;
import org.bytestill.corpus.Document;

/**
 * A text that the student wrote after a prompt.
 *
 * @param ids   the tokens it drew, without the one that ended it
 * @param bytes their bytes
 * @param nats  minus the log of their probability by the student itself, summed, before temperature and top-p
 * @param end   why it ends
 */
public record Rollout(Prompt prompt, int[] ids, byte[] bytes, double nats, End end) {
    /** Why a text ends. */
    public enum End {
        /** The student wrote one of its ends of sequence. */
        END,
        /** It reached the limit of new tokens. */
        LENGTH,
        /** Prompt and text filled the context. */
        CONTEXT,
        /** It wrote a special token that is no end; the text is cut before it. */
        SPECIAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the student ended it. */
    public boolean isEnded() {
        return end == End.END;
    }

    /** The document that its prompt comes from. */
    public Document source() {
        return prompt.source().document();
    }

    /** The student's surprisal, bits per byte; NaN without a byte. */
    public double studentBits() {
        return bytes.length == 0 ? Double.NaN : nats / Math.log(2) / bytes.length;
    }
}
