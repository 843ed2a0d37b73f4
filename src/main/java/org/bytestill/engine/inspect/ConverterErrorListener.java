package org.bytestill.engine.inspect;

import org.bytestill.util.Progress;

/** Listener for the progress and the partial results of measuring a converter's error. Called on the inspection thread. */
@FunctionalInterface
public interface ConverterErrorListener extends Progress {
    /** A partial result: the error over the beginning of the text, each time a longer one. */
    default void found(ConverterError beginning) {}
}
