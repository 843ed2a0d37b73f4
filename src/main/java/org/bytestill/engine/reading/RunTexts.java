package org.bytestill.engine.reading;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.shapes.Mapping;

/** The texts of a run, as its configuration names them. Here alone the keys below {@code text} become a {@link TextSource}. */
public final class RunTexts {
    private RunTexts() {}

    /** What is trained on. Throws {@link org.bytestill.problem.UserError} if a mapping is none. */
    public static TextSource train(RunConfig config) {
        return source(config, config.text().train(), config.text().maxTrainBytes());
    }

    /** What is measured on. Throws {@link org.bytestill.problem.UserError} if a mapping is none. */
    public static TextSource validation(RunConfig config) {
        return source(config, config.text().validation(), config.text().maxValidationBytes());
    }

    /** The beginning of one of the files, up to a number of bytes. */
    public static TextSource beginning(RunConfig config, Path file, long bytes) {
        return new TextSource(List.of(file), mapping(config), config.text().documentBytes(), bytes);
    }

    /** Which columns hold the fields. Throws {@link org.bytestill.problem.UserError} if an entry is none. */
    public static Mapping mapping(RunConfig config) {
        return Mapping.of(config.text().map());
    }

    private static TextSource source(RunConfig config, List<String> files, long maxBytes) {
        return new TextSource(files.stream().map(Path::of).toList(), mapping(config), config.text().documentBytes(), maxBytes);
    }
}
