package org.bytestill.ui;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.ui.preferences.Preferences;
import org.bytestill.util.DiskSpace;
import org.bytestill.util.UserFolder;

/**
 * Where the program keeps what is the user's.
 *
 * @param folder     holds the runs folder and the window's settings
 * @param chosenRuns the folder of runs that a person has chosen, if any
 * @param sampleData the folder with the sample models, text and {@code quick.yaml}, if it was found
 */
public record Home(Path folder, Optional<Path> sampleData, Optional<Path> chosenRuns) {
    private static final String SAMPLE_DATA = "sample-data";
    private static final int ANCESTORS_SEARCHED = 4;

    public static Home ofUser() {
        Home home = new Home(UserFolder.path(), findSampleData());
        String runs = Preferences.read(home.preferences()).runsFolder();
        return new Home(home.folder(), home.sampleData(), runs.isEmpty() ? Optional.empty() : path(runs));
    }

    private static Optional<Path> path(String chosen) {
        try {
            return Optional.of(Path.of(chosen).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty(); // a settings file that was damaged
        }
    }

    /** With the runs in it. */
    public Home(Path folder, Optional<Path> sampleData) {
        this(folder, sampleData, Optional.empty());
    }

    public Path runs() {
        return chosenRuns.orElseGet(() -> folder.resolve("runs"));
    }

    Path preferences() {
        return folder.resolve("preferences.json");
    }

    public Path settings() {
        return folder.resolve("window.json");
    }

    /** File that names the runs that were left to go on in the background. */
    Path background() {
        return folder.resolve("background.json");
    }

    /** The file with the task files that were asked last. */
    public Path recentTasks() {
        return folder.resolve("recent-tasks.json");
    }

    /** What the bell keeps. */
    Path bell() {
        return folder.resolve("bell.json");
    }

    /** Folder of what was marked in texts. */
    public Path bookmarks() {
        return folder.resolve("bookmarks");
    }

    /** Bytes free where the runs folder lies or will lie. */
    public long freeDiskBytes() {
        Path existing = runs();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return DiskSpace.usableBytes(existing);
        } catch (IOException e) {
            throw UserError
                    .disk("The disk of the runs folder %s cannot be asked for its room: %s. Is it connected?", runs(), e.getMessage())
                    .causedBy(e);
        }
    }

    private static Optional<Path> findSampleData() {
        Path here = Path.of("").toAbsolutePath();
        Optional<Path> besideWork = sampleDataIn(here);
        return besideWork.isPresent() ? besideWork : besideProgram();
    }

    /** Beside the jar, or further up, where it was built. */
    private static Optional<Path> besideProgram() {
        Path place;
        try {
            place = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            return Optional.empty(); // the place of the program is no file: there is nothing beside it
        }
        for (int up = 0; up < ANCESTORS_SEARCHED && place.getParent() != null; up++) {
            place = place.getParent();
            Optional<Path> found = sampleDataIn(place);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> sampleDataIn(Path folder) {
        Path sampleData = folder.resolve(SAMPLE_DATA);
        return Files.isRegularFile(sampleData.resolve("quick.yaml")) ? Optional.of(sampleData) : Optional.empty();
    }
}
