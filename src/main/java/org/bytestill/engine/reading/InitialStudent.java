package org.bytestill.engine.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.model.Architecture;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.student.VocabularyTransfer;
import org.bytestill.text.NewTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.util.AtomicFile;

/**
 * The initial student of a run: the configured model, or, if a new tokenizer is configured, that model with its embeddings transferred
 * to the new vocabulary (saved in the run folder).
 */
public final class InitialStudent {
    private InitialStudent() {}

    /** Model configuration and tokenizer, without the weights. The caller closes it. */
    public static OpenedModel opened(RunConfig config) {
        Architecture model = Architecture.read(Path.of(config.student()));
        Optional<NewTokenizer> chosen = newTokenizer(config);
        if (chosen.isEmpty()) {
            return new OpenedModel(model, Tokenizer.open(Path.of(config.student())));
        }
        Tokenizer tokenizer = chosen.get().open();
        return new OpenedModel(model.withVocabularySize(tokenizer.vocabulary().size()), tokenizer);
    }

    private static Optional<NewTokenizer> newTokenizer(RunConfig config) {
        return config.newTokenizer().isBlank() ? Optional.empty()
                : Optional.of(new NewTokenizer(config.newTokenizer(), Path.of(config.student()),
                        Path.of(config.teacher().isBlank() ? config.student() : config.teacher())));
    }

    /** The folder of the initial student, whether or not it has been written. */
    public static Path folder(RunConfig config, RunFolder run) {
        return config.newTokenizer().isBlank() ? run.path().resolve(config.student()) : run.student();
    }

    /** Writes the student with the new tokenizer unless the run has done so; atomically, as a checkpoint is written. */
    public static Path prepare(RunConfig config, RunFolder run) {
        Path folder = folder(config, run);
        Optional<NewTokenizer> chosen = newTokenizer(config);
        if (chosen.isEmpty() || Files.exists(folder)) {
            return folder;
        }
        Path beside = folder.resolveSibling(folder.getFileName() + ".tmp");
        try {
            AtomicFile.deleteFolder(beside);
            Files.createDirectories(beside);
            new VocabularyTransfer(Path.of(config.student()), chosen.get()).write(beside);
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UserError
                    .disk("%s cannot be written: %s. Free space or choose another folder, then resume the run.", folder, e.getMessage())
                    .causedBy(e);
        }
        return folder;
    }
}
