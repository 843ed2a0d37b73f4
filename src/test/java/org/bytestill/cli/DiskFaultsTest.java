package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bytestill.util.AtomicFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of a run is filled at twenty moments, {@code -Dfaults.fills}: the run waits, or, before it trains, ends with 5 and a sentence, or
 * had nothing to write; with room again it goes on to the weights of a run that was never disturbed. Needs the right to mount a disk.
 */
@Tag("faults")
@EnabledOnOs(OS.LINUX)
class DiskFaultsTest {
    private static final int FILLS = Integer.getInteger("faults.fills", 20);
    private static final Set<String> RESULTS = Set.of("checkpoints/step-40");

    @TempDir
    private Path folder;
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", disk.toString()).start();
        assumeThat(mount.waitFor()).as("may mount a disk").isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        new ProcessBuilder("umount", disk.toString()).start().waitFor();
    }

    private void fill() throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("No space left");
        }
    }

    @Test
    void aFullDiskIsToldAndTheRunGoesOn() throws Exception {
        Killed processes = new Killed(folder, 7);
        String yaml = Commands.smallRun(folder).toString();
        String[] options = {"--set", "training.updates=40", "--set", "checkpoint.every_updates=2", "--json"};
        Path straight = disk.resolve("straight");
        assertThat(
                processes.finish("train", yaml, "--run", straight.toString(), options[0], options[1], options[2], options[3], options[4]))
                .as(processes.said()).isZero();
        TreeMap<String, String> expected = Killed.hashes(straight, RESULTS);
        Random random = new Random(7);
        int told = 0;
        for (int number = 0; number < FILLS; number++) {
            Path run = disk.resolve("run-" + number);
            Process process = Commands.start(folder, "train", yaml, "--run", run.toString(), options[0], options[1], options[2], options[3],
                    options[4]);
            boolean ended = process.waitFor(random.nextInt(3500), TimeUnit.MILLISECONDS);
            fill();
            boolean waits = !process.waitFor(10, TimeUnit.SECONDS);
            Files.delete(disk.resolve("filler"));
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            if (waits) {
                assertThat(process.exitValue()).as(processes.said()).isZero();
                assertThat(processes.said()).contains("The run waits, with everything in memory");
                told++;
            }
            if (!ended && !waits && process.exitValue() != 0) {
                assertThat(process.exitValue()).as(processes.said()).isIn(2, 5); // 2 before it began: too little room
                assertThat(processes.said()).containsAnyOf("Free space", "free").doesNotContain("\tat ");
                told++;
                boolean isBegun = Files.exists(run.resolve("run.json"));
                assertThat(isBegun ? processes.finish("resume", run.toString(), "--json")
                        : processes.finish("train", yaml, "--run", run.toString(), options[0], options[1], options[2], options[3],
                                options[4]))
                        .as(processes.said()).isZero();
            }
            assertThat(Killed.hashes(run, RESULTS)).as("run %d", number).isEqualTo(expected);
            assertThat(Killed.leftovers(run)).isEmpty();
            AtomicFile.deleteFolder(run);
        }
        System.out.printf("%d fills, %d met a write and were told, all went on to the same weights%n", FILLS, told);
    }
}
