package org.bytestill.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.RemoteRun;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.MetricLog;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.RunEvent;
import org.jspecify.annotations.Nullable;

/** A run handle, a proxy for the local or remote run: stays valid while the run is stopped and resumed, by this process or another. */
final class RunHandle implements Run {
    private final Path path;
    private final TrainingEngine engine;
    private @Nullable RemoteRun onDisk;
    private Runnable listener = () -> {};
    private @Nullable Run tells;

    RunHandle(Path path, TrainingEngine engine) {
        this.path = path;
        this.engine = engine;
    }

    private synchronized Run run() {
        Run current = engine.current(path, onDisk);
        onDisk = current instanceof RemoteRun found ? found : null;
        if (current != tells) {
            tells = current;
            current.onNews(listener);
        }
        return current;
    }

    @Override
    public Path folder() {
        return path;
    }

    @Override
    public String name() {
        return run().name();
    }

    @Override
    public RunConfig config() {
        return run().config();
    }

    @Override
    public RunProgress progress() {
        return run().progress();
    }

    @Override
    public ExitCode failure() {
        return run().failure();
    }

    @Override
    public MetricLog metrics() {
        return run().metrics();
    }

    @Override
    public Optional<Conversion> conversion() {
        return run().conversion();
    }

    @Override
    public List<RunEvent> events() {
        return run().events();
    }

    @Override
    public ProbeLog probes() {
        return run().probes();
    }

    @Override
    public List<DeviceSample> device() {
        return run().device();
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        return run().checkpoints();
    }

    @Override
    public boolean isOwn() {
        return run().isOwn();
    }

    @Override
    public synchronized void onNews(Runnable newListener) {
        listener = newListener;
        tells = null;
        run();
    }

    @Override
    public void pause() {
        run().pause();
    }

    @Override
    public void resume() {
        run().resume();
    }

    @Override
    public void rest() {
        run().rest();
    }

    @Override
    public void goOnUnsaved() {
        run().goOnUnsaved();
    }

    @Override
    public void saveTo(Path elsewhere) {
        run().saveTo(elsewhere);
    }

    @Override
    public void checkpoint() {
        run().checkpoint();
    }

    @Override
    public void stop(boolean save) {
        run().stop(save);
    }

    @Override
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return run().awaitEnd(atMost);
    }
}
