package org.bytestill.run;

import java.time.Instant;

/**
 * Something that happened in a run; a line of {@code events.jsonl}.
 *
 * @param kind    what it was; decides the mark in the event lane
 * @param update  after how many updates
 * @param at      when
 * @param message one sentence for people
 */
public record RunEvent(Kind kind, int update, Instant at, String message) {
    /** Kinds of events. */
    public enum Kind { STARTED, CONVERTED, STEP, EVALUATED, BEST, CHECKPOINT, PAUSED, RESUMED, STOPPED, INTERRUPTED, WARNING, FAILED, DONE }
}
