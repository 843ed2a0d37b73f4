package org.bytestill.corpus.records;

import java.io.IOException;
import java.util.List;

/** A file format of records: its name, the endings it is recognised by, and how its records are read. */
public interface RecordFormat {
    /** What it is, for help and choosers: a noun, without its endings. */
    String name();

    /** Endings of file names, lower case and without the dot, the usual one first. */
    List<String> endings();

    /** Whether its files are also found as {@code .gz} and {@code .zst}. */
    default boolean isCompressed() {
        return true;
    }

    /** Whether each line is a row, so that a row is found by its line. */
    default boolean rowsAreLines() {
        return false;
    }

    /**
     * Opens a file of this form.
     *
     * @throws IOException                     if the file cannot be read
     * @throws org.bytestill.problem.UserError if its beginning shows that it does not have this form
     */
    RecordReader open(DataFile file) throws IOException;
}
