package org.bytestill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.util.UserFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option for the folder whose runs are meant. */
final class RunsFolderOption {
    private static final Path OF_TRAIN = Path.of("runs");

    @Option(names = "--folder", paramLabel = "DIR",
            description = "Folder of the runs (default: runs, as `train` has it; if there is none, that of the window).")
    private @Nullable Path folder;

    RunLibrary library() {
        return new RunLibrary(path());
    }

    Path path() {
        return folder != null ? folder : Files.isDirectory(OF_TRAIN) ? OF_TRAIN : UserFolder.runs();
    }
}
