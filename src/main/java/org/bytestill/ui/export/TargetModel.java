package org.bytestill.ui.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.DiskSpace;

/** The folder or file to make: suggested until somebody types one; and what the disk says of its place. On the window's thread. */
final class TargetModel {
    /** Room on a drive, in bytes. */
    record Drive(long total, long free) {}

    /** Something that is to be made: a folder, which may be there if it is empty, or a file. */
    record Made(Path path, boolean isFile) {
        private boolean isTaken() {
            return Files.exists(path) && (isFile || !isEmptyFolder(path));
        }

        private static boolean isEmptyFolder(Path folder) {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.findAny().isEmpty();
            } catch (IOException e) {
                return false; // what cannot be listed is not written over
            }
        }
    }

    /** A target as typed, and what is to be made of it. */
    private record Typed(String text, List<Made> made) {
        Optional<Path> path() {
            try {
                return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text.strip()).toAbsolutePath());
            } catch (InvalidPathException e) {
                return Optional.empty(); // said by obstacle() while it is typed
            }
        }
    }

    /**
     * @param isTaken whether something lies there that must not be written over
     * @param drive   the drive it will lie on; empty if that cannot be said
     */
    private record Place(boolean isTaken, Optional<Drive> drive) {
        static Place of(Typed typed) {
            return typed.path().map(path -> new Place(typed.made().stream().anyMatch(Made::isTaken), drive(path)))
                    .orElse(new Place(false, Optional.empty()));
        }

        private static Optional<Drive> drive(Path target) {
            Path folder = target;
            while (folder != null && !Files.exists(folder)) {
                folder = folder.getParent();
            }
            try {
                return folder == null ? Optional.empty()
                        : Optional.of(new Drive(DiskSpace.totalBytes(folder), DiskSpace.usableBytes(folder)));
            } catch (IOException e) {
                return Optional.empty(); // the export itself will say if it cannot write
            }
        }
    }

    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final Function<Path, List<Made>> made;
    private final DiskProbe<Typed, Place> probe;
    private boolean typed;
    private boolean suggesting;

    /** @param made what is to be made of a target */
    TargetModel(Tasks tasks, Function<Path, List<Made>> made) {
        this.made = made;
        probe = new DiskProbe<>(tasks, this::typed, Place::of);
        text.addListener((observable, before, now) -> {
            typed = typed || !suggesting;
            refresh();
        });
    }

    private Typed typed() {
        Typed alone = new Typed(text.get(), List.of());
        return new Typed(text.get(), alone.path().map(made).orElse(List.of()));
    }

    /** As typed. */
    StringProperty textProperty() {
        return text;
    }

    /** The path that was typed; empty if it is none. */
    Optional<Path> path() {
        return typed().path();
    }

    /** Suggests a target, unless somebody has typed one. */
    void suggest(String target) {
        if (!typed) {
            suggesting = true;
            text.set(target);
            suggesting = false;
        }
    }

    /** Forgets what was typed. */
    void clear() {
        typed = false;
        suggest("");
    }

    /** Looks at the place again. */
    void refresh() {
        probe.ask();
    }

    /** False while the disk is asked. */
    boolean isKnown() {
        return probe.isKnown();
    }

    /** Changes when more is known of the place. */
    Observable answered() {
        return probe.answered();
    }

    /** True if something lies there that must not be written over. */
    boolean isTaken() {
        return probe.found().map(Place::isTaken).orElse(false);
    }

    /** The drive of the last target that was looked at; empty if that cannot be said. */
    Optional<Drive> drive() {
        return probe.last().flatMap(Place::drive);
    }
}
