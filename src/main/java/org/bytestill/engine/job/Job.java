package org.bytestill.engine.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytestill.problem.Failure;
import org.bytestill.util.Progress;

/**
 * Work that somebody asked for and that takes its time: how far it is, how it ended. It goes on while something else is looked at, and can
 * be cancelled by whoever finds it in the list. Thread-safe.
 */
public final class Job {
    /** What kind of work. */
    public enum Kind { AUDIT, EXPORT, TASKS }

    /** Where it has got to. */
    public enum State { RUNNING, DONE, FAILED, CANCELLED }

    private final Kind kind;
    private final Path subject;
    private final Instant startedAt = Instant.now();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile State state = State.RUNNING;
    private volatile double share;
    private volatile String failure = "";

    Job(Kind kind, Path subject) {
        this.kind = kind;
        this.subject = subject;
    }

    public Kind kind() {
        return kind;
    }

    /** What it is about: a model that is audited or asked, the place of an export. */
    public Path subject() {
        return subject;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public State state() {
        return state;
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** Share of the work that is done, 0 to 1. */
    public double share() {
        return share;
    }

    /** Why it failed; empty if it did not. */
    public String failure() {
        return failure;
    }

    /** Ends it at its next report. */
    public void cancel() {
        cancelled.set(true);
    }

    /** A listener that counts too, and ends the work once it is cancelled. */
    public Progress counted(Progress told) {
        return (done, total) -> {
            share = total <= 0 ? 0 : Math.min(1, (double) done / total);
            return told.report(done, total) && !cancelled.get();
        };
    }

    /** Notes how the work ends. */
    public <T> CompletableFuture<T> follow(CompletableFuture<T> work) {
        work.whenComplete((answer, thrown) -> {
            if (thrown == null) {
                state = State.DONE;
            } else if (Failure.isCancellation(thrown)) {
                state = State.CANCELLED;
            } else {
                failure = Failure.of(thrown).sentence();
                state = State.FAILED;
            }
        });
        return work;
    }
}
