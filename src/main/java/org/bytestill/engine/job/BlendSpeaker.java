package org.bytestill.engine.job;

import java.util.concurrent.CompletableFuture;

/**
 * Several models that write texts together, byte by byte, and are asked again and again: what {@code bytestill generate --bytes} does, on a
 * thread of its own and with the models kept open. Requests are answered one after the other.
 */
public interface BlendSpeaker {
    /**
     * Writes the text after the request's first prompt.
     *
     * @return the text; of one that the listener ended, what was written until then. Completes with UserError if a model cannot be read or
     *         they do not fit into the free memory together, a value is out of its range, or the prompt cannot be rendered
     */
    CompletableFuture<GenerateBytesReport> speak(GenerateBytesRequest request, ByteListener listener);

    /** Closes the models when what was asked for is written; they are opened again when they are asked next. */
    void forget();

    /** Takes the bytes of a text as they are chosen, on the speaker's thread. */
    @FunctionalInterface
    interface ByteListener {
        /** @return false to end the text here */
        boolean wrote(SpokenByte written);
    }
}
