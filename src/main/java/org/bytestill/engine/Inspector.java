package org.bytestill.engine;

import java.util.concurrent.CompletableFuture;
import org.bytestill.bytes.ReadProgress;

/**
 * Answers questions about next bytes off the caller's thread. Only the newest question is worked on: asking again
 * cancels the one before. Models stay loaded between questions.
 */
public interface Inspector {
    /** The answer comes on the inspector's thread; a cancelled question completes with CancellationException. */
    CompletableFuture<Inspection> inspect(InspectionRequest request, ReadProgress progress);
}
