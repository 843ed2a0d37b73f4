package org.bytestill.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.Control;
import org.bytestill.run.Conversion;
import org.bytestill.run.ConversionFile;
import org.bytestill.run.DeviceFile;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.EventFile;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.run.ProbeFile;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.train.CheckpointStore;
import org.bytestill.train.GoodCheckpoints;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that another process computes, or none does: its state is read from the run folder, requests are written into it. Values are
 * cached, since a window polls several times a second and a disk may be slow: values older than one second are read again synchronously,
 * faster polling gets cached values, which a background thread refreshes. Thread-safe.
 */
public final class RemoteRun implements Run {
    private static final Texts TEXTS = Texts.inFiles("events");
    private static final Logger LOG = LoggerFactory.getLogger(RemoteRun.class);
    private static final long REFRESH_INTERVAL_NANOS = Duration.ofMillis(200).toNanos();
    /** Cached values that are older than this are not returned. */
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

    private final RunFolder folder;
    private final RunConfig config;
    private final MetricFile metrics;
    private final EventFile events;
    private final ProbeFile probes;
    private final DeviceFile device;
    private final Consumer<Path> resumer;
    private final Executor reader;
    private final LongSupplier clockNanos;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile RunProgress progress;
    private volatile Optional<Conversion> conversion = Optional.empty();
    private volatile long readAtNanos;
    private volatile Runnable news = () -> {};

    /**
     * @param resumer resumes the run in this process
     * @param reader  refreshes cached values in the background
     */
    public RemoteRun(Path path, Consumer<Path> resumer, Executor reader) {
        this(path, resumer, reader, System::nanoTime);
    }

    RemoteRun(Path path, Consumer<Path> resumer, Executor reader, LongSupplier clockNanos) {
        this.folder = RunFolder.existing(path);
        this.config = RunConfigFile.read(folder.config());
        this.metrics = MetricFile.open(folder);
        this.events = EventFile.open(folder);
        this.probes = ProbeFile.open(folder);
        this.device = new DeviceFile(folder);
        this.resumer = resumer;
        this.reader = reader;
        this.clockNanos = clockNanos;
        read();
    }

    private void refresh() {
        long age = clockNanos.getAsLong() - readAtNanos;
        if (age >= MAX_AGE_NANOS) {
            read();
        } else if (age >= REFRESH_INTERVAL_NANOS && reading.compareAndSet(false, true)) {
            try {
                reader.execute(this::readBeside);
            } catch (RejectedExecutionException e) {
                reading.set(false); // the engine is closed: the next call reads synchronously
            }
        }
    }

    private void readBeside() {
        try {
            RunProgress before = progress;
            read();
            if (!progress.equals(before)) {
                news.run();
            }
        } catch (UserError e) {
            LOG.debug("{} cannot be read; the next synchronous read reports it", folder.path(), e);
        } finally {
            reading.set(false);
        }
    }

    private synchronized void read() {
        metrics.refresh();
        events.refresh();
        probes.refresh();
        device.refresh();
        RunProgress now = progressOf(folder, config, metrics.training());
        if (now.update() == 0 && now.state() != RunState.DONE) {
            conversion = ConversionFile.read(folder);
        }
        Optional<Conversion> measured = conversion;
        progress = now.state() == RunState.CONVERTING && measured.isPresent()
                ? now.converting(measured.get().bytesPerSecond(), measured.get().secondsLeft()) : now;
        readAtNanos = clockNanos.getAsLong();
    }

    /** Invalidates the cache, so that the next call reads the disk: the caller knows that the run has ended. */
    private void invalidate() {
        readAtNanos = clockNanos.getAsLong() - MAX_AGE_NANOS;
    }

    private static RunProgress progressOf(RunFolder folder, RunConfig config, MetricTable training) {
        RunManifest manifest = RunManifest.read(folder);
        JsonNode root = manifest.root();
        RunState state = stateOf(folder, manifest);
        // A run that was stopped without saving has logged updates that it gave up; the log is newer while it trains.
        boolean logged = training.size() > 0 && state != RunState.STOPPED && state != RunState.DONE;
        int update = logged ? (int) training.last(Metric.UPDATE) : root.path("update").asInt();
        long bytes = logged ? (long) training.last(Metric.BYTES) : root.path("bytes").asLong();
        return RunProgress.of(config, state, update, bytes, training,
                root.path("convertedBytes").asLong(), root.path("bytesToConvert").asLong(), root.path("message").asText(""));
    }

    /** The state on disk, or INTERRUPTED if the process that computed the run is gone. */
    public static RunState stateOf(RunFolder folder, RunManifest manifest) {
        RunState written = manifest.state();
        boolean needsNobody = written.isEnded() || written == RunState.DRAFT || manifest.isResting();
        return needsNobody || RunLock.holder(folder).isPresent() ? written : RunState.INTERRUPTED;
    }

    @Override
    public void onNews(Runnable listener) {
        news = listener;
    }

