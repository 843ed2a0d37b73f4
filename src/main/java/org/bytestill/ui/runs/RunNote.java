package org.bytestill.ui.runs;

import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.Format;
import org.bytestill.util.Texts;

/** The note column of the list of runs: the time left, or what can be done. */
final class RunNote {
    private static final Texts TEXTS = Texts.of("runs");

    private RunNote() {}

    /** @param place of a run that waits in the queue, from 1; else 0 */
    static String of(RunSummary run, int place) {
        return place > 0 ? TEXTS.get("note.queued", place) : of(run);
    }

    static String of(RunSummary run) {
        if (!run.broken().isEmpty()) {
            return "";
        }
        if (run.state() == RunState.RUNNING && run.bytesPerSecond() > 0 && run.update() > 0) {
            double bytesPerUpdate = (double) run.bytes() / run.update();
            return TEXTS.get("note.left", Format.span((run.updates() - run.update()) * bytesPerUpdate / run.bytesPerSecond()));
        }
        return run.state().canResume() ? TEXTS.get("note.resume") : "";
    }
}
