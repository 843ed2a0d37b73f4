package org.bytestill.engine.inspect;

import org.bytestill.util.Progress;

/** Is told how far an inspection is, and what is known so far. Called on the inspector's thread. */
@FunctionalInterface
public interface InspectionListener extends Progress {
    /** The same question answered for the beginning of the text; each time a longer one. Its rows are those of the whole text. */
    default void found(Inspection beginning) {}
}
