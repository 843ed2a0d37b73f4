package org.bytestill.engine.inspect;

import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.flow.SampledText;

/**
 * Asynchronous inspection of next-byte distributions. Beside a run it uses only a small share of the processor time, so that the run
 * keeps its speed. Models stay cached between requests as long as there is memory that no run will need.
 */
public interface Inspector {
    /**
     * Compares two models at every byte of a text. Only the newest request is computed: each cancels the one before. The future completes
     * on the inspection thread; that of a cancelled request with CancellationException.
     */
    CompletableFuture<Inspection> inspect(InspectionRequest request, InspectionListener listener);

    /**
     * Measures the approximation error of a converter at every byte. Takes many times as long as {@link #inspect}; the next request to
     * inspect or to measure cancels it. The future of a cancelled request completes with CancellationException.
     */
    CompletableFuture<ConverterError> converterError(ConverterErrorRequest request, ConverterErrorListener listener);

    /** Samples a continuation of some bytes from a model; a long request pauses meanwhile. Cancelled through its future. */
    CompletableFuture<SampledText> continueText(SampleRequest request);

    /** Whether a run computes that must not be slowed down, so that requests take many times as long. Last known; returns at once. */
    default boolean isBesideRun() {
        return false;
    }
}
