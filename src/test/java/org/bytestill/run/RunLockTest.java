package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process computes a run, also where containers or machines share its folder. */
class RunLockTest {
    @TempDir
    private Path temporary;
    private RunFolder folder;

    @BeforeEach
    void createFolder() {
        folder = RunFolder.create(temporary.resolve("run"));
    }

    /** As a process elsewhere would have written it, this long ago. */
    private void lock(String boot, String space, Duration ago) throws IOException {
        LockHolder other = new LockHolder(1, Instant.now(), boot, space, "elsewhere");
        Files.writeString(folder.lock(), other.json().toString());
        Files.setLastModifiedTime(folder.lock(), FileTime.from(Instant.now().minus(ago)));
    }

    @Test
    void anotherMachineHoldsTheLockAsLongAsItsHeartBeats() throws IOException {
        lock("another boot", "pid:[1]", Duration.ofSeconds(20));
        assertThat(RunLock.holder(folder)).hasValueSatisfying(holder -> {
            assertThat(holder.process()).as("its number means nothing here").isEmpty();
            assertThat(holder.description()).isEqualTo("process 1 on elsewhere");
        });
        assertThatThrownBy(() -> RunLock.take(folder)).isInstanceOf(UserError.class).hasMessageContaining("process 1 on elsewhere");
        lock("another boot", "pid:[1]", Duration.ofMinutes(5));
        assertThat(RunLock.holder(folder)).isEmpty();
        RunLock.take(folder).close();
    }

    @Test
    void anotherContainerHoldsTheLockAsLongAsTheSystemSaysSo() throws IOException {
        String boot = LockHolder.self().boot();
        lock(boot, "pid:[1]", Duration.ZERO);
        try (FileChannel guard = FileChannel.open(folder.path().resolve("run.lock.guard"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock held = guard.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(RunLock.holder(folder)).hasValueSatisfying(
                    holder -> assertThat(holder.description()).isEqualTo("process 1 on elsewhere, in another container"));
            assertThatThrownBy(() -> RunLock.take(folder)).isInstanceOf(UserError.class).hasMessageContaining("in another container");
        }
        assertThat(RunLock.holder(folder)).as("it ended: its file lock is gone at once").isEmpty();
        try (RunLock own = RunLock.take(folder)) {
            assertThat(RunLock.holder(folder)).map(LockHolder::pid).contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void whoLooksDoesNotUndoTheLockOfThisProcess() throws IOException {
        try (RunLock own = RunLock.take(folder)) {
            assertThat(RunLock.holder(folder)).isPresent();
            lock("another boot", "pid:[1]", Duration.ZERO);
            assertThat(RunLock.holder(folder)).isPresent();
            assertThatThrownBy(() -> RunLock.take(folder)).isInstanceOf(UserError.class);
        }
    }

    @Test
    void aLockOfAnEarlierVersionNamesAProcessOfThisMachine() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(folder.lock(),
                "{\"pid\":" + self.pid() + ",\"processStartedAt\":\"" + self.info().startInstant().orElseThrow() + "\"}");
        assertThat(RunLock.holder(folder).flatMap(LockHolder::process)).contains(self);
    }
}
