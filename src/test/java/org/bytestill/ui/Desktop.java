package org.bytestill.ui;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An X server without a screen and a window manager in it, for windows of processes that draw with GTK as a person's do. */
final class Desktop implements AutoCloseable {
    /** The window managers that the tests know to start; each draws its frames and answers requests in its own way. */
    enum Manager {
        OPENBOX("openbox", "openbox", "--sm-disable"),
        /** Asks a bus for its settings. */
        XFWM4("xfwm4", "dbus-run-session", "--", "xfwm4", "--compositor=off", "--sm-client-disable");

        private final String program;
        private final List<String> command;

        Manager(String program, String... command) {
            this.program = program;
            this.command = List.of(command);
        }

        String program() {
            return program;
        }
    }

    private final Process server;
    private final Process manager;
    private final String display;

    Desktop(Manager kind, int width, int height, Path log) throws IOException {
        server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", width + "x" + height + "x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String number = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        if (number == null) {
            throw new IOException("Xvfb ended with " + server.exitValue());
        }
        display = ":" + number;
        ProcessBuilder starting = new ProcessBuilder(kind.command).redirectErrorStream(true).redirectOutput(log.toFile());
        starting.environment().put("DISPLAY", display);
        starting.environment().put("NO_AT_BRIDGE", "1"); // or a second bus outlives it
        starting.environment().put("HOME", log.toAbsolutePath().getParent().toString());
        manager = starting.start();
        // A window that is there before its manager is dressed later than it asks for its size.
        Awaitility.await("the window manager " + kind.program()).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                .until(() -> query(display, "xprop", "-root", "_NET_SUPPORTING_WM_CHECK").contains("window id"));
    }

    /** Why the tests cannot run here, in a sentence; empty if they can. */
    static Optional<String> missing(Manager manager) {
        return Stream.of("Xvfb", manager.program(), manager.command.get(0), "xdotool", "xprop").filter(program -> !isInstalled(program))
                .findFirst()
                .map(program -> program
                        + " is not installed: apt-get install xvfb openbox xfwm4 xfconf dbus xdotool x11-utils imagemagick");
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    String display() {
        return display;
    }

    /** A process of this build's classes whose windows GTK draws here, without a graphics processor. */
    ProcessBuilder java(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dprism.order=sw", "-DOPT_OUT_TRACKING=true", "-Xmx1g", "-Dpatience=120",
                "-Dshot.dir=" + System.getProperty("shot.dir", "target/shots")));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", display);
        // One dot is one pixel, and nothing of the desktop of the person who runs the tests.
        builder.environment().put("GDK_BACKEND", "x11");
        builder.environment().keySet().removeAll(List.of("GDK_SCALE", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"));
        return builder;
    }

    /** The title of the window on this process's display that has the keyboard. */
    static String activeTitle() {
        return query(System.getenv("DISPLAY"), "xdotool", "getactivewindow", "getwindowname").strip();
    }

    /** What a program of X says, on a display; empty if it fails. */
    static String query(String display, String... command) {
        ProcessBuilder asking = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        asking.environment().put("DISPLAY", display);
        try {
            Process process = asking.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? said : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : List.of(manager, server)) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
