package org.bytestill.engine;

import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.MassFlow;

/** One side of an inspection, asked which tokens carry its mass at a byte. May be asked from any thread. */
public interface FlowSource {
    /** Of a reading that knows no tokens, such as a byte head's. */
    FlowSource NONE = new FlowSource() {
        @Override
        public boolean hasTokens() {
            return false;
        }

        @Override
        public CompletableFuture<MassFlow> at(int offset) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("this reading knows no tokens"));
        }
    };

    /** False if the reading goes from text to bytes without tokens: then there is nothing to ask. */
    boolean hasTokens();

    /**
     * Tokens at a byte. Only the newest question is worked on; one that waits when the next comes is cancelled. What was asked
     * lately, and bytes beside it, is answered at once: the future is already complete.
     */
    CompletableFuture<MassFlow> at(int offset);
}
