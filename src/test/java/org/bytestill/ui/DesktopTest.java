package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The window as a window manager has it: in a process of its own, drawn by GTK, moved and framed by openbox and by xfwm4. What a process
 * says that must hold is a test each.
 */
@Tag("desktop")
class DesktopTest {
    private static final int SCREEN_WIDTH = 1600;
    private static final int SCREEN_HEIGHT = 1000;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everythingThatOpensIsWholeAndLeavesItsOwner() throws Exception {
        return live("dialogs");
    }

    @TestFactory
    Stream<DynamicTest> theWindowHasItsFirstAndItsRememberedSize() throws Exception {
        return live("sizes");
    }

    @TestFactory
    Stream<DynamicTest> layoutsSurviveNarrowAndWide() throws Exception {
        return live("layouts");
    }

    /** As {@link EveryScreenTest}, twice as large, and drawn as a person's screen is. */
    @TestFactory
    Stream<DynamicTest> noScreenTwiceAsLargeIsCut() throws Exception {
        Desktop.Manager manager = Desktop.Manager.OPENBOX;
        Optional<String> missing = Desktop.missing(manager);
        return missing.isPresent() ? Stream.of(DynamicTest.dynamicTest(manager.program(), () -> assumeTrue(false, missing.get())))
                : live("screens", manager, 2 * SCREEN_WIDTH, 2 * SCREEN_HEIGHT, List.of("-Dglass.gtk.uiScale=200%",
                        "-Dlooks=" + System.getProperty("looks", ".*"), "-Dparts=" + System.getProperty("parts", ScreenWalk.ALL_PARTS)))
                        .stream();
    }

    private Stream<DynamicTest> live(String story) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Desktop.Manager manager : Desktop.Manager.values()) {
            Optional<String> missing = Desktop.missing(manager);
            if (missing.isPresent()) {
                tests.add(DynamicTest.dynamicTest(manager.program(), () -> assumeTrue(false, missing.get())));
            } else {
                tests.addAll(live(story, manager, SCREEN_WIDTH, SCREEN_HEIGHT, List.of()));
            }
        }
        return tests.stream();
    }

    private List<DynamicTest> live(String story, Desktop.Manager manager, int width, int height, List<String> options) throws Exception {
        Path home = Files.createDirectories(folder.resolve(story + "-" + manager.program()));
        List<DynamicTest> tests = new ArrayList<>();
        Path log = home.resolve("log.txt");
        boolean ended = false;
        try (Desktop desktop = new Desktop(manager, width, height, home.resolve("manager.txt"))) {
            List<String> all = new ArrayList<>(options);
            all.add("-Duser.home=" + home);
            Process process = desktop.java(DesktopProgram.class, all, story, home.toString())
                    .redirectError(log.toFile()).start();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode said = new ObjectMapper().readTree(line);
                    String what = said.path("what").asText();
                    String problem = said.path("problem").asText();
                    ended |= what.equals("end");
                    String told = what.equals("end") && !problem.isEmpty() ? problem + "\n" + tail(log) : problem;
                    tests.add(DynamicTest.dynamicTest(manager.program() + ", " + what, () -> assertThat(told).isEmpty()));
                }
            } finally {
                process.destroyForcibly();
            }
        }
        if (!ended) {
            String said = tail(log);
            tests.add(DynamicTest.dynamicTest(manager.program() + ", the process ends", () -> assertThat(said).isEqualTo("ended")));
        }
        return tests;
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
