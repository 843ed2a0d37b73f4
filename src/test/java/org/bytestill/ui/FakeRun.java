package org.bytestill.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.chart.SampleLog;

/** A run in memory: its numbers are a {@link SampleLog}, requests are remembered and change its state at once. */
public final class FakeRun implements Run {
    public final List<String> requests = new ArrayList<>();
    public SampleLog log;
    public RunProgress progress;
    public RunConfig config = RunConfig.defaults();
    public List<RunEvent> events = new ArrayList<>();
    public List<CheckpointInfo> checkpoints = new ArrayList<>();
    public Conversion conversion;
    public boolean isOwn = true;
    public ExitCode failure = ExitCode.OK;
    public ProbeLog probes = ProbeLog.NONE;
    public List<DeviceSample> device = List.of();
    private final Path folder;
    private volatile Runnable news = () -> {};

    public FakeRun(Path folder, SampleLog log, RunProgress progress) {
        this.folder = folder;
        this.log = log;
        this.progress = progress;
    }

    /** A run of 2,000 updates that trains at update 1,220, resumed once at 740, with a warning and checkpoints on the way. */
    public static FakeRun training(Path folder) {
        SampleLog log = new SampleLog(2000, 100, 740).trainedTo(1220);
        long planned = 2000L * SampleLog.BYTES_PER_UPDATE;
        FakeRun run = new FakeRun(folder, log, new RunProgress(RunState.RUNNING, 2, 2, 1220, 2000, 1220L * SampleLog.BYTES_PER_UPDATE,
                planned, 41_300, 6180,
                planned, planned, ""));
        Instant now = Instant.now();
        run.event(RunEvent.Kind.STARTED, 0, now.minusSeconds(9000), "Started on CPU, 2 cores");
        run.event(RunEvent.Kind.CONVERTED, 0, now.minusSeconds(8700), "Teacher bytes ready: 6.6 MB of text, 0.31 % of the mass dropped");
        run.event(RunEvent.Kind.STEP, 200, now.minusSeconds(7000), "Step 2 begins: backbone trained, λ_KL 0.1");
        run.event(RunEvent.Kind.CHECKPOINT, 400, now.minusSeconds(6000), "Checkpoint saved");
        run.event(RunEvent.Kind.INTERRUPTED, 840, now.minusSeconds(4000), "The process ended; newest checkpoint 740");
        run.event(RunEvent.Kind.RESUMED, 740, now.minusSeconds(3700), "Resumed from checkpoint 740, 100 updates are done again");
        run.event(RunEvent.Kind.WARNING, 960, now.minusSeconds(1900),
                "Throughput fell by 34 % for 40 s; another process used the processor");
        run.event(RunEvent.Kind.CHECKPOINT, 1100, now.minusSeconds(700), "Checkpoint saved");
        run.event(RunEvent.Kind.BEST, 1200, now.minusSeconds(240), "Lowest validation bits per byte so far: 1.210");
        for (int update : new int[] {0, 1100, 1200}) {
            // One evaluation a hundred updates, the first before the first update.
            double bits = log.evaluation().value(Metric.BITS_PER_BYTE, update / 100);
            double kl = log.evaluation().value(Metric.KL_BITS, update / 100);
            run.checkpoints.add(
                    new CheckpointInfo(update, folder, update == 1200, update == 1200, bits, kl, update == 0 ? 38_000_000 : 57_400_000));
        }
        return run;
    }

    @Override
    public ExitCode failure() {
        return failure;
    }

    private void event(RunEvent.Kind kind, int update, Instant at, String message) {
        events.add(new RunEvent(kind, update, at, message));
    }

    /** Tells whoever looks that there is something new. */
    public void tell() {
        news.run();
    }

    @Override
    public void onNews(Runnable listener) {
        news = listener;
    }

    public void state(RunState state) {
        RunProgress old = progress;
        progress = new RunProgress(state, old.step(), old.steps(), old.update(), old.updates(), old.bytes(), old.plannedBytes(),
                old.bytesPerSecond(),
                old.secondsLeft(), old.convertedBytes(), old.bytesToConvert(), old.message());
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String name() {
        return folder.getFileName().toString();
    }

    @Override
    public RunConfig config() {
        return config;
    }

    @Override
    public RunProgress progress() {
        return progress;
    }

    @Override
    public MetricLog metrics() {
        return log;
    }

    @Override
    public Optional<Conversion> conversion() {
        return Optional.ofNullable(conversion);
    }

    @Override
    public List<DeviceSample> device() {
        return device;
    }

    @Override
    public ProbeLog probes() {
        return probes;
    }

    @Override
    public List<RunEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        return List.copyOf(checkpoints);
    }

    @Override
    public boolean isOwn() {
        return isOwn;
    }

    @Override
    public void pause() {
        requests.add("pause");
        state(RunState.PAUSED);
    }

    @Override
    public void rest() {
        requests.add("rest");
        isOwn = false;
        state(RunState.PAUSED);
    }

    @Override
    public void resume() {
        requests.add("resume");
        state(RunState.RUNNING);
    }

    @Override
    public void goOnUnsaved() {
        requests.add("go on unsaved");
    }

    @Override
    public void saveTo(Path elsewhere) {
        requests.add("save to " + elsewhere);
    }

    @Override
    public void checkpoint() {
        requests.add("checkpoint");
    }

    @Override
    public void stop(boolean save) {
        requests.add("stop, save " + save);
        state(RunState.STOPPED);
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
        return progress.state().isEnded() || !isOwn;
    }
}
