package org.bytestill.engine.dryrun;

/**
 * What a stage of a dry run has shown.
 *
 * @param outcome how it went
 * @param text    what was seen, with its number; a sentence
 * @param cure    what to do; empty if nothing
 */
public record DryRunFinding(DryRunStage stage, Outcome outcome, String text, String cure) {
    /** It works; it works but is worth knowing; it does not. */
    public enum Outcome {
        FINE, WARNING, FAILED
    }
}
