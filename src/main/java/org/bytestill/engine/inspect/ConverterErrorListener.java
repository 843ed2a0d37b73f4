package org.bytestill.engine.inspect;

import org.bytestill.util.Progress;

/** Is told how far the measuring of a converter's error is, and what is known so far. Called on the inspector's thread. */
@FunctionalInterface
public interface ConverterErrorListener extends Progress {
    /** The error over the beginning of the text; each time over a longer one. */
    default void found(ConverterError beginning) {}
}
