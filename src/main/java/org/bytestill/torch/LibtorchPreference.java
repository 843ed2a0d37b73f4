package org.bytestill.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;

/**
 * Which libtorch a person has chosen once for all, kept in {@code .bytestill/libtorch} in the home folder.
 *
 * @param text {@value #AUTO} looks for one, {@value #BUILT_IN} never does; else a folder
 */
public record LibtorchPreference(String text) {
    public static final String AUTO = "auto";
    public static final String BUILT_IN = "built-in";

    /** The preference of this user. */
    public static LibtorchPreference read() {
        return read(Path.of(System.getProperty("user.home", "")));
    }

    static LibtorchPreference read(Path home) {
        try {
            Path file = file(home);
            String text = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
            return new LibtorchPreference(text.isEmpty() ? AUTO : text);
        } catch (IOException e) {
            return new LibtorchPreference(AUTO);
        }
    }

    private static Path file(Path home) {
        return home.resolve(".bytestill").resolve("libtorch");
    }

    /**
     * Keeps the choice; processes that start later follow it.
     *
     * @throws UserError if a folder holds no PyTorch that fits
     */
    public void keep() {
        keep(Path.of(System.getProperty("user.home", "")));
    }

    void keep(Path home) {
        folder().ifPresent(folder -> {
            ExternalLibtorch libtorch = LibtorchSearch.librariesIn(folder).map(ExternalLibtorch::in).orElseThrow(() -> UserError.badInput(
                    "%s holds no PyTorch: neither it nor torch/lib, site-packages or lib in it has %s. Name a virtual environment, or what"
                            + " `pip install --target` wrote.",
                    folder, System.mapLibraryName("torch_cpu")));
            libtorch.misfit().ifPresent(misfit -> {
                throw UserError.badInput("%s %s. Install PyTorch %s there, or choose \"%s\".", libtorch.description(), misfit,
                        ExternalLibtorch.NEEDED, BUILT_IN);
            });
        });
        Path file = file(home);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made: %s.", file.getParent(), e.getMessage()).causedBy(e);
        }
        AtomicFile.write(file, text + System.lineSeparator());
    }

    boolean isBuiltIn() {
        return text.equals(BUILT_IN);
    }

    /** The chosen folder. */
    Optional<Path> folder() {
        if (text.equals(AUTO) || isBuiltIn()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw UserError.badInput("\"%s\" is no folder (%s). Choose %s, %s or a folder.", text, e.getReason(), AUTO, BUILT_IN)
                    .causedBy(e);
        }
    }
}
