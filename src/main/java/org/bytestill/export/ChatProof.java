package org.bytestill.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.problem.Quoted;

/**
 * The probe conversation with the checkpoint and with its export.
 *
 * @param samePrompt  whether both write the conversation with the same text and the same tokens
 * @param tokens      tokens of the answer that were compared
 * @param equalTokens how many of them agree before the first that does not
 * @param answer      what the export answers
 */
public record ChatProof(boolean samePrompt, int tokens, int equalTokens, String answer) {
    /** Empty if neither has a chat template; one that lacks the other's is not the same. */
    static Optional<ChatProof> between(Optional<ChatAnswer> checkpoint, Optional<ChatAnswer> export) {
        if (checkpoint.isEmpty() && export.isEmpty()) {
            return Optional.empty();
        }
        if (checkpoint.isEmpty() || export.isEmpty()) {
            return Optional.of(new ChatProof(false, 0, 0, ""));
        }
        ChatAnswer expected = checkpoint.get();
        ChatAnswer found = export.get();
        boolean same = expected.rendered().equals(found.rendered()) && Arrays.equals(expected.prompt(), found.prompt());
        return Optional.of(new ChatProof(same, found.answer().length, found.agreesWith(expected), found.text()));
    }

    /** What was found, a sentence. */
    String found() {
        if (!samePrompt) {
            return "The chat template writes a conversation in another way than the checkpoint's.";
        }
        return String.format(Locale.ROOT,
                "A conversation has the same text and tokens; of the %d most probable tokens of the answer %s: \"%s\".",
                tokens, equalTokens == tokens ? "all are the same" : "the first " + equalTokens + " are the same", Quoted.of(answer));
    }
}
