package org.bytestill.ui.bell;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param at   when
 * @param kind what kind of thing
 * @param run  the folder of the run it happened to; empty if it was none
 * @param name of the run or the job
 * @param text a sentence
 * @param read whether somebody has seen it
 */
public record BellItem(Instant at, Kind kind, String run, String name, String text, boolean read) {
    /** Kinds of things that are worth a bell. */
    public enum Kind { DONE, FAILED, INTERRUPTED, ALERT, JOB_DONE, JOB_FAILED }

    BellItem seen() {
        return new BellItem(at, kind, run, name, text, true);
    }
}
