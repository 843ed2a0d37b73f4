package org.bytestill.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The PyTorch installations of a machine: what Python's package manager brings with CUDA is not on Maven, so it is used from where the
 * person has it. In the order in which they are taken: the one that is preferred, an active virtual environment, Bytestill's own folder,
 * that of {@code python3}.
 *
 * @param environment variables of the environment
 * @param home        the user's home folder
 * @param python      asks Python where its PyTorch lies; it takes half a second, so it comes last
 */
record LibtorchSearch(UnaryOperator<String> environment, Path home, Supplier<Optional<Path>> python) {
    private static final int SECONDS_FOR_PYTHON = 10;
    private static final String FIND = "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])";

    static LibtorchSearch ofProcess() {
        return new LibtorchSearch(ExternalLibtorch::setting, Path.of(System.getProperty("user.home", "")), LibtorchSearch::ofPython);
    }

    /**
     * One that was found.
     *
     * @param where in words, as the end of "PyTorch 2.7.1 of"
     */
    record Found(ExternalLibtorch libtorch, String where) {}

    /** Where {@code pip install --target} puts a PyTorch that is Bytestill's alone. */
    Path ownFolder() {
        return home.resolve(".bytestill").resolve("pytorch");
    }

    /** All of them, whether they fit or not, each once. */
    List<Found> all() {
        List<Found> found = new ArrayList<>();
        LibtorchPreference.read(home).folder().ifPresent(folder -> add(folder, "the preferences", found));
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            path(environment.apply(variable)).ifPresent(folder -> add(folder, "the active environment (" + variable + ")", found));
        }
        add(ownFolder(), "Bytestill's own folder", found);
        python.get().ifPresent(folder -> add(folder, "python3", found));
        return List.copyOf(found);
    }

    /** The first that can compute on a GPU. */
    Optional<Found> first() {
        return all().stream().filter(found -> found.libtorch().misfit().isEmpty()).findFirst();
    }

    private static Optional<Path> path(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static void add(Path place, String where, List<Found> found) {
        librariesIn(place).map(ExternalLibtorch::in)
                .filter(libtorch -> found.stream().noneMatch(known -> known.libtorch().folder().equals(libtorch.folder())))
                .ifPresent(libtorch -> found.add(new Found(libtorch, where)));
    }

    /**
     * The folder of the libraries.
     *
     * @param place that folder, a torch package, a folder of packages, or a virtual environment
     */
    static Optional<Path> librariesIn(Path place) {
        Path absolute = place.toAbsolutePath().normalize();
        Stream<Path> usual = Stream.of(absolute, absolute.resolve("lib"), absolute.resolve("torch").resolve("lib"),
                absolute.resolve("Lib").resolve("site-packages").resolve("torch").resolve("lib"));
        return Stream.concat(usual, ofPythons(absolute.resolve("lib"))).filter(folder -> ExternalLibtorch.in(folder).isThere()).findFirst();
    }

    private static Stream<Path> ofPythons(Path lib) {
        if (!Files.isDirectory(lib)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(lib)) {
            return versions.filter(version -> version.getFileName().toString().startsWith("python")).sorted()
                    .map(version -> version.resolve("site-packages").resolve("torch").resolve("lib")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<Path> ofPython() {
        String python = System.getProperty("os.name").startsWith("Windows") ? "python" : "python3";
        try {
            Process process = new ProcessBuilder(python, "-c", FIND).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_FOR_PYTHON, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return path(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty(); // there is no Python
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
