package org.bytestill.engine.inspect;

import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.flow.SampledText;

/**
 * Answers questions about next bytes off the caller's thread. Beside a run it takes a small share of the clock and idle cores
 * only, so that the run keeps its speed. Models stay loaded between questions as long as there is memory for them that no run
 * will need.
 */
public interface Inspector {
    /**
     * Two models at every byte of a text. Only the newest question is worked on: asking again cancels the one before. The
     * answer comes on the inspector's thread; a cancelled question completes with CancellationException.
     */
    CompletableFuture<Inspection> inspect(InspectionRequest request, InspectionListener listener);

    /**
     * How far a reading is from the reference, at every byte. Takes many times as long as the reading itself: a question about a
     * text or another one of this kind ends it. A question that was ended completes with CancellationException.
     */
    CompletableFuture<ConverterError> converterError(ConverterErrorRequest request, ConverterErrorListener listener);

    /** What a model writes after some bytes; a long question that is under way waits meanwhile. Cancelled by its future. */
    CompletableFuture<SampledText> continueText(SampleRequest request);

    /** Whether a run computes that must not be slowed, so that answers take many times as long. As last known; answers at once. */
    default boolean isBesideRun() {
        return false;
    }
}
