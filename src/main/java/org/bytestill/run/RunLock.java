package org.bytestill.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bytestill.problem.UserError;
import org.bytestill.util.AtomicFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The lock of a run folder, so that one process computes a run, also where containers or machines share the folder. The file
 * {@code run.lock} names the process, and its time of change is a heartbeat; beside it a file is locked for the run's life, which the
 * system undoes when the process ends. Of this machine's processes the system knows who lives; of another machine's, which may not see
 * each other's file locks, the heartbeat tells. A lock whose process is gone is stale and is replaced.
 */
public final class RunLock implements AutoCloseable {
    private static final String GUARD = "run.lock.guard";
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** Of a process that lives the last heartbeat is younger, however slow the network. */
    private static final Duration SILENCE = Duration.ofSeconds(60);
    /** A reader holds the guarded file for a moment when it looks. */
    private static final int TRIES = 20;
    private static final long MILLIS_BETWEEN_TRIES = 25;
    /** Folders whose guard this process has locked; opening and closing that file once more would undo the lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final RunFolder folder;
    private final FileChannel guard;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bytestill-run-lock");
        thread.setDaemon(true);
        return thread;
    });

    private RunLock(RunFolder folder, FileChannel guard) {
        this.folder = folder;
        this.guard = guard;
        heart.scheduleAtFixedRate(this::beat, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Acquires the lock for this process; UserError if another process holds it. */
    public static synchronized RunLock take(RunFolder folder) {
        holder(folder).ifPresent(holder -> {
            throw taken(folder, holder.description());
        });
        Path key = key(folder);
        FileChannel guard = null;
        try {
            guard = FileChannel.open(folder.path().resolve(GUARD), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.READ);
            if (isLockedByOthers(guard)) {
                throw taken(folder, "another process");
            }
            HELD.add(key);
            AtomicFile.write(folder.lock(), LockHolder.self().json() + "\n");
            return new RunLock(folder, guard);
        } catch (IOException e) {
            release(key, guard);
            throw UserError.disk("%s cannot be written: %s. Choose a folder you may write to.", folder.lock(), e.getMessage()).causedBy(e);
        } catch (RuntimeException e) {
            release(key, guard);
            throw e;
        }
    }

    private static UserError taken(RunFolder folder, String holder) {
        return UserError.badInput("%s is computed by %s. Stop it there first: bytestill stop %s", folder.path(), holder, folder.path());
    }

    /** Locks the file for this process, or says that another has. Where the file system knows no locks, nobody has. */
    private static boolean isLockedByOthers(FileChannel guard) throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                if (guard.tryLock() != null) {
                    return false;
                }
                Thread.sleep(MILLIS_BETWEEN_TRIES);
            } catch (OverlappingFileLockException e) {
                return true;
            } catch (IOException e) {
                LoggerFactory.getLogger(RunLock.class).debug("The file system knows no locks: {}", e.getMessage());
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return true;
    }

    private static void release(Path key, @Nullable FileChannel guard) {
        HELD.remove(key);
        try {
            if (guard != null) {
                guard.close();
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(RunLock.class).debug("A file that is given up cannot be closed", e);
        }
    }

    private static Path key(RunFolder folder) {
        try {
            return folder.path().toRealPath();
        } catch (IOException e) {
            return folder.path().toAbsolutePath().normalize();
        }
    }

    /** The living process that computes the run, if any. */
    public static Optional<LockHolder> holder(RunFolder folder) {
        try {
            LockHolder holder = LockHolder.read(folder);
            boolean lives = holder.isHere() ? holder.process().isPresent()
                    : isGuarded(folder) || !holder.isOnThisMachine() && isBeating(folder);
            return Optional.of(holder).filter(ignored -> lives);
        } catch (IOException e) {
            // There is no lock, or it is damaged: nobody holds it.
            return Optional.empty();
        }
    }

    private static boolean isGuarded(RunFolder folder) {
        if (HELD.contains(key(folder))) {
            return true;
        }
        try (FileChannel guard = FileChannel.open(folder.path().resolve(GUARD), StandardOpenOption.READ);
                FileLock shared = guard.tryLock(0, Long.MAX_VALUE, true)) {
            return shared == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isBeating(RunFolder folder) throws IOException {
        return Duration.between(Files.getLastModifiedTime(folder.lock()).toInstant(), Instant.now()).abs().compareTo(SILENCE) < 0;
    }

    private void beat() {
        try {
            Files.setLastModifiedTime(folder.lock(), FileTime.from(Instant.now()));
        } catch (IOException e) {
            LoggerFactory.getLogger(RunLock.class).debug("{} cannot be touched: {}", folder.lock(), e.getMessage());
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        try {
            if (holder(folder).flatMap(LockHolder::process).filter(ProcessHandle.current()::equals).isPresent()) {
                Files.deleteIfExists(folder.lock());
            }
        } catch (IOException e) {
            // The process ends anyway; a lock without its process is stale.
            LoggerFactory.getLogger(RunLock.class).warn("{} could not be removed: {}", folder.lock(), e.getMessage());
        } finally {
            release(key(folder), guard);
        }
    }
}
