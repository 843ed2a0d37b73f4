package org.bytestill.engine.library;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.NearestWord;

/**
 * The runs of one folder: found by name, renamed, moved into the bin. Only entries of that folder are touched, and no run that a process
 * computes; a link is an entry itself, what it leads to stays as it is.
 */
public final class RunLibrary {
    private final Path folder;

    /** @param folder the runs folder; need not exist */
    public RunLibrary(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    public Path folder() {
        return folder;
    }

    public RunBin bin() {
        return new RunBin(folder);
    }

    /** The folders of runs in the folder, by name. */
    public List<Path> runs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(RunFolder::isAt).sorted().toList();
        } catch (IOException e) {
            throw UserError.disk("The runs folder %s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }

    /**
     * The folder of a run.
     *
     * @param named the name of its folder, the run's own name if only one has it, or a path
     * @throws UserError if there is none, with the nearest name, or if several runs have the name
     */
    public Path find(String named) {
        List<Path> runs = runs();
        for (Path run : runs) {
            if (run.getFileName().toString().equals(named)) {
                return run;
            }
        }
        List<Path> ofName = runs.stream().filter(run -> RunSummary.of(run).name().equals(named)).toList();
        if (ofName.size() > 1) {
            throw UserError.badInput("%d runs are called \"%s\": %s. Name one of these folders.", ofName.size(), named,
                    String.join(", ", ofName.stream().map(run -> run.getFileName().toString()).toList()));
        }
        if (ofName.size() == 1) {
            return ofName.get(0);
        }
        if (named.contains("/") || named.contains(File.separator)) {
            return RunFolder.existing(Path.of(named).toAbsolutePath().normalize()).path();
        }
        List<String> names = runs.stream().map(run -> run.getFileName().toString()).toList();
        throw names.isEmpty() ? UserError.badInput("There is no run in %s. Name another runs folder with --folder.", folder)
                : UserError.badInput("There is no run \"%s\" in %s; did you mean \"%s\"?", named, folder, NearestWord.of(named, names));
    }

    /**
     * Gives a run another name, and its folder with it unless a configuration in the runs folder names a path inside it.
     *
     * @return where the run lies now
     * @throws UserError if the name is taken or no name, a process computes the run, or the folder lies elsewhere
     */
    public Path rename(Path run, String name) {
        Path entry = requireEntry(run);
        if (Files.isSymbolicLink(entry)) {
            throw UserError.badInput("%s is a link to a run elsewhere. Rename the run there, or delete the link.", entry);
        }
        if (!RunFolder.isName(name)) {
            throw UserError.badInput("\"%s\" is no name for a run: it becomes a folder; use letters, digits, . _ -.", name);
        }
        Path target = folder.resolve(name);
        if (!target.equals(entry) && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.badInput("There is \"%s\" in %s already. Choose another name.", name, folder);
        }
        boolean stays = target.equals(entry) || readers(entry).findAny().isPresent();
        try (RunLock lock = RunLock.take(RunFolder.existing(entry))) {
            writeName(new RunFolder(entry), name);
        }
        return stays ? entry : move(entry, target);
    }

    private static void writeName(RunFolder run, String name) {
        RunConfig config = RunConfigFile.read(run.config());
        AtomicFile.write(run.config(), RunConfigFile.write(RunConfigFile.with(config, "name", name)));
        RunManifest manifest = RunManifest.read(run);
        manifest.root().put("name", name);
        manifest.write();
    }

    /** The other runs of the folder that read something from a run, such as a checkpoint as their student; by the names of their folders. */
    public List<String> readersOf(Path run) {
        Path entry = requireEntry(run);
        return readers(entry).filter(other -> !other.equals(entry)).map(other -> other.getFileName().toString()).toList();
    }

    /** The runs, itself included, whose configuration names a path inside the folder of a run. */
    private Stream<Path> readers(Path run) {
        String inside = run + File.separator;
        return runs().stream().filter(other -> {
            try {
                return Files.readString(other.resolve("run.yaml")).contains(inside);
            } catch (IOException e) {
                return false; // a run without a readable configuration names nothing
            }
        });
    }

    /**
     * Moves a run into the bin of the folder, from where {@link RunBin#restore} brings it back.
     *
     * @throws UserError if a process computes the run, or the folder lies elsewhere
     */
    public RunBin.Entry delete(Path run) {
        Path entry = requireEntry(run);
        RunFolder existing = RunFolder.existing(entry);
        RunLock.holder(existing).ifPresent(holder -> {
            throw UserError.badInput("%s is computed by %s. Stop it first: bytestill stop %s", entry, holder.description(), entry);
        });
        return bin().take(entry);
    }

    /** Bytes of the files of a run, links left out. */
    public long bytes(Path run) {
        return FileTree.bytes(run);
    }

    /** The run as an entry of the folder. */
    private Path requireEntry(Path run) {
        Path entry = run.toAbsolutePath().normalize();
        try {
            boolean within = entry.getParent() != null && entry.getParent().toRealPath().equals(folder.toRealPath())
                    && !entry.getFileName().toString().startsWith(".");
            if (within) {
                return folder.resolve(entry.getFileName());
            }
        } catch (IOException e) {
            throw UserError.badInput("%s: no such folder.", run).causedBy(e);
        }
        throw UserError.badInput("%s does not lie in the runs folder %s; nothing is changed elsewhere.", run, folder);
    }

    static Path move(Path from, Path to) {
        try {
            return Files.move(from, to);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be moved to %s: %s. Is a file of it open, and may you write there?", from, to, e.getMessage())
                    .causedBy(e);
        }
    }
}
