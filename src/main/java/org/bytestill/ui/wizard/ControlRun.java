package org.bytestill.ui.wizard;

import java.nio.file.Path;
import java.time.Duration;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control of a run: the same student, text, order and seed without the teacher's term, so that what the teacher adds is one number. It
 * starts when the run is done, as long as the program is open.
 */
final class ControlRun {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRun.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private ControlRun() {}

    /** Plain fine-tuning under the same settings; the teacher is named still, to measure the agreement with it. */
    static RunConfig of(RunConfig config) {
        return RunConfigFile.with(RunConfigFile.with(config, "objective", "sft"), "name", config.name() + "-control");
    }

    /** Starts it after the run, on a thread of its own. Nothing follows a run that was stopped or has failed. */
    static void after(Run run, RunConfig config, Path base, Engine engine) {
        Path folder = run.folder().resolveSibling(run.folder().getFileName() + "-control");
        Thread waiting = new Thread(() -> {
            try {
                while (!run.awaitEnd(LOOK_EVERY)) {
                    // It goes on.
                }
                if (run.progress().state() == RunState.DONE) {
                    engine.start(of(config), base, folder);
                }
            } catch (UserError e) {
                LOG.warn("The control run of {} does not start: {}", run.name(), e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "bytestill-control-run");
        waiting.setDaemon(true);
        waiting.start();
    }
}
