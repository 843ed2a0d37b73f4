package org.bytestill.engine.job;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.generation.GeneratedBytes;

/**
 * Texts written byte by byte.
 *
 * @param models    folders of the models
 * @param texts     in the order of the prompts
 * @param modelRows next-token distributions that were computed, those of the prompts among them
 * @param notes     deviations from the models' files, as sentences
 * @param seconds   without loading the models
 */
public record GenerateBytesReport(List<Path> models, List<GeneratedBytes> texts, long modelRows, List<String> notes, double seconds) {
    /** New bytes of all texts, ends among them. */
    public int bytes() {
        return texts.stream().mapToInt(text -> text.outcomes().length).sum();
    }
}