    @Override
    public Path folder() {
        return folder.path();
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
        refresh();
        return progress;
    }

    @Override
    public ExitCode failure() {
        return progress().state() == RunState.FAILED ? RunManifest.read(folder).failure() : ExitCode.OK;
    }

    @Override
    public MetricLog metrics() {
        refresh();
        return metrics;
    }

    @Override
    public Optional<Conversion> conversion() {
        refresh();
        return conversion;
    }

    @Override
    public List<RunEvent> events() {
        refresh();
        return events.all();
    }

    @Override
    public ProbeLog probes() {
        refresh();
        return probes.log();
    }

    @Override
    public List<DeviceSample> device() {
        refresh();
        return device.newest();
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        refresh();
        return checkpointsOf(folder, config, metrics.evaluation());
    }

    /** The student before training, then the checkpoints on disk; damaged ones too, since opening them reports the damage. */
    static List<CheckpointInfo> checkpointsOf(RunFolder folder, RunConfig config, MetricTable evaluation) {
        CheckpointStore store = new CheckpointStore(folder);
        GoodCheckpoints good = new GoodCheckpoints(folder);
        List<Integer> updates = store.updates();
        int best = store.newestState().map(TrainingState::bestUpdate).orElse(-1);
        List<CheckpointInfo> infos = new ArrayList<>();
        infos.add(info(0, InitialStudent.folder(config, folder), best == 0, updates.isEmpty(), true, evaluation));
        for (int i = 0; i < updates.size(); i++) {
            int update = updates.get(i);
            infos.add(info(update, store.pathOf(update), update == best, i == updates.size() - 1, good.isGood(update), evaluation));
        }
        return infos;
    }

    private static CheckpointInfo info(int update, Path path, boolean best, boolean last, boolean good, MetricTable evaluation) {
        double bitsPerByte = Double.NaN;
        double klBits = Double.NaN;
        for (int row = 0; row < evaluation.size(); row++) {
            if (evaluation.value(Metric.UPDATE, row) == update) {
                bitsPerByte = evaluation.value(Metric.BITS_PER_BYTE, row);
                klBits = evaluation.value(Metric.KL_BITS, row);
            }
        }
        return new CheckpointInfo(update, path, best, last, bitsPerByte, klBits, sizeOf(path), good);
    }

    private static long sizeOf(Path path) {
        try (var files = Files.list(path)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            return 0; // pruned this moment
        }
    }

    @Override
    public boolean isOwn() {
        return false;
    }

    @Override
    public void pause() {
        request(Control.Request.PAUSE);
    }

    @Override
    public void resume() {
        if (RunLock.holder(folder).isPresent()) {
            request(Control.Request.RESUME);
        } else {
            resumer.accept(folder.path());
        }
    }

    @Override
    public void rest() {
        if (!isResting()) {
            request(Control.Request.REST);
        }
    }

    private boolean isResting() {
        return RunLock.holder(folder).isEmpty() && RunManifest.read(folder).isResting();
    }

    @Override
    public void goOnUnsaved() {
        request(Control.Request.GO_ON_UNSAVED);
    }

    @Override
    public void saveTo(Path elsewhere) {
        requireComputed(Control.Request.SAVE_ELSEWHERE);
        Control.sendElsewhere(folder, elsewhere.toAbsolutePath().normalize());
    }

    @Override
    public void checkpoint() {
        request(Control.Request.CHECKPOINT);
    }

    @Override
    public void stop(boolean save) {
        if (isResting()) {
            endRest();
            return;
        }
        request(save ? Control.Request.STOP : Control.Request.STOP_WITHOUT_SAVING);
    }

    /** Its state is saved, nobody computes it: that it is stopped needs only to be written down. */
    private void endRest() {
        try (RunLock lock = RunLock.take(folder)) {
            RunManifest.read(folder).resting(false).state(RunState.STOPPED).write();
            events.append(new RunEvent(RunEvent.Kind.STOPPED, progress.update(), Instant.now(), TEXTS.get("stopped")));
        }
        invalidate();
    }

    private void request(Control.Request request) {
        requireComputed(request);
        Control.send(folder, request);
    }

    private void requireComputed(Control.Request request) {
        if (RunLock.holder(folder).isEmpty()) {
            throw UserError.badInput("No process computes %s, so there is nothing to %s.", folder.path(), request.key().replace('-', ' '));
        }
    }

    @Override
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        try {
            return awaitHolder(atMost);
        } finally {
            invalidate();
        }
    }

    private boolean awaitHolder(Duration atMost) throws InterruptedException {
        var holder = RunLock.holder(folder);
        if (holder.isEmpty()) {
            return true;
        }
        Optional<ProcessHandle> process = holder.get().process();
        if (process.isEmpty()) { // on another machine: only looking tells
            Thread.sleep(atMost.toMillis());
            return RunLock.holder(folder).isEmpty();
        }
        try {
            process.get().onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) { // it goes on
            return RunLock.holder(folder).isEmpty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
