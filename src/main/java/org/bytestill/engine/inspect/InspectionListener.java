package org.bytestill.engine.inspect;

import org.bytestill.util.Progress;

/** Listener for the progress and the partial results of an inspection. Called on the inspection thread. */
@FunctionalInterface
public interface InspectionListener extends Progress {
    /** A partial result: the inspection of the beginning of the text, each time a longer one, with the distributions of the whole. */
    default void found(Inspection beginning) {}
}
