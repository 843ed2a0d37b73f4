package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.run.LockHolder;
import org.bytestill.run.Metric;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on in a process of their own. */
class BackgroundRunTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    @AfterEach
    void closeEngine() throws Exception {
        engine.close();
        LockHolder holder = RunLock.holder(new RunFolder(folder.resolve("run"))).orElse(null);
        if (holder != null) {
            ProcessHandle process = holder.process().orElseThrow();
            process.destroyForcibly();
            process.onExit().get();
        }
    }

    @Test
    void aRunThatIsHandedOverEndsElsewhereAsItWouldHaveHereToTheBit() throws Exception {
        String[] values = {"training.updates", "60", "training.step1_updates", "10"};
        Run straight = engine.start(SmallRun.config(folder, values), folder, folder.resolve("straight"));
        SmallRun.awaitEnd(straight);
        Run run = engine.start(SmallRun.config(folder, values), folder, folder.resolve("run"));
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> run.metrics().training().size() >= 5);
        engine.handOver(run.folder());
        assertThat(run.isOwn()).isFalse();
        RunLock.holder(new RunFolder(run.folder())).ifPresent(
                holder -> assertThat(holder.pid()).as("another process").isNotEqualTo(ProcessHandle.current().pid()));
        await().atMost(SOON).until(() -> run.progress().state() == RunState.DONE);
        assertThat(run.awaitEnd(SOON)).isTrue();
        assertThat(SmallRun.hash(run.folder().resolve("checkpoints/step-60")))
                .isEqualTo(SmallRun.hash(straight.folder().resolve("checkpoints/step-60")));
        assertThat(run.metrics().training().size()).isEqualTo(60);
        for (int row = 0; row < 60; row++) {
            assertThat(run.metrics().training().value(Metric.TOKEN_LOSS, row))
                    .isEqualTo(straight.metrics().training().value(Metric.TOKEN_LOSS, row));
        }
        assertThat(run.metrics().abandoned().size()).as("no update was done twice").isZero();
    }

    @Test
    void aProcessThatCannotTakeUpTheRunSaysWhyAndTheRunIsPaused() throws Exception {
        Run run = engine.start(SmallRun.config(folder), folder, folder.resolve("run"));
        await().atMost(SOON).until(() -> run.metrics().training().size() >= 2);
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho There is no room for a heap. >&2\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        String home = System.setProperty("java.home", folder.resolve("java").toString());
        try {
            assertThatThrownBy(() -> engine.handOver(run.folder())).isInstanceOf(UserError.class)
                    .hasMessageContaining("could not go on in the background. There is no room for a heap.");
        } finally {
            System.setProperty("java.home", home);
        }
        assertThat(run.progress().state()).isEqualTo(RunState.PAUSED);
    }
}
