package org.bytestill.ui.common;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files and folders; the system's dialogs in the window, fixed answers in tests. */
public interface FilePicker {
    /** An existing folder. */
    Optional<Path> folder(String title, Path from);

    /** An existing GGUF file. */
    Optional<Path> gguf(String title, Path from);

    /** One or more files of text that can be trained on; empty if none was chosen. */
    List<Path> texts(String title, Path from);

    /** One or more existing files; empty if none was chosen. */
    List<Path> files(String title, Path from);

    /** A {@code run.yaml} to read. */
    Optional<Path> config(String title, Path from);

    /** A file to write. */
    Optional<Path> save(String title, String name);
}
