package org.bytestill.run.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytestill.problem.UserError;
import org.bytestill.run.LockHolder;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.util.AtomicFile;
import org.bytestill.util.JsonFile;

/**
 * The queue of the runs of a folder, in {@code .queue/queue.json} in it. Any process may add, move and take out; one computes what waits, and
 * holds the queue's lock meanwhile. A run that waits has its folder, with its configuration, and the state {@link RunState#QUEUED}.
 */
public final class RunQueue {
    private static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path runs;
    private final Path folder;

    /** @param runs the runs folder */
    public RunQueue(Path runs) {
        this.runs = runs.toAbsolutePath().normalize();
        this.folder = this.runs.resolve(".queue");
    }

    public Path runs() {
        return runs;
    }

    /** The queue now; runs that are gone, or that do not wait any more, are left out. */
    public QueueState state() {
        if (!Files.exists(file())) {
            return new QueueState(List.of(), QueueState.NONE, QueueState.AfterFailure.GO_ON, "");
        }
        return read();
    }

    /** The process that computes the queue. */
    public Optional<LockHolder> worker() {
        return RunLock.holder(new RunFolder(folder));
    }

    /** Takes the queue for this process, which computes what waits; UserError if another has it. */
    public RunLock take() {
        make();
        return RunLock.take(new RunFolder(folder));
    }

    /** Puts a run at the end; one that waits already stays where it is. */
    public void add(Path run) {
        Path entry = entry(run);
        change(state -> {
            List<Path> waiting = new ArrayList<>(state.waiting());
            if (!waiting.contains(entry)) {
                mark(entry, RunState.QUEUED);
                waiting.add(entry);
            }
            return new QueueState(waiting, state.current(), state.afterFailure(), state.held());
        });
    }

    /** Takes a run out; it is as a stopped one, and can be resumed or put back. */
    public void remove(Path run) {
        Path entry = entry(run);
        change(state -> {
            List<Path> waiting = new ArrayList<>(state.waiting());
            if (waiting.remove(entry) && RunFolder.isAt(entry)) {
                mark(entry, RunState.STOPPED);
            }
            return new QueueState(waiting, state.current(), state.afterFailure(), state.held());
        });
    }

    /** @param place from 0, the next to be computed; beyond the end is the end */
    public void move(Path run, int place) {
        Path entry = entry(run);
        change(state -> {
            List<Path> waiting = new ArrayList<>(state.waiting());
            if (waiting.remove(entry)) {
                waiting.add(Math.max(0, Math.min(place, waiting.size())), entry);
            }
            return new QueueState(waiting, state.current(), state.afterFailure(), state.held());
        });
    }

    public void setAfterFailure(QueueState.AfterFailure choice) {
        change(state -> new QueueState(state.waiting(), state.current(), choice, state.held()));
    }

    /** @param why a sentence; empty lets the queue go on */
    public void hold(String why) {
        change(state -> new QueueState(state.waiting(), state.current(), state.afterFailure(), why));
    }

    /** Takes the next run out to compute it; empty if none waits. The caller holds the queue's lock. */
    public Optional<Path> begin() {
        Path[] begun = new Path[1];
        change(state -> {
            if (state.isEmpty()) {
                return state;
            }
            begun[0] = state.waiting().get(0);
            return new QueueState(state.waiting().subList(1, state.waiting().size()), begun[0], state.afterFailure(), state.held());
        });
        return Optional.ofNullable(begun[0]);
    }

    /** The run that was begun is over. */
    public void ended() {
        change(state -> new QueueState(state.waiting(), QueueState.NONE, state.afterFailure(), state.held()));
    }

    /** The run that was begun was stopped because its process ends: it is the next one again. */
    public void putBack() {
        change(state -> {
            if (!state.hasCurrent()) {
                return state;
            }
            List<Path> waiting = new ArrayList<>(List.of(state.current()));
            waiting.addAll(state.waiting());
            if (RunFolder.isAt(state.current())) {
                mark(state.current(), RunState.QUEUED);
            }
            return new QueueState(waiting, QueueState.NONE, state.afterFailure(), state.held());
        });
    }

    private static void mark(Path run, RunState state) {
        RunManifest.read(RunFolder.existing(run)).failure(null).state(state).write();
    }

    private Path entry(Path run) {
        Path path = run.toAbsolutePath().normalize();
        if (!runs.equals(path.getParent())) {
            throw UserError.badInput("%s does not lie in the runs folder %s, whose queue this is.", run, runs);
        }
        return path;
    }

    private Path file() {
        return folder.resolve("queue.json");
    }

    private void make() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be made: %s. Choose a runs folder you may write to.", folder, e.getMessage()).causedBy(e);
        }
    }

    /** Reads, changes and writes, one process and one thread at a time. */
    private void change(UnaryOperator<QueueState> change) {
        make();
        synchronized (RunQueue.class) {
            try (FileChannel guard = FileChannel.open(folder.resolve("queue.guard"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = guard.lock()) {
                write(change.apply(state()));
            } catch (IOException e) {
                throw UserError.disk("%s cannot be written: %s. Choose a runs folder you may write to.", file(), e.getMessage())
                        .causedBy(e);
            }
        }
    }

    private QueueState read() {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file()));
            if (root.path("schema").asInt(0) > SCHEMA) {
                throw UserError.badInput("%s is version %d; this program reads up to %d. Use a newer Bytestill.", file(),
                        root.path("schema").asInt(), SCHEMA);
            }
            List<Path> waiting = new ArrayList<>();
            for (JsonNode name : root.path("waiting")) {
                Path run = runs.resolve(name.asText()).normalize();
                if (runs.equals(run.getParent()) && isQueued(run) && !waiting.contains(run)) {
                    waiting.add(run);
                }
            }
            String current = root.path("current").asText();
            return new QueueState(waiting, current.isEmpty() ? QueueState.NONE : runs.resolve(current), afterFailure(root),
                    root.path("held").asText());
        } catch (JsonProcessingException e) {
            AtomicFile.setAside(file());
            throw UserError.corruptFile("%s: %s. It was set aside; runs that waited can be put into the queue again.", file(),
                    JsonFile.reason(e)).causedBy(e);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file(), e.getMessage()).causedBy(e);
        }
    }

    private static boolean isQueued(Path run) {
        return RunFolder.isAt(run) && RunManifest.read(new RunFolder(run)).state() == RunState.QUEUED;
    }

    private static QueueState.AfterFailure afterFailure(JsonNode root) {
        return root.path("afterFailure").asText().equals("hold") ? QueueState.AfterFailure.HOLD : QueueState.AfterFailure.GO_ON;
    }

    private void write(QueueState state) {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
        state.waiting().forEach(run -> root.withArray("waiting").add(run.getFileName().toString()));
        if (state.hasCurrent()) {
            root.put("current", state.current().getFileName().toString());
        }
        root.put("afterFailure", state.afterFailure().name().toLowerCase(Locale.ROOT).replace('_', '-')).put("held", state.held());
        AtomicFile.write(file(), root.toPrettyString() + "\n");
    }
}
