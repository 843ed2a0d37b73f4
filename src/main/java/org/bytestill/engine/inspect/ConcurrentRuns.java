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
import org.jspecify.annotations.Nullable;

/**
 * Detects runs that compute at the same time as the inspector and must not be slowed down: those of this process, and the run whose
 * checkpoint is inspected, whichever process computes it.
 */
public final class ConcurrentRuns {
    private static final long POLL_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final BooleanSupplier own;
    private final LongSupplier memoryToCome;
    private volatile List<RunFolder> watched = List.of();
    private volatile boolean elsewhere;
    private volatile long polledAtNanos;

    /**
     * @param own          whether a run of this process computes
     * @param memoryToCome bytes of memory that runs of this process have yet to allocate
     */
    public ConcurrentRuns(BooleanSupplier own, LongSupplier memoryToCome) {
        this.own = own;
        this.memoryToCome = memoryToCome;
    }

    /** Sets the inspected models; of those that are checkpoints, the runs are watched. */
    void watch(List<Path> models) {
        watched = models.stream().map(ConcurrentRuns::runOf).filter(Objects::nonNull).toList();
        poll();
    }

    /** The run of a checkpoint RUN/checkpoints/step-N; null for any other model. */
    private static @Nullable RunFolder runOf(Path model) {
        Path run = Optional.ofNullable(model.toAbsolutePath().normalize().getParent()).map(Path::getParent).orElse(null);
        return run != null && RunFolder.isAt(run) ? RunFolder.existing(run) : null;
    }

    private void poll() {
        elsewhere = watched.stream().map(RunLock::holder).flatMap(Optional::stream)
                .anyMatch(holder -> !holder.equals(ProcessHandle.current()));
        polledAtNanos = System.nanoTime();
    }

    /** Whether such a run computes now. Called often: other processes are polled once a second. */
    boolean any() {
        if (own.getAsBoolean()) {
            return true;
        }
        if (!watched.isEmpty() && System.nanoTime() - polledAtNanos > POLL_INTERVAL_NANOS) {
            poll();
        }
        return elsewhere;
    }

    /** The last known answer, without polling. */
    boolean lastKnown() {
        return elsewhere || own.getAsBoolean();
    }

    long memoryToCome() {
        return memoryToCome.getAsLong();
    }
}
