package org.bytestill.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that works for long holds no more than it did; what it forgot to give back would be seen. */
@Tag("faults")
@EnabledOnOs(value = OS.LINUX, disabledReason = "it is measured by /proc")
class SoakFaultsTest {
    /** Turns of a few seconds: enough that a leak of one thing a turn exceeds every tolerance. */
    private static final int FEW_TURNS = 16;

    @TempDir
    private Path folder;

    /** For {@code -Dsoak.minutes}, at work for {@code -Dsoak.share} of the time; the samples are in {@code target/soak}. */
    @Test
    void aProcessAtWorkForLongStaysFlat() throws Exception {
        Flatness flatness = soak(Integer.getInteger("soak.minutes", 5), System.getProperty("soak.share", "1"), "tight");
        System.out.print(flatness.summary());
        assertThat(flatness.growing()).as(flatness.summary()).isEmpty();
    }

    @Test
    void whatIsNotGivenBackIsSeen() throws Exception {
        Flatness flatness = soak(0, "1", "leaking");
        assertThat(flatness.growing()).as(flatness.summary()).contains(SoakSample.Measure.HEAP, SoakSample.Measure.NATIVE,
                SoakSample.Measure.THREADS, SoakSample.Measure.DESCRIPTORS);
    }

    private Flatness soak(int minutes, String share, String leaks) throws Exception {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(folder.toString(), Integer.toString(minutes), Integer.toString(FEW_TURNS), share, leaks));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        try {
            assertThat(process.waitFor()).as(Files.readString(folder.resolve("output"))).isZero();
        } finally {
            process.destroyForcibly();
        }
        Path kept = Files.createDirectories(Path.of("target/soak")).resolve(leaks + ".csv");
        Files.writeString(kept, Files.readString(folder.resolve("soak.csv")));
        return new Flatness(Files.readAllLines(kept).stream().skip(1).map(SoakSample::of).toList());
    }

    /** A heap that is touched as a whole at the start: what grows after that is native. */
    private static List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms192m", "-Xmx192m",
                "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:NativeMemoryTracking=summary", "-DOPT_OUT_TRACKING=true", "-cp",
                System.getProperty("java.class.path"), SoakProcess.class.getName());
    }
}
