package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a run's lock names. A number alone names none: numbers are reused, and another machine or container that shares the
 * folder has its own.
 *
 * @param pid       its number
 * @param startedAt when it started, by its system
 * @param boot      which start of which machine its system is; empty where the system does not say
 * @param space     which numbering of processes it belongs to: a container has its own
 * @param host      the machine's name, for people
 */
public record LockHolder(long pid, Instant startedAt, String boot, String space, String host) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Tolerance: the start time is computed from the system's boot time, which shifts when the clock is set. */
    private static final Duration SAME_START = Duration.ofMinutes(1);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path SPACE = Path.of("/proc/self/ns/pid");
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

    /** This process. */
    static LockHolder self() {
        ProcessHandle process = ProcessHandle.current();
        return new LockHolder(process.pid(), startOf(process), read(BOOT), link(SPACE), hostName());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return ""; // not Linux
        }
    }

    private static String link(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Without asking the network. */
    private static String hostName() {
        String name = read(HOST);
        return !name.isEmpty() ? name
                : Optional.ofNullable(System.getenv("COMPUTERNAME")).or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                        .orElse("");
    }

    /** @throws IOException if the file is damaged or gone */
    static LockHolder read(RunFolder folder) throws IOException {
        try {
            JsonNode lock = JSON.readTree(Files.readAllBytes(folder.lock()));
            LockHolder self = self();
            // Locks of earlier versions name no machine: it was this one.
            return new LockHolder(lock.path("pid").asLong(-1), Instant.parse(lock.path("processStartedAt").asText()),
                    lock.path("boot").asText(self.boot()), lock.path("space").asText(self.space()), lock.path("host").asText(self.host()));
        } catch (DateTimeException e) {
            throw new IOException(e);
        }
    }

    ObjectNode json() {
        return JSON.createObjectNode().put("pid", pid).put("processStartedAt", startedAt.toString()).put("boot", boot).put("space", space)
                .put("host", host);
    }

    /** True if this machine's kernel runs it, be it in another container. */
    boolean isOnThisMachine() {
        return boot.equals(self().boot()) && (!boot.isEmpty() || host.equals(self().host()));
    }

    /** True if its number means a process here. */
    boolean isHere() {
        return isOnThisMachine() && space.equals(self().space());
    }

    /** The process, if it is one of this numbering and lives. */
    public Optional<ProcessHandle> process() {
        return !isHere() ? Optional.empty()
                : ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                        .filter(process -> Duration.between(startOf(process), startedAt).abs().compareTo(SAME_START) < 0);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** In words, for messages: {@code process 12}, {@code process 12 on host, in another container}. */
    public String description() {
        return "process " + pid + (isHere() ? "" : " on " + host + (isOnThisMachine() ? ", in another container" : ""));
    }
}
