package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a run, from this process or, through {@code control.json}, from another. The computing thread looks between
 * micro-batches; all others only request.
 */
public final class Control {
    /** What somebody wants of a run. */
    public enum Request {
        PAUSE, RESUME, CHECKPOINT, STOP, STOP_WITHOUT_SAVING;

        /** True if the run is over when it is fulfilled; nothing that comes later takes its place. */
        public boolean ends() {
            return this == STOP || this == STOP_WITHOUT_SAVING;
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

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private @Nullable Request request;
    private long lookedAtNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

    public Control(RunFolder folder) {
        this.file = folder.control();
    }

    /** Leaves a request for the process that computes a run. */
    public static void send(RunFolder folder, Request request) {
        AtomicFile.write(folder.control(), JSON.createObjectNode().put("wish", request.key()).put("at", Instant.now().toString()) + "\n");
    }

    /** Drops a request that was left for a process that is gone: it is not meant for the next one. */
    public static void forget(RunFolder folder) {
        try {
            Files.deleteIfExists(folder.control());
        } catch (IOException e) {
            throw UserError.disk("%s cannot be deleted: %s.", folder.control(), e.getMessage()).causedBy(e);
        }
    }

    /** Requests from within this process; the newest replaces an unfulfilled older one. */
    public synchronized void request(Request newest) {
        request = newest;
        notifyAll();
    }

    /** The open request, which stays open. */
    public synchronized Optional<Request> peek() {
        look();
        return Optional.ofNullable(request);
    }

    /** The open request, which is then fulfilled. */
    public synchronized Optional<Request> take() {
        look();
        Optional<Request> taken = Optional.ofNullable(request);
        request = null;
        return taken;
    }

    /** True if the micro-batch at hand need not be finished. */
    public boolean stopsNow() {
        return peek().filter(open -> open != Request.CHECKPOINT && open != Request.RESUME).isPresent();
    }

    /** Waits for a request and takes it. */
    public synchronized Request await() throws InterruptedException {
        Optional<Request> taken = take();
        while (taken.isEmpty()) {
            wait(LOOK_EVERY_MILLIS);
            taken = take();
        }
        return taken.get();
    }

    private void look() {
        if (System.nanoTime() - lookedAtNanos < TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS)) {
            return;
        }
        lookedAtNanos = System.nanoTime();
        if (!Files.exists(file)) {
            return;
        }
        try {
            JsonNode content = JSON.readTree(Files.readString(file));
            Files.deleteIfExists(file);
            Request.of(content.path("wish").asText()).filter(found -> request == null || !request.ends()).ifPresent(found -> request = found);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Control.class).warn("{} cannot be read: {}", file, e.getMessage());
        }
    }
}
