package org.bytestill.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.engine.TrainingEngine;
import org.bytestill.engine.run.Run;
import org.bytestill.run.LockHolder;
import org.bytestill.run.Metric;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: the window dies, its run in the background does not, and the next window shows all of it. */
class KilledWindowTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private final TrainingEngine engine = new TrainingEngine();

    private RunFolder runFolder() {
        return new RunFolder(folder.resolve("runs/small"));
    }

    @AfterEach
    void endTheRun() throws Exception {
        engine.close();
        Optional<ProcessHandle> left = RunLock.holder(runFolder()).flatMap(LockHolder::process);
        if (left.isPresent()) {
            left.get().destroyForcibly();
            left.get().onExit().get();
        }
    }

    @Test
    void theNextWindowIsAttachedToTheRunAndNoPointIsLost() throws Exception {
        Process window = window();
        LockHolder holder;
        try (BufferedReader said = window.inputReader()) {
            assertThat(said.lines().anyMatch(KilledWindow.HANDED_OVER::equals)).as("the run was handed over").isTrue();
            holder = RunLock.holder(runFolder()).orElseThrow();
            assertThat(holder.pid()).isNotEqualTo(window.pid());
        } finally {
            window.destroyForcibly().waitFor();
        }
        int atTheKill = engine.open(runFolder().path()).metrics().training().size();
        FxRoom room = new FxRoom();
        try (ShownWindow next = new ShownWindow(engine, new Home(folder, Optional.empty()), Theme.Mode.LIGHT, 1024, 700)) {
            FxRoom.until(() -> next.scene().lookup("#dashboard") != null);
            Run run = next.window().model().run();
            assertThat(run.folder()).isEqualTo(runFolder().path());
            await().atMost(SOON).until(() -> run.metrics().training().size() > atTheKill + 20);
            assertThat(RunLock.holder(runFolder())).as("the same process as before the kill").contains(holder);
            run.stop(true);
            await().atMost(SOON).until(() -> run.progress().state() == RunState.STOPPED);
            assertThat(run.metrics().training().size()).isEqualTo(run.progress().update());
            for (int row = 0; row < run.metrics().training().size(); row++) {
                assertThat(run.metrics().training().value(Metric.UPDATE, row)).isEqualTo(row + 1);
            }
            assertThat(run.metrics().abandoned().size()).as("no update was done twice").isZero();
        }
        room.close();
    }

    private Process window() throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledWindow.class.getName(), folder.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
