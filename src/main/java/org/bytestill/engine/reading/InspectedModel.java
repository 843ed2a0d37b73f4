package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.problem.Check;

/**
 * A model as the inspector asks it for bytes, or several that are mixed byte by byte as one.
 *
 * @param folders   each a model's folder, a checkpoint's, or a GGUF file; of several, the tokens shown are those of the first
 * @param mixture   how several are mixed; of no use to one
 * @param converter how token probabilities become byte probabilities; of no use to a byte head
 * @param head      what of the model is asked; of several, the token heads
 */
public record InspectedModel(List<Path> folders, Mixture mixture, ConverterSettings converter, Head head) {
    /** The two heads a student in training has; every other model has the first only. */
    public enum Head { TOKEN, BYTE }

    public InspectedModel {
        folders = List.copyOf(folders);
        Check.that(!folders.isEmpty(), "No model is named. Choose one.");
        Check.that(folders.size() == 1 || head == Head.TOKEN, "A mixture is read by the token heads of its models, not by byte heads. Choose one model alone.");
    }

    /** One model. */
    public InspectedModel(Path folder, ConverterSettings converter, Head head) {
        this(List.of(folder), Mixture.ARITHMETIC, converter, head);
    }

    /** One model by its token head. */
    public InspectedModel(Path folder, ConverterSettings converter) {
        this(folder, converter, Head.TOKEN);
    }

    /** The model, or the first of several. */
    public Path folder() {
        return folders.get(0);
    }

    /** True of several models. */
    public boolean isMixed() {
        return folders.size() > 1;
    }
}
