package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.generation.Generated;

/**
 * Generated texts.
 *
 * @param model   folder of the model
 * @param update  update of the checkpoint, -1 for a model that is no checkpoint
 * @param texts   in the order of the prompts
 * @param notes   deviations from the model's files, as sentences
 * @param seconds without loading the model
 */
public record GenerateReport(Path model, int update, List<Text> texts, List<String> notes, double seconds) {
    /** @param promptTokens tokens of the prompt, those that open it included */
    public record Text(int promptTokens, Generated generated) {}

    /** New tokens of all texts. */
    public int tokens() {
        return texts.stream().mapToInt(text -> text.generated().tokens().length).sum();
    }
}
