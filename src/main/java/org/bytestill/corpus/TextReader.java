package org.bytestill.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The texts of one file in their order, read as they are asked for: a file may be larger than memory. For one thread. */
public interface TextReader extends Closeable {
    /**
     * The next text, never an empty one; nothing after the last. What was not read of the one before is skipped.
     *
     * @throws IOException                           if the file cannot be read
     * @throws org.bytestill.problem.UserError if the file is not of its form; the message names file and line
     */
    Optional<Text> next() throws IOException;

    /** What a user should know of the file as far as it was read, such as invalid UTF-8; sentences. */
    List<String> notes();
}
