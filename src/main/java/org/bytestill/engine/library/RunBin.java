package org.bytestill.engine.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;

/**
 * The bin of a runs folder, the folder {@code .bin} in it: on the same disk, so that a run of any size is there and back at once. An entry
 * is named by the time of its deletion and the run's folder.
 */
public final class RunBin {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("(\\d{8}-\\d{6}-\\d{3})-(.+)");

    private final Path runs;
    private final Path folder;

    /** @param runs the runs folder */
    RunBin(Path runs) {
        this.runs = runs;
        this.folder = runs.resolve(".bin");
    }

    /**
     * A run in the bin.
     *
     * @param folder    where it lies
     * @param name      what its folder was called
     * @param deletedAt when it was deleted
     */
    public record Entry(Path folder, String name, Instant deletedAt) {
        /** Bytes of its files, which emptying the bin would free. */
        public long bytes() {
            return FileTree.bytes(folder);
        }
    }

    /** What is in the bin, the newest first. */
    public List<Entry> entries() {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(RunBin::entry).flatMap(Optional::stream).sorted(Comparator.comparing(Entry::deletedAt).reversed()).toList();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", folder, e.getMessage()).causedBy(e);
        }
    }

    private static Optional<Entry> entry(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        try {
            return name.matches() ? Optional.of(new Entry(path, name.group(2), Instant.from(STAMP.parse(name.group(1)))))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // somebody else's file
        }
    }

    Entry take(Path run) {
        try {
            if (Files.isSymbolicLink(folder)) {
                throw UserError.badInput("%s is a link; runs are not moved through it. Remove the link.", folder);
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.disk("The bin %s cannot be made: %s. May you write there?", folder, e.getMessage()).causedBy(e);
        }
        Instant now = Instant.now();
        Path place = folder.resolve(STAMP.format(now) + "-" + run.getFileName());
        while (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            now = now.plusMillis(1);
            place = folder.resolve(STAMP.format(now) + "-" + run.getFileName());
        }
        return entry(RunLibrary.move(run, place)).orElseThrow();
    }

    /**
     * Brings a run back.
     *
     * @return where it lies: its old place, or one with a number if that is taken
     */
    public Path restore(Entry entry) {
        if (!Files.exists(entry.folder(), LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.badInput("%s is not in the bin any more.", entry.name());
        }
        Path place = runs.resolve(entry.name());
        for (int number = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); number++) {
            place = runs.resolve(entry.name() + "-" + number);
        }
        return RunLibrary.move(entry.folder(), place);
    }

    /** Deletes entries for good. */
    public void empty(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.folder().getParent().equals(folder)) {
                FileTree.delete(entry.folder());
            }
        }
    }
}
