package org.bytestill.engine.dryrun;

/** Follows a dry run; called on a thread of the engine. */
public interface DryRunListener {
    /**
     * A stage goes on.
     *
     * @param done  of {@code total} steps of the stage; both 0 if they are not counted
     * @return false to end the dry run; nothing of it is left
     */
    boolean progress(DryRunStage stage, long done, long total);

    /** A stage has shown something. */
    void found(DryRunFinding finding);
}
