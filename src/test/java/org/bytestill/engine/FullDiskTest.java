package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.RunState;
import org.bytestill.util.DiskSpace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up while a run computes: the run waits, with everything in memory, for room or for an answer. */
class FullDiskTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path folder;
    private final Engine engine = new TrainingEngine();
    private Path disk;
    private Path filler;
    private Run run;

    @BeforeEach
    void fillTheDiskUnderARun() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mounted(), "only root may make a small disk");
        run = engine
                .start(SmallRun.config(folder, "training.updates", "75", "training.step1_updates", "1", "checkpoint.every_updates", "15",
                        "checkpoint.keep_last", "1", "evaluation.every_updates", "75"), folder, disk.resolve("run"));
        await().atMost(SOON).until(() -> run.checkpoints().size() > 1);
        filler = disk.resolve("filler");
        fill();
        await().atMost(SOON).until(() -> run.progress().state() == RunState.PAUSED && !run.progress().message().isEmpty());
        assertThat(run.progress().message()).contains("The run waits, with everything in memory", "--save-to DIR", "--unsaved",
                disk.resolve("run").toString());
    }

    @AfterEach
    void unmount() throws Exception {
        engine.close();
        // Lazily: files stay mapped until the garbage collector comes by.
        new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }

    private boolean mounted() throws InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(DiskSpace.usableBytes(filler)).isLessThan(block.length);
        }
    }

    @Test
    void withRoomItGoesOnByItselfAndNothingIsLost() throws Exception {
        int reached = run.metrics().training().size();
        Files.delete(filler);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.DONE);
        assertThat(run.metrics().training().size()).isEqualTo(75).isGreaterThan(reached);
        Run undisturbed = engine.start(SmallRun.config(folder, "training.updates", "75", "training.step1_updates", "1",
                "checkpoint.every_updates", "15", "checkpoint.keep_last", "1", "evaluation.every_updates", "75"), folder,
                folder.resolve("undisturbed"));
        SmallRun.awaitEnd(undisturbed);
        assertThat(SmallRun.hash(run.folder().resolve("checkpoints/step-75")))
                .isEqualTo(SmallRun.hash(undisturbed.folder().resolve("checkpoints/step-75")));
    }

    @Test
    void itSavesIntoAnotherFolderFromWhichItCanBeResumed() throws Exception {
        Path other = folder.resolve("other");
        run.saveTo(other);
        SmallRun.awaitEnd(run);
        assertThat(run.failure()).isEqualTo(ExitCode.OK);
        Path saved = other.resolve("step-75");
        assertThat(saved.resolve("manifest.json")).exists();
        Files.delete(filler);
        Path moved = run.folder().resolve("checkpoints/step-75");
        Files.createDirectory(moved);
        try (Stream<Path> files = Files.list(saved)) {
            for (Path file : files.toList()) {
                Files.copy(file, moved.resolve(file.getFileName()));
            }
        }
        assertThat(run.checkpoints()).last().extracting(checkpoint -> checkpoint.update()).isEqualTo(75);
    }

    @Test
    void itGoesOnUnsavedUntilThereIsRoom() throws Exception {
        int reached = run.metrics().training().size();
        run.goOnUnsaved();
        await().atMost(SOON).until(() -> run.metrics().training().size() > reached + 5);
        Files.delete(filler);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.DONE);
        assertThat(run.folder().resolve("checkpoints/step-75/manifest.json")).exists();
    }

    @Test
    void stoppedWhileItWaitsItFailsWithTheDisksCode() throws Exception {
        run.stop(true);
        SmallRun.awaitEnd(run);
        assertThat(run.progress().state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure()).isEqualTo(ExitCode.DISK);
        assertThat(run.progress().message()).contains("Free space");
    }
}
