package org.bytestill.ui.tasks;

import java.nio.file.Path;

/**
 * A model to compare with.
 *
 * @param name       for people
 * @param folder     a run, a model, or a GGUF file
 * @param checkpoint which one of a run
 */
record OtherModel(String name, Path folder, String checkpoint) {
    @Override
    public String toString() {
        return name;
    }
}
