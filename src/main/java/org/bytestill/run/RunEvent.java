package org.bytestill.run;

import java.time.Instant;

/**
 * An event of a run; a line of {@code events.jsonl}.
 *
 * @param kind    its kind, which decides the mark in the event lane
 * @param update  after how many updates
 * @param at      its time
 * @param message one sentence for people
 * @param alert   word of the alert that rang, to which a window offers an action; empty if the event is none
 */
public record RunEvent(Kind kind, int update, Instant at, String message, String alert) {
    /** An event that is no alert. */
    public RunEvent(Kind kind, int update, Instant at, String message) {
        this(kind, update, at, message, "");
    }

    /** Kinds of events. */
    public enum Kind {
        STARTED, CONVERTED, STEP, EVALUATED, BEST, CHECKPOINT, PAUSED, RESUMED, CHANGED, STOPPED, INTERRUPTED, WARNING, FAILED, DONE,
        /** A person wrote it; of {@code notes.json}, never of the log. */
        NOTE
    }
}
