package org.bytestill.distill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.bytestill.problem.UserError;

/**
 * Says which process writes a run: its number and its start, so that a number used again by another process is not taken
 * for it. A lock whose process is gone is stale and is replaced.
 */
public final class RunLock implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    private RunLock(Path file) {
        this.file = file;
    }

    /** Takes the run for this process; UserError if another one is at it. */
    public static RunLock take(RunFolder folder) {
        Path file = folder.lock();
        Optional<ProcessHandle> holder = holder(folder);
        if (holder.isPresent()) {
            throw UserError.badInput("%s is computed by process %d. Stop it there first: bytestill stop %s", folder.path(), holder.get().pid(), folder.path());
        }
        try {
            Files.deleteIfExists(file);
            ProcessHandle self = ProcessHandle.current();
            String content = JSON.writeValueAsString(JSON.createObjectNode().put("pid", self.pid()).put("processStartedAt", startOf(self)));
            Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw UserError.badInput("%s was taken by another process this moment.", folder.path()).causedBy(e);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written: %s. Choose a folder you may write to.", file, e.getMessage()).causedBy(e);
        }
        return new RunLock(file);
    }

    /** The living process that computes the run, if any. */
    public static Optional<ProcessHandle> holder(RunFolder folder) {
        try {
            JsonNode lock = JSON.readTree(Files.readString(folder.lock()));
            String startedAt = lock.path("processStartedAt").asText();
            return ProcessHandle.of(lock.path("pid").asLong(-1)).filter(ProcessHandle::isAlive).filter(process -> startOf(process).equals(startedAt));
        } catch (IOException | IllegalArgumentException e) {
            // No lock, or one that was cut off while it was written: nobody holds it.
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The process ends anyway; a lock without its process is stale.
            org.slf4j.LoggerFactory.getLogger(RunLock.class).warn("{} could not be removed: {}", file, e.getMessage());
        }
    }
}
