package org.bytestill.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the texts of one file one by one, in their order: a file may be larger than memory. For one thread. */
interface TextReader extends Closeable {
    /**
     * The next text, never an empty one, or conversation; nothing after the last. The unread rest of the previous text is skipped.
     *
     * @throws IOException                     if the file cannot be read
     * @throws org.bytestill.problem.UserError if the file is not of its form; the message names file and line
     */
    Optional<TextPart> next() throws IOException;

    /** Share of the file that was read for the texts so far, 0 to 1: what estimates are made of. */
    double fraction();

    /** Rows that held nothing, so far. */
    default long skipped() {
        return 0;
    }

    /** Notes for the user on the file as far as it was read, such as invalid UTF-8; sentences. */
    List<String> notes();
}
