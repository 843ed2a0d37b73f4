package org.bytestill.run;

import java.time.Instant;

/**
 * An event of a run; a line of {@code events.jsonl}.
 *
 * @param kind    its kind, which decides the mark in the event lane
 * @param update  after how many updates
 * @param at      its time
 * @param message one sentence for people
 */
public record RunEvent(Kind kind, int update, Instant at, String message) {
    /** Kinds of events. */
    public enum Kind {
        STARTED, CONVERTED, STEP, EVALUATED, BEST, CHECKPOINT, PAUSED, RESUMED, CHANGED, STOPPED, INTERRUPTED, WARNING, FAILED, DONE
    }
}
