package org.bytestill.ui.tasks;

import org.bytestill.engine.run.Run;

/** Opens a text in the inspector. */
@FunctionalInterface
public interface Inspecting {
    /**
     * Opens it with a checkpoint of the run beside its teacher.
     *
     * @param update of the checkpoint; 0 for the student before training
     * @param place  byte of the text to look at
     */
    void inspect(Run run, int update, byte[] text, int place);
}
