package org.bytestill.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytestill.problem.UserError;

/** A file of text that exists and is not empty. */
public final class TextFile {
    private final Path path;

    private TextFile(Path path) {
        this.path = path;
    }

    /** @throws UserError if there is no such file, it is a folder, it is empty, or it may not be read */
    static TextFile at(Path path) {
        if (Files.isDirectory(path)) {
            throw UserError.badInput("%s is a folder; name the text files in it (%s).", path, TextFormats.endingsInWords());
        }
        if (!Files.exists(path)) {
            throw UserError
                    .badInput("%s: no such text file. Relative paths are meant from the folder of run.yaml, on the command line from the "
                            + "current folder.", path);
        }
        if (isEmpty(path)) {
            throw UserError.badInput("%s is empty. Name a file that holds text.", path);
        }
        return new TextFile(path);
    }

    private static boolean isEmpty(Path path) {
        try {
            return Files.size(path) == 0;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static UserError unreadable(Path path, IOException cause) {
        return UserError.badInput("%s cannot be read (%s). Check that you may read it.", path, cause.getMessage()).causedBy(cause);
    }

    /** The file, as it was named: for messages. */
    public Path path() {
        return path;
    }

    /** Whether the name ends in one of these, given in lower case and without the dot. */
    public boolean endsIn(List<String> endings) {
        String name = path.getFileName().toString();
        return endings.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** The bytes of the file from its beginning; the caller closes them. */
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }
}
