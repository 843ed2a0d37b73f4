package org.bytestill.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.util.ChildJava;

/**
 * A run in a process of its own, {@link BackgroundMain}, which goes on when the one that starts it ends. It shares nothing with it but the
 * run's folder: who watches or controls it does so as with any run of another process.
 */
final class BackgroundRun {
    /** In the run's folder: what such a process says, which is little. */
    private static final String LOG = "background.log";
    private static final Duration TAKEN_UP_WITHIN = Duration.ofMinutes(1);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int QUOTED_CHARACTERS = 600;

    private BackgroundRun() {}

    /** Starts the process and waits until it holds the run. */
    static void start(RunFolder folder) throws InterruptedException {
        if (!ChildJava.isThere()) {
            throw UserError.badInput("A process of its own cannot be started: %s is not there. The run is paused; resume it here, or run "
                    + "Bytestill with a whole Java.", ChildJava.program());
        }
        Path log = folder.path().resolve(LOG);
        Process process = start(folder, log);
        long until = System.nanoTime() + TAKEN_UP_WITHIN.toNanos();
        while (RunLock.holder(folder).isEmpty()) {
            if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS) && RunLock.holder(folder).isEmpty()) {
                if (process.exitValue() == 0) {
                    return; // so short a run that it has ended
                }
                throw failed(folder, said(log));
            }
            if (System.nanoTime() > until) {
                process.destroy();
                throw failed(folder, "It did not take up the run within " + TAKEN_UP_WITHIN.toSeconds() + " seconds.");
            }
        }
    }

    private static Process start(RunFolder folder, Path log) {
        ProcessBuilder builder = ChildJava.computing(BackgroundMain.class, log, folder.path().toString());
        builder.command().addAll(0, apart());
        // The folder this process was started in may be one that its user wants to move, or to unmount.
        builder.directory(folder.path().toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw failed(folder, e.getMessage()).causedBy(e);
        }
    }

    /** A session of its own, where there is a program that gives one: a closed terminal ends the processes of its session. */
    private static List<String> apart() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "setsid")).filter(Files::isExecutable).findFirst().map(Path::toString).map(List::of)
                .orElse(List.of());
    }

    private static UserError failed(RunFolder folder, String why) {
        return UserError.badInput("The run could not go on in the background. %s It is paused: resume it here.", why.strip(),
                folder.path());
    }

    private static String said(Path log) {
        try {
            String said = Files.readString(log, StandardCharsets.UTF_8).strip();
            return said.length() <= QUOTED_CHARACTERS ? said : said.substring(said.length() - QUOTED_CHARACTERS);
        } catch (IOException e) {
            return "It ended and said nothing.";
        }
    }
}
