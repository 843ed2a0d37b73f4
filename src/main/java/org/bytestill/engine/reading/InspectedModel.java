package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.problem.Check;

/**
 * A model for the inspector, or a mixture of several whose next-byte distributions are averaged.
 *
 * @param folders   folders of models or checkpoints, or GGUF files; the tokens of the first are shown
 * @param mixture   how several models are mixed; ignored for one
 * @param converter how token probabilities are converted to byte probabilities; ignored for a byte head
 * @param head      the head that is read; always the token head for several models
 */
public record InspectedModel(List<Path> folders, Mixture mixture, ConverterSettings converter, Head head) {
    /** The two heads of a student in training; every other model has the token head only. */
    public enum Head { TOKEN, BYTE }

    public InspectedModel {
        folders = List.copyOf(folders);
        Check.that(!folders.isEmpty(), "No model is named. Choose one.");
        Check.that(folders.size() == 1 || head == Head.TOKEN,
                "A mixture is read by the token heads of its models, not by byte heads. Choose one model alone.");
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

    /** True for several models. */
    public boolean isMixed() {
        return folders.size() > 1;
    }
}
