package org.bytestill.engine.inspect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;

/**
 * Which runs compute beside the inspector and must not be slowed: those of this process, and the run whose checkpoint is
 * looked at, whichever process computes it.
 */
public final class ConcurrentRuns {
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final BooleanSupplier own;
    private final LongSupplier memoryToCome;
    private volatile List<RunFolder> lookedAt = List.of();
    private volatile boolean elsewhere;
    private volatile long lookedAtNanos;

    /**
     * @param own          whether a run of this process computes
     * @param memoryToCome bytes of memory that runs of this process will still take
     */
    public ConcurrentRuns(BooleanSupplier own, LongSupplier memoryToCome) {
        this.own = own;
        this.memoryToCome = memoryToCome;
    }

    /** The models that are asked from now on; of a checkpoint its run is watched. */
    void lookAt(List<Path> models) {
        lookedAt = models.stream().map(ConcurrentRuns::runOf).filter(Objects::nonNull).toList();
        look();
    }

    /** The run whose checkpoint it is, RUN/checkpoints/step-N; null for any other model. */
    private static RunFolder runOf(Path model) {
        Path run = Optional.ofNullable(model.toAbsolutePath().normalize().getParent()).map(Path::getParent).orElse(null);
        return run != null && RunFolder.isAt(run) ? RunFolder.existing(run) : null;
    }

    private void look() {
        elsewhere = lookedAt.stream().map(RunLock::holder).flatMap(Optional::stream).anyMatch(holder -> !holder.equals(ProcessHandle.current()));
        lookedAtNanos = System.nanoTime();
    }

    /** Whether one of them computes now. Asked often: other processes are looked at once a second. */
    boolean any() {
        if (own.getAsBoolean()) {
            return true;
        }
        if (!lookedAt.isEmpty() && System.nanoTime() - lookedAtNanos > LOOK_EVERY_NANOS) {
            look();
        }
        return elsewhere;
    }

    /** The same as last known, without a look at anything. */
    boolean lastKnown() {
        return elsewhere || own.getAsBoolean();
    }

    long memoryToCome() {
        return memoryToCome.getAsLong();
    }
}
