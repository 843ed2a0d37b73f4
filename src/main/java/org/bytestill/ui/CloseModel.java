package org.bytestill.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.Job;
import org.bytestill.engine.run.Run;
import org.bytestill.run.RunState;
import org.bytestill.util.ChildJava;
import org.jspecify.annotations.Nullable;

/** What becomes of the active run when the window is closed. */
final class CloseModel {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** A way to close, the recommended one first. */
    enum Way {
        /** The run goes on as a process of its own. */
        BACKGROUND,
        /** The run is saved, and is paused at the next start. */
        PAUSE,
        /** The run is saved and stopped. */
        STOP
    }

    private final Engine engine;
    private final BackgroundRuns background;
    private final @Nullable Run run;

    /** @param run the run that closing would end; null if there is none */
    CloseModel(Engine engine, BackgroundRuns background, @Nullable Run run) {
        this.engine = engine;
        this.background = background;
        this.run = run;
    }

    /** How many audits and exports would end with the window. */
    int jobs() {
        return (int) engine.jobs().stream().filter(Job::isRunning).count();
    }

    /** A run that waits for room on its disk has nowhere to be saved: it can only end. */
    List<Way> ways() {
        List<Way> ways = new ArrayList<>(List.of(Way.STOP));
        if (run.progress().state() != RunState.PAUSED) {
            ways.add(0, Way.PAUSE);
            if (ChildJava.isThere()) {
                ways.add(0, Way.BACKGROUND);
            }
        }
        return ways;
    }

    /**
     * Ends the work of this process. Not on the window's thread: saving a large model takes its time.
     *
     * @throws org.bytestill.problem.UserError if the run cannot go on in the background; it is paused then, and nothing is closed
     */
    void close(Way way) throws InterruptedException {
        if (run != null && way == Way.BACKGROUND) {
            engine.handOver(run.folder());
            background.add(run.folder());
        } else if (run != null && way == Way.PAUSE) {
            run.rest();
            while (!run.awaitEnd(LOOK_EVERY)) {
                // It saves.
            }
        }
        engine.jobs().forEach(Job::cancel);
        engine.close();
    }
}
