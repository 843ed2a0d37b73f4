package org.bytestill.engine.sweep.background;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.run.LockHolder;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.ChildJava;

/**
 * The folder of a sweep as those see it that do not compute it: by which file it is made, who computes it, which run is at hand; and the ways
 * to start and to stop it.
 */
public final class SweepFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGIN = "sweep.json";
    private static final String STOP = "stop.request";
    private static final String LOG = "sweep.log";

    private final Path folder;

    public SweepFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    public Path path() {
        return folder;
    }

    /** True if a folder holds results of a sweep, or one was started there. */
    public static boolean isAt(Path folder) {
        return Files.isRegularFile(folder.resolve("results.jsonl")) || Files.isRegularFile(folder.resolve(ORIGIN));
    }

    /** Notes by which sweep file the folder is made. */
    public void remember(Path file) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made (%s). Choose another folder.", folder, e.getMessage()).causedBy(e);
        }
        AtomicFile.write(folder.resolve(ORIGIN), JSON.createObjectNode().put("file", file.toAbsolutePath().normalize().toString()) + "\n");
    }

    /** The sweep file, if it was noted and is still there. */
    public Optional<Path> file() {
        try {
            String file = JSON.readTree(Files.readAllBytes(folder.resolve(ORIGIN))).path("file").asText();
            return Optional.of(Path.of(file)).filter(found -> !file.isEmpty() && Files.isRegularFile(found));
        } catch (JsonProcessingException | InvalidPathException e) {
            return Optional.empty(); // damaged: it is asked for
        } catch (IOException e) {
            return Optional.empty(); // not noted, as in folders of earlier versions
        }
    }

    /** The process that computes the sweep. */
    public Optional<LockHolder> worker() {
        return RunLock.holder(new RunFolder(folder));
    }

    /** The run that was changed last and is not over. */
    public Optional<RunSummary> current() {
        if (!Files.isDirectory(folder.resolve("runs"))) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.filter(RunFolder::isAt).map(RunSummary::of).filter(run -> run.broken().isEmpty() && run.state().isActive())
                    .max(Comparator.comparing(RunSummary::folder));
        } catch (IOException e) {
            return Optional.empty(); // asked again soon
        }
    }

    /** Asks the process that computes the sweep to save the run at hand and to end. */
    public void stop() {
        AtomicFile.write(folder.resolve(STOP), "");
    }

    boolean takeStop() {
        try {
            return Files.deleteIfExists(folder.resolve(STOP));
        } catch (IOException e) {
            return true;
        }
    }

    /** Starts, or goes on with, the sweep of a file in a process of its own. */
    public void start(Path file) {
        worker().ifPresent(worker -> {
            throw UserError.badInput("%s is computed by %s.", folder, worker.description());
        });
        if (!ChildJava.isThere()) {
            throw UserError.badInput(
                    "A process of its own cannot be started: %s is not there. Run it in a terminal: bytestill sweep %s --out %s",
                    ChildJava.program(), file, folder);
        }
        remember(file);
        takeStop();
        try {
            ChildJava.computing(SweepMain.class, folder.resolve(LOG), file.toAbsolutePath().toString(), folder.toString()).start();
        } catch (IOException e) {
            throw UserError.badInput("The sweep could not be started: %s.", e.getMessage()).causedBy(e);
        }
    }

    /** The last lines of what the process said; empty if it said nothing. */
    public List<String> said() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(LOG));
            return lines.subList(Math.max(0, lines.size() - 5), lines.size());
        } catch (IOException e) {
            return List.of(); // nothing was said, or not in letters
        }
    }
}
