package org.bytestill.engine;

import java.nio.file.Path;
import org.bytestill.bytes.ConverterSettings;

/**
 * A model as the inspector asks it for bytes.
 *
 * @param folder    a model's folder, a checkpoint's, or a GGUF file
 * @param converter how its token probabilities become byte probabilities; of no use to a byte head
 * @param head      what of the model is asked
 */
public record InspectedModel(Path folder, ConverterSettings converter, Head head) {
    /** The two heads a student in training has; every other model has the first only. */
    public enum Head { TOKEN, BYTE }

    /** A model by its token head. */
    public InspectedModel(Path folder, ConverterSettings converter) {
        this(folder, converter, Head.TOKEN);
    }
}
