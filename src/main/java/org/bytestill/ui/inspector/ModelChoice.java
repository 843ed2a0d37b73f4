package org.bytestill.ui.inspector;

import java.nio.file.Path;
import org.bytestill.bytes.ConverterSettings;

/**
 * A model that can be looked at.
 *
 * @param name    for people
 * @param folder  a model's folder, a checkpoint's, or a GGUF file
 * @param update  the update a checkpoint was taken after, or -1 for a model that is no checkpoint
 * @param reading how it is read as bytes, if not in the way that both are; else null
 */
public record ModelChoice(String name, Path folder, int update, ConverterSettings reading) {
    /** Read in the way that both are. */
    public ModelChoice(String name, Path folder, int update) {
        this(name, folder, update, null);
    }
}
