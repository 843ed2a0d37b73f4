package org.bytestill.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytestill.problem.UserError;

/**
 * The libtorch that a person names, in place of the built-in one, by {@value #PATH}: the lib folder of an unpacked libtorch, or
 * {@code torch/lib} of a Python installation. DJL overlooks one that is not there and fails without a cure on one that does not
 * fit, so it is looked at before.
 *
 * @param folder  the folder with the libraries
 * @param version as its own files say, such as {@code 2.7.1+cu128}; empty if they do not
 * @param hasCuda true if it can use NVIDIA GPUs
 */
public record ExternalLibtorch(Path folder, String version, boolean hasCuda) {
    static final String PATH = "PYTORCH_LIBRARY_PATH";
    static final String FLAVOR = "PYTORCH_FLAVOR";
    static final String VERSION = "PYTORCH_VERSION";
    /** What DJL's native part was built for. */
    static final String NEEDED = "2.7.1";
    static final String NEEDED_CUDA = "cu128";

    private static final Pattern PYTHON_VERSION = Pattern.compile("__version__ = '([^']+)'");

    /** The one that the environment of this process names, or its system properties. */
    public static Optional<ExternalLibtorch> ofProcess() {
        return of(ExternalLibtorch::setting);
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? System.getProperty(name) : value;
    }

    /** @throws UserError if there is no such libtorch, or one of another version */
    static Optional<ExternalLibtorch> of(UnaryOperator<String> environment) {
        String named = environment.apply(PATH);
        if (named == null || named.isBlank()) {
            return Optional.empty();
        }
        try {
            Path folder = Path.of(named).toAbsolutePath().normalize();
            ExternalLibtorch libtorch = new ExternalLibtorch(folder, versionOf(folder),
                    Files.exists(folder.resolve(library("torch_cuda"))));
            libtorch.check();
            return Optional.of(libtorch);
        } catch (InvalidPathException e) {
            throw UserError.badInput("%s is \"%s\", which is no path (%s).", PATH, named, e.getReason()).causedBy(e);
        }
    }

    private void check() {
        if (!Files.isDirectory(folder)) {
            throw UserError.badInput(
                    "%s names %s, which is no folder. Name the lib folder of a libtorch %s, or unset it to use the built-in one.", PATH,
                    folder,
                    NEEDED);
        }
        List<String> missing = new ArrayList<>(List.of(library("c10"), library("torch"), library("torch_cpu")));
        if (hasCuda) {
            missing.add(library("c10_cuda"));
        }
        missing.removeIf(name -> Files.exists(folder.resolve(name)));
        if (!missing.isEmpty()) {
            throw UserError.badInput(
                    "%s names %s, in which %s is missing. Name the lib folder of a libtorch %s, or unset it to use the built-in one.", PATH,
                    folder,
                    String.join(", ", missing), NEEDED);
        }
        if (!version.isEmpty() && !version.matches(Pattern.quote(NEEDED) + "([+].*)?")) {
            throw UserError.badInput(
                    "%s names %s, which is PyTorch %s; %s is needed. Install that version there, or unset it to use the built-in one.",
                    PATH, folder,
                    version, NEEDED);
        }
    }

    private static String library(String name) {
        return System.mapLibraryName(name);
    }

    /** An unpacked libtorch says it in {@code build-version}, a Python installation in {@code version.py}, both beside lib. */
    private static String versionOf(Path folder) {
        try {
            Path build = folder.resolveSibling("build-version");
            if (Files.isRegularFile(build)) {
                return Files.readString(build).strip();
            }
            Path python = folder.resolveSibling("version.py");
            Matcher version = PYTHON_VERSION.matcher(Files.isRegularFile(python) ? Files.readString(python) : "");
            return version.find() ? version.group(1) : "";
        } catch (IOException e) {
            throw UserError.badInput("%s names %s, whose version cannot be read (%s). Make it readable, or unset it to use the built-in"
                    + " one.", PATH, folder, e.getMessage()).causedBy(e);
        }
    }

    /** Tells DJL which of its native parts fits, unless the environment does. */
    void announce() {
        announce(VERSION, NEEDED);
        announce(FLAVOR, hasCuda ? NEEDED_CUDA : "cpu");
    }

    private static void announce(String name, String value) {
        if (setting(name) == null) {
            System.setProperty(name, value);
        }
    }

    /** In words, for {@code doctor}. */
    public String description() {
        return String.format(Locale.ROOT, "%s%s, %s", version.isEmpty() ? "" : "PyTorch " + version + " in ", folder,
                hasCuda ? "with CUDA" : "without CUDA");
    }
}
