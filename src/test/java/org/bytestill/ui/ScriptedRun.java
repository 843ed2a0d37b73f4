package org.bytestill.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.MetricLog;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;

/** A run for tests of screens that do not train: a folder, a configuration, checkpoints. */
public class ScriptedRun implements Run {
    public final List<CheckpointInfo> checkpoints = new ArrayList<>();
    private final Path folder;
    private final RunConfig config;

    public ScriptedRun(Path folder, RunConfig config) {
        this.folder = folder;
        this.config = config;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public RunConfig config() {
        return config;
    }

    @Override
    public RunProgress progress() {
        return new RunProgress(RunState.DONE, 2, 2, 200, 200, 1_600_000, 1_600_000, 0, 0, 0, 0, "");
    }

    @Override
    public MetricLog metrics() {
        throw new UnsupportedOperationException("this run has no numbers");
    }

    @Override
    public List<RunEvent> events() {
        return List.of();
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        return List.copyOf(checkpoints);
    }

    @Override
    public boolean isOwn() {
        return true;
    }

    @Override
    public void pause() {}

    @Override
    public void rest() {}

    @Override
    public void resume() {}

    @Override
    public void goOnUnsaved() {}

    @Override
    public void saveTo(Path elsewhere) {}

    @Override
    public void checkpoint() {}

    @Override
    public void stop(boolean save) {}

    @Override
    public boolean awaitEnd(Duration atMost) {
        return true;
    }
}
