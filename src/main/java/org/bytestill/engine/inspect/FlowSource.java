package org.bytestill.engine.inspect;

import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.flow.MassFlow;

/** Asynchronous source of the token flow of one model at a byte: the tokens that carry the probability mass there. Thread-safe. */
public interface FlowSource {
    /** For a model read without tokens, such as a byte head. */
    FlowSource NONE = new WithoutTokens(false);
    /** For a mixture: each model has tokens of its own, the mixture has bytes only. */
    FlowSource MIXED = new WithoutTokens(true);

    /** False if there are no tokens; {@link #at} fails then. */
    boolean hasTokens();

    /** True for a mixture of several models. */
    default boolean isMixed() {
        return false;
    }

    /**
     * The token flow at a byte. Only the newest request is computed; one that still waits when the next arrives is cancelled. Cached
     * flows, of recent requests and the bytes around them, are returned in a completed future.
     */
    CompletableFuture<MassFlow> at(int offset);

    /** A source that has bytes only. */
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
