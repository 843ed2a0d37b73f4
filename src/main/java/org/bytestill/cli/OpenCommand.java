package org.bytestill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "open",
        description = "Open the window, with a run, a configuration or a model in it. The file manager calls it for run.yaml,"
                + " .gguf files and run folders.")
final class OpenCommand extends EngineCommand {
    private final Consumer<Optional<Path>> window;

    @Parameters(paramLabel = "FILE", arity = "0..1",
            description = "A run folder, a run.yaml, a GGUF file or a model's folder. Without one the window opens as it does by `bytestill`.")
    private Path file;

    /** @param window shows the window and returns when it is closed; gets what is to be opened in it */
    OpenCommand(Consumer<Optional<Path>> window) {
        this.window = window;
    }

    @Override
    ExitCode run(Terminal terminal) {
        if (file != null && !Files.exists(file)) {
            throw UserError.badInput("%s: no such file or folder.", file);
        }
        window.accept(Optional.ofNullable(file).map(Path::toAbsolutePath));
        return ExitCode.OK;
    }
}
