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
 * @param cuda    the CUDA that it was built for, such as {@code 12.6}; empty if its files do not say
 */
public record ExternalLibtorch(Path folder, String version, boolean hasCuda, String cuda) {
    static final String PATH = "PYTORCH_LIBRARY_PATH";
    static final String FLAVOR = "PYTORCH_FLAVOR";
    static final String VERSION = "PYTORCH_VERSION";
    /** What DJL's native part was built for. */
    static final String NEEDED = "2.7.1";
    static final String NEEDED_CUDA = "cu128";
    /** Libraries for any CUDA 12 have what the native part asks of them. */
    static final int NEEDED_CUDA_MAJOR = 12;

    private static final Pattern PYTHON_VERSION = Pattern.compile("__version__ = '([^']+)'");
    private static final Pattern PYTHON_CUDA = Pattern.compile("(?m)^cuda[^=]*= '([^']+)'");
    private static final Pattern SUFFIX_CUDA = Pattern.compile("\\+cu(\\d+)(\\d)$");

    /** The one that the environment of this process names, or its system properties. */
    public static Optional<ExternalLibtorch> ofProcess() {
        return of(ExternalLibtorch::setting);
    }

    static String setting(String name) {
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
            ExternalLibtorch libtorch = in(Path.of(named).toAbsolutePath().normalize());
            libtorch.check();
            return Optional.of(libtorch);
        } catch (InvalidPathException e) {
            throw UserError.badInput("%s is \"%s\", which is no path (%s).", PATH, named, e.getReason()).causedBy(e);
        }
    }

    /** What lies in a folder, whether it fits or not. */
    static ExternalLibtorch in(Path folder) {
        String version = versionOf(folder);
        boolean hasCuda = Files.exists(folder.resolve(library("torch_cuda")));
        return new ExternalLibtorch(folder, version, hasCuda, hasCuda ? cudaOf(folder, version) : "");
    }

    /** True if there is a libtorch of some version in the folder. */
    boolean isThere() {
        return Files.exists(folder.resolve(library("torch_cpu")));
    }

    /** Why it cannot compute on a GPU, as the end of a sentence that begins with it; empty if nothing of it prevents that. */
    Optional<String> misfit() {
        if (!version.isEmpty() && !isNeededVersion()) {
            return Optional.of("is not PyTorch " + NEEDED + ", which is needed");
        }
        if (!hasCuda) {
            return Optional.of("has no CUDA");
        }
        if (!cuda.isEmpty() && !cuda.startsWith(NEEDED_CUDA_MAJOR + ".")) {
            return Optional.of("is for CUDA " + cuda + "; one for CUDA " + NEEDED_CUDA_MAJOR + " is needed");
        }
        return Optional.empty();
    }

    private boolean isNeededVersion() {
        return version.matches(Pattern.quote(NEEDED) + "([+].*)?");
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
        if (!version.isEmpty() && !isNeededVersion()) {
            throw UserError.badInput(
                    "%s names %s, which is PyTorch %s; %s is needed. Install that version there, or unset it to use the built-in one.",
                    PATH, folder,
                    version, NEEDED);
        }
    }

    private static String library(String name) {
        return System.mapLibraryName(name);
    }

    /** A Python installation says it in {@code version.py}; an unpacked libtorch in the end of its version, such as +cu126. */
    private static String cudaOf(Path folder, String version) {
        try {
            Path python = folder.resolveSibling("version.py");
            Matcher cuda = PYTHON_CUDA.matcher(Files.isRegularFile(python) ? Files.readString(python) : "");
            Matcher suffix = SUFFIX_CUDA.matcher(version);
            return cuda.find() ? cuda.group(1) : suffix.find() ? suffix.group(1) + "." + suffix.group(2) : "";
        } catch (IOException e) {
            return "";
        }
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
                hasCuda ? cuda.isEmpty() ? "with CUDA" : "with CUDA " + cuda : "without CUDA");
    }
}
