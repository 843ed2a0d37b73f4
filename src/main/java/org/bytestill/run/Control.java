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

/**
 * Wishes to a run, from this process or, through {@code control.json}, from another. The computing thread looks between
 * micro-batches; all others only wish.
 */
public final class Control {
    /** What somebody wants of a run. */
    public enum Wish {
        PAUSE, RESUME, CHECKPOINT, STOP, STOP_WITHOUT_SAVING;

        /** True if the run is over when it is fulfilled; nothing that comes later takes its place. */
        public boolean ends() {
            return this == STOP || this == STOP_WITHOUT_SAVING;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Wish> of(String key) {
            for (Wish wish : values()) {
                if (wish.key().equals(key)) {
                    return Optional.of(wish);
                }
            }
            return Optional.empty();
        }
    }

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private Wish wish;
    private long lookedAtNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

    public Control(RunFolder folder) {
        this.file = folder.control();
    }

    /** Leaves a wish for the process that computes a run. */
    public static void send(RunFolder folder, Wish wish) {
        AtomicFile.write(folder.control(), JSON.createObjectNode().put("wish", wish.key()).put("at", Instant.now().toString()) + "\n");
    }

    /** Drops a wish that was left for a process that is gone: it is not meant for the next one. */
    public static void forget(RunFolder folder) {
        try {
            Files.deleteIfExists(folder.control());
        } catch (IOException e) {
            throw UserError.disk("%s cannot be deleted: %s.", folder.control(), e.getMessage()).causedBy(e);
        }
    }

    /** Wishes from within this process; the newest replaces an unfulfilled older one. */
    public synchronized void wish(Wish newest) {
        wish = newest;
        notifyAll();
    }

    /** The open wish, which stays open. */
    public synchronized Optional<Wish> peek() {
        look();
        return Optional.ofNullable(wish);
    }

    /** The open wish, which is then fulfilled. */
    public synchronized Optional<Wish> take() {
        look();
        Optional<Wish> taken = Optional.ofNullable(wish);
        wish = null;
        return taken;
    }

    /** True if the micro-batch at hand need not be finished. */
    public boolean stopsNow() {
        return peek().filter(open -> open != Wish.CHECKPOINT && open != Wish.RESUME).isPresent();
    }

    /** Waits for a wish and takes it. */
    public synchronized Wish await() throws InterruptedException {
        Optional<Wish> taken = take();
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
            Wish.of(content.path("wish").asText()).filter(found -> wish == null || !wish.ends()).ifPresent(found -> wish = found);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Control.class).warn("{} cannot be read: {}", file, e.getMessage());
        }
    }
}
