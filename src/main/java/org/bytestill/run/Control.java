package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The control channel of a run: pause, resume, checkpoint and stop requests from this process or, through {@code control.json}, from
 * another. The training thread polls it between micro-batches, since it alone may change the run; all others only request.
 */
public final class Control {
    /** A request to a run. */
    public enum Request {
        PAUSE, RESUME, CHECKPOINT, STOP, STOP_WITHOUT_SAVING,
        /** A pause whose process lets go of the run, with its memory. */
        REST,
        /** Answers of a person to a full disk: what cannot be written is left out, or checkpoints go into another folder. */
        GO_ON_UNSAVED, SAVE_ELSEWHERE;

        /** True if the process lets go of the run; no later request of another process replaces it. */
        public boolean ends() {
            return this == STOP || this == STOP_WITHOUT_SAVING || this == REST;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Request> of(String key) {
            for (Request request : values()) {
                if (request.key().equals(key)) {
                    return Optional.of(request);
                }
            }
            return Optional.empty();
        }
    }

    private static final long POLL_INTERVAL_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Supplier<Duration> longestPause;
    private @Nullable Request request;
    private @Nullable Path elsewhere;
    private long polledAtNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

    public Control(RunFolder folder) {
        this(folder, () -> ChronoUnit.FOREVER.getDuration());
    }

    /** @param longestPause how long a pause keeps the memory of the run; asked again and again */
    public Control(RunFolder folder, Supplier<Duration> longestPause) {
        this.file = folder.control();
        this.longestPause = longestPause;
    }

    /** Writes a request for the process that computes the run. */
    public static void send(RunFolder folder, Request request) {
        AtomicFile.write(folder.control(), JSON.createObjectNode().put("wish", request.key()).put("at", Instant.now().toString()) + "\n");
    }

    /** Asks the process that computes the run to save into another folder. */
    public static void sendElsewhere(RunFolder folder, Path elsewhere) {
        AtomicFile.write(folder.control(), JSON.createObjectNode().put("wish", Request.SAVE_ELSEWHERE.key())
                .put("folder", elsewhere.toString()).put("at", Instant.now().toString()) + "\n");
    }

    /** Deletes a request to an earlier process: it is not meant for the next one. */
    public static void forget(RunFolder folder) {
        try {
            Files.deleteIfExists(folder.control());
        } catch (IOException e) {
            throw UserError.disk("%s cannot be deleted: %s.", folder.control(), e.getMessage()).causedBy(e);
        }
    }

    /** A request from this process; it replaces an older one that is still open. */
    public synchronized void request(Request newest) {
        request = newest;
        notifyAll();
    }

    /** A request to save into another folder. */
    public synchronized void requestElsewhere(Path folder) {
        elsewhere = folder;
        request(Request.SAVE_ELSEWHERE);
    }

    /** Checkpoints go into the run's folder again. */
    public synchronized void forgetElsewhere() {
        elsewhere = null;
    }

    /** The folder of the last request to save elsewhere. */
    public synchronized Optional<Path> elsewhere() {
        return Optional.ofNullable(elsewhere);
    }

    /** The open request, which stays open. */
    public synchronized Optional<Request> peek() {
        poll();
        return Optional.ofNullable(request);
    }

    /** The open request, which is no longer open afterwards: the caller fulfils it. */
    public synchronized Optional<Request> take() {
        poll();
        Optional<Request> taken = Optional.ofNullable(request);
        request = null;
        return taken;
    }

    /** True if the update under way may be abandoned, because the run is to pause or stop. */
    public boolean stopsNow() {
        return peek().filter(open -> open == Request.PAUSE || open.ends()).isPresent();
    }

    /** Waits in a pause for a request and takes it; {@link Request#REST} if the pause becomes longer than the run's memory is kept. */
    public synchronized Request awaitInPause() throws InterruptedException {
        long since = System.nanoTime();
        Optional<Request> taken = take();
        while (taken.isEmpty()) {
            if (Duration.ofNanos(System.nanoTime() - since).compareTo(longestPause.get()) > 0) {
                return Request.REST;
            }
            wait(POLL_INTERVAL_MILLIS);
            taken = take();
        }
        return taken.get();
    }

    /** Waits for a request and takes it; empty if none comes in time. */
    public synchronized Optional<Request> await(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        Optional<Request> taken = take();
        while (taken.isEmpty() && System.nanoTime() < until) {
            wait(POLL_INTERVAL_MILLIS);
            taken = take();
        }
        return taken;
    }

    private void takeFolder(JsonNode folder) {
        try {
            elsewhere = folder.isTextual() ? Path.of(folder.asText()) : elsewhere;
        } catch (InvalidPathException e) {
            LoggerFactory.getLogger(Control.class).warn("{} names a folder that cannot be: {}", file, e.getReason());
        }
    }

    private void poll() {
        if (System.nanoTime() - polledAtNanos < TimeUnit.MILLISECONDS.toNanos(POLL_INTERVAL_MILLIS)) {
            return;
        }
        polledAtNanos = System.nanoTime();
        if (!Files.exists(file)) {
            return;
        }
        try {
            byte[] written = Files.readAllBytes(file);
            // Read or not, it is no request any more.
            Files.deleteIfExists(file);
            JsonNode content = JSON.readTree(written);
            takeFolder(content.path("folder"));
            Request.of(content.path("wish").asText()).filter(found -> request == null || !request.ends())
                    .ifPresent(found -> request = found);
        } catch (IOException e) {
            LoggerFactory.getLogger(Control.class).warn("{} cannot be read: {}", file, e.getMessage());
        }
    }
}
