package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How fast the window is, beside its goals: each figure from a process of its own, drawn by GTK in software under openbox in Xvfb.
 * {@code mvn test -Pbench -Dtest=WindowBench}
 */
@Tag("bench")
class WindowBench {
    private static final int STARTS = 5;
    /** A window that has not been drawn has its background alone. */
    private static final int FEWEST_COLOURS = 8;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pixel", "frames", "million", "idle", "night", "look", "cost", "cost-alone", "typing", "typing-equal"})
    void figure(String what) throws Exception {
        List<String> options = new ArrayList<>(List.of("-Xmx2g"));
        if (what.equals("frames")) {
            // As fast as they can be drawn, not only as often as a screen shows them.
            options.add("-Djavafx.animation.fullspeed=true");
        }
        Path log = folder.resolve("log.txt");
        try (Desktop desktop = desktop()) {
            Process process = desktop.java(WindowFigures.class, options, what, folder.resolve(what).toString())
                    .redirectError(log.toFile()).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            said.lines().filter(line -> line.startsWith("FIGURE") || line.startsWith("      ")).map(line -> line.replace("FIGURE ", ""))
                    .forEach(System.out::println);
            assertThat(process.waitFor()).as(said + Files.readString(log)).isZero();
        }
    }

    /** From the launcher to the window that is drawn; needs {@code mvn -DskipTests package}, or the launcher's path as -Dlauncher. */
    @Test
    void launcherToWindow() throws Exception {
        Path launcher = Path.of(System.getProperty("launcher", "target/bytestill/bin/bytestill")).toAbsolutePath();
        assumeTrue(Files.isExecutable(launcher), launcher + " is not there: mvn -DskipTests package");
        List<String> seconds = new ArrayList<>();
        try (Desktop desktop = desktop()) {
            for (int start = 0; start <= STARTS; start++) {
                seconds.add(String.format(Locale.ROOT, "%.2f", start(desktop, launcher)));
            }
        }
        System.out.println("launcher to first window: " + seconds.get(0) + " s at the first start, then "
                + String.join(" ", seconds.subList(1, seconds.size())) + " s (goal: 2 s)");
    }

    private double start(Desktop desktop, Path launcher) throws Exception {
        ProcessBuilder starting = new ProcessBuilder(launcher.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        starting.environment().put("DISPLAY", desktop.display());
        starting.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        starting.environment().put("JAVA_OPTS", "-Dprism.order=sw -Duser.home=" + folder);
        long begun = System.nanoTime();
        Process process = starting.start();
        while (colours(desktop) < FEWEST_COLOURS) {
            assertThat(process.isAlive()).isTrue();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Desktop.query(desktop.display(), "xdotool", "key", "ctrl+q");
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return seconds;
    }

    /** Colours in the middle of the screen, where a window opens. */
    private static int colours(Desktop desktop) {
        String found = Desktop.query(desktop.display(), "import", "-silent", "-window", "root", "-crop", "500x300+450+350", "-format", "%k",
                "info:").strip();
        return found.isEmpty() ? 0 : Integer.parseInt(found);
    }

    private Desktop desktop() throws Exception {
        Optional<String> missing = Desktop.missing(Desktop.Manager.OPENBOX);
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        return new Desktop(Desktop.Manager.OPENBOX, 1600, 1000, folder.resolve("manager.txt"));
    }
}
