package org.bytestill.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.SmallRun;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a run's folder is read, and where. */
class RemoteRunTest {
    @TempDir
    Path home;

    private final AtomicLong nanos = new AtomicLong();
    private final Deque<Runnable> elsewhere = new ArrayDeque<>();
    private RunFolder folder;
    private RemoteRun run;

    @BeforeEach
    void openARunThatHasEnded() throws Exception {
        folder = RunFolder.create(home.resolve("run"));
        Files.writeString(folder.config(), RunConfigFile.write(SmallRun.config(home)));
        write(RunState.STOPPED);
        run = new RemoteRun(folder.path(), path -> {}, elsewhere::add, nanos::get);
    }

    private void write(RunState state) {
        RunManifest.create(folder).state(state).write();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void fastPollingGetsCachedValuesWhileTheFolderIsReadInTheBackground() {
        write(RunState.DONE);
        pass(Duration.ofMillis(150));
        assertThat(run.progress().state()).isEqualTo(RunState.STOPPED);
        assertThat(elsewhere).as("it was read a moment ago").isEmpty();
        pass(Duration.ofMillis(150));
        assertThat(run.progress().state()).isEqualTo(RunState.STOPPED);
        assertThat(run.events()).isEmpty();
        assertThat(elsewhere).as("one reading, however many ask").hasSize(1);
        elsewhere.poll().run();
        assertThat(run.progress().state()).isEqualTo(RunState.DONE);
        pass(Duration.ofMillis(300));
        run.progress();
        assertThat(elsewhere).as("and the next one").hasSize(1);
    }

    @Test
    void whatIsFoundInTheBackgroundIsTold() {
        AtomicInteger told = new AtomicInteger();
        run.onNews(told::incrementAndGet);
        pass(Duration.ofMillis(300));
        run.progress();
        elsewhere.poll().run();
        assertThat(told.get()).as("nothing was new").isZero();
        write(RunState.DONE);
        pass(Duration.ofMillis(300));
        run.progress();
        elsewhere.poll().run();
        assertThat(told.get()).isOne();
    }

    @Test
    void staleValuesAreReadAgainSynchronously() {
        write(RunState.DONE);
        pass(Duration.ofSeconds(5));
        assertThat(run.progress().state()).isEqualTo(RunState.DONE);
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void afterTheEndTheFolderIsReadAgain() throws Exception {
        pass(Duration.ofMillis(300));
        write(RunState.DONE);
        assertThat(run.awaitEnd(Duration.ofSeconds(1))).isTrue();
        assertThat(run.progress().state()).isEqualTo(RunState.DONE);
    }

    @Test
    void anUnreadableFolderIsReportedToTheCaller() throws Exception {
        Files.writeString(folder.manifest(), "{\"schema\": 9}");
        pass(Duration.ofMillis(300));
        assertThat(run.progress().state()).isEqualTo(RunState.STOPPED);
        elsewhere.poll().run();
        pass(Duration.ofMillis(800));
        assertThatThrownBy(run::progress).isInstanceOf(UserError.class).hasMessageContaining("version 9");
    }
}
