package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.slf4j.LoggerFactory;

/**
 * The file lock of a run folder, which names the process that computes the run. It holds the process id and the start time, because ids
 * are reused. A lock whose process is gone is stale and is replaced.
 */
public final class RunLock implements AutoCloseable {
    /** Tolerance: the start time is computed from the system's boot time, which shifts when the clock is set. */
    private static final Duration SAME_START = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFolder folder;

    private RunLock(RunFolder folder) {
        this.folder = folder;
    }

    /** Acquires the lock for this process; UserError if another process holds it. */
    public static synchronized RunLock take(RunFolder folder) {
        // Test and write are atomic: a second process waits here for the moment they take.
        try (FileChannel guard = FileChannel.open(folder.path().resolve("run.lock.guard"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
                FileLock alone = guard.lock()) {
            Optional<ProcessHandle> holder = holder(folder);
            if (holder.isPresent()) {
                throw UserError.badInput("%s is computed by process %d. Stop it there first: bytestill stop %s", folder.path(),
                        holder.get().pid(),
                        folder.path());
            }
            ProcessHandle self = ProcessHandle.current();
            AtomicFile.write(folder.lock(),
                    JSON.createObjectNode().put("pid", self.pid()).put("processStartedAt", startOf(self).toString()) + "\n");
            return new RunLock(folder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Choose a folder you may write to.", folder.lock(), e.getMessage()).causedBy(e);
        }
    }

    /** The living process that computes the run, if any. */
    public static Optional<ProcessHandle> holder(RunFolder folder) {
        try {
            JsonNode lock = JSON.readTree(Files.readString(folder.lock()));
            Instant startedAt = Instant.parse(lock.path("processStartedAt").asText());
            return ProcessHandle.of(lock.path("pid").asLong(-1)).filter(ProcessHandle::isAlive)
                    .filter(process -> Duration.between(startOf(process), startedAt).abs().compareTo(SAME_START) < 0);
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            // There is no lock, or it is damaged: nobody holds it.
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    @Override
    public void close() {
        try {
            if (holder(folder).filter(ProcessHandle.current()::equals).isPresent()) {
                Files.deleteIfExists(folder.lock());
            }
        } catch (IOException e) {
            // The process ends anyway; a lock without its process is stale.
            LoggerFactory.getLogger(RunLock.class).warn("{} could not be removed: {}", folder.lock(), e.getMessage());
        }
    }
}
