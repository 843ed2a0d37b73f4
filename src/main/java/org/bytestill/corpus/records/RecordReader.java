package org.bytestill.corpus.records;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file one by one, in their order: a file may be larger than memory. For one thread. */
public interface RecordReader extends Closeable {
    /**
     * The next record; null after the last.
     *
     * @throws IOException                     if the file cannot be read
     * @throws org.bytestill.problem.UserError if the file is not of its form; the message names file and row
     */
    @Nullable
    Record next() throws IOException;

    /** The columns that the file declares; empty in formats whose rows name their own fields. */
    default List<String> columns() {
        return List.of();
    }

    /** Share of the file that was read so far, 0 to 1: what estimates are made of. */
    double fraction();

    /** Notes for the user on the file as far as it was read; sentences. */
    default List<String> notes() {
        return List.of();
    }
}
