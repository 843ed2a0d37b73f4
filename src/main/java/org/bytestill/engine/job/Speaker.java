package org.bytestill.engine.job;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A model that is spoken to again and again: what {@code bytestill generate} does, on a thread of its own and with the model kept open.
 * Requests are answered one after the other.
 */
public interface Speaker {
    /**
     * Generates the text after the request's first prompt.
     *
     * @return the text; of one that the listener ended, what was written until then. Completes with UserError if the model cannot be read or
     *         does not fit into the free memory, a value is out of its range, or the prompt does not fit
     */
    CompletableFuture<GenerateReport> speak(GenerateRequest request, SpokenListener listener);

    /**
     * The most probable next tokens after the request's first prompt and the beginning of an answer, by the model itself: before penalty,
     * temperature and filters.
     *
     * @param count most tokens
     * @return in descending order of probability. Completes with UserError as {@link #speak} does
     */
    CompletableFuture<List<Candidate>> candidates(GenerateRequest request, Beginning beginning, int count);

    /** Closes the model when what was asked for is answered; it is opened again when it is asked next. */
    void forget();

    /** Takes the tokens of a text as they are chosen, on the speaker's thread. */
    @FunctionalInterface
    interface SpokenListener {
        /** @return false to end the text here */
        boolean wrote(SpokenToken token);
    }
}
