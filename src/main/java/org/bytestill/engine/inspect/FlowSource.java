package org.bytestill.engine.inspect;

import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.flow.MassFlow;

/** One side of an inspection, asked which tokens carry its mass at a byte. May be asked from any thread. */
public interface FlowSource {
    /** Of a reading that knows no tokens, such as a byte head's. */
    FlowSource NONE = new WithoutTokens(false);
    /** Of models that are mixed: each has tokens of its own, the mixture has bytes alone. */
    FlowSource MIXED = new WithoutTokens(true);

    /** False if the reading goes from text to bytes without tokens: then there is nothing to ask. */
    boolean hasTokens();

    /** True if several models' bytes are mixed. */
    default boolean isMixed() {
        return false;
    }

    /**
     * Tokens at a byte. Only the newest question is worked on; one that waits when the next comes is cancelled. What was asked
     * lately, and bytes beside it, is answered at once: the future is already complete.
     */
    CompletableFuture<MassFlow> at(int offset);

    /** A side that has bytes alone. */
    record WithoutTokens(boolean isMixed) implements FlowSource {
        @Override
        public boolean hasTokens() {
            return false;
        }

        @Override
        public CompletableFuture<MassFlow> at(int offset) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("this reading knows no tokens"));
        }
    }
}
