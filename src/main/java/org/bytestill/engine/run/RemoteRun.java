package org.bytestill.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.reading.InitialStudent;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.Control;
import org.bytestill.run.EventFile;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunLock;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.train.CheckpointStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that another process computes, or nobody: its folder is read, requests are left in it. Who asks now and then has it read there
 * and then. Who asks several times a second, as a window does, is told what is known, and the folder is read on a thread of its own:
 * a disk may be slow. Safe to use from any thread.
 */
public final class RemoteRun implements Run {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteRun.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    /** What is known longer than this is no answer. */
    private static final long KNOWN_FOR_NANOS = Duration.ofSeconds(1).toNanos();

    private final RunFolder folder;
    private final RunConfig config;
    private final MetricFile metrics;
    private final EventFile events;
    private final Consumer<Path> resumer;
    private final Executor reader;
    private final LongSupplier clockNanos;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile RunProgress progress;
    private volatile long lookedAtNanos;

    /**
     * @param resumer takes the run up in this process
     * @param reader  reads the folder beside whoever asks
     */
    public RemoteRun(Path path, Consumer<Path> resumer, Executor reader) {
        this(path, resumer, reader, System::nanoTime);
    }

    RemoteRun(Path path, Consumer<Path> resumer, Executor reader, LongSupplier clockNanos) {
        this.folder = RunFolder.existing(path);
        this.config = RunConfigFile.read(folder.config());
        this.metrics = MetricFile.open(folder);
        this.events = EventFile.open(folder);
        this.resumer = resumer;
        this.reader = reader;
        this.clockNanos = clockNanos;
        read();
    }

    private void look() {
        long age = clockNanos.getAsLong() - lookedAtNanos;
        if (age >= KNOWN_FOR_NANOS) {
            read();
        } else if (age >= LOOK_EVERY_NANOS && reading.compareAndSet(false, true)) {
            try {
                reader.execute(this::readBeside);
            } catch (RejectedExecutionException e) {
                reading.set(false); // the engine is closed: the next look reads by itself
            }
        }
    }

    private void readBeside() {
        try {
            read();
        } catch (UserError e) {
            LOG.debug("{} cannot be read; who asks when the last look is too old is told so", folder.path(), e);
        } finally {
            reading.set(false);
        }
    }

    private synchronized void read() {
        metrics.refresh();
        events.refresh();
        progress = progressOf(folder, config, metrics.training());
        lookedAtNanos = clockNanos.getAsLong();
    }

    /** What is asked next is answered from the disk: something has happened that the asker knows of. */
    private void forget() {
        lookedAtNanos = clockNanos.getAsLong() - KNOWN_FOR_NANOS;
    }

    private static RunProgress progressOf(RunFolder folder, RunConfig config, MetricTable training) {
        RunManifest manifest = RunManifest.read(folder);
        JsonNode root = manifest.root();
        int update = training.size() > 0 ? (int) training.last(Metric.UPDATE) : root.path("update").asInt();
        long bytes = training.size() > 0 ? (long) training.last(Metric.BYTES) : root.path("bytes").asLong();
        return RunProgress.of(config, stateOf(folder, manifest.state()), update, bytes, training,
                root.path("convertedBytes").asLong(), root.path("bytesToConvert").asLong(), root.path("message").asText(""));
    }

    /** The state on disk, corrected where its process is gone. */
    public static RunState stateOf(RunFolder folder, RunState written) {
        boolean alive = RunLock.holder(folder).isPresent();
        return !alive && !written.isEnded() && written != RunState.DRAFT ? RunState.INTERRUPTED : written;
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
        look();
        return progress;
    }

    @Override
    public ExitCode failure() {
        return progress().state() == RunState.FAILED ? RunManifest.read(folder).failure() : ExitCode.OK;
    }

    @Override
    public MetricLog metrics() {
        look();
        return metrics;
    }

    @Override
    public List<RunEvent> events() {
        look();
        return events.all();
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        look();
        return checkpointsOf(folder, config, metrics.evaluation());
    }

    /** The student before training, then what is on disk, be it whole or damaged: who reads a damaged one is told so. */
    static List<CheckpointInfo> checkpointsOf(RunFolder folder, RunConfig config, MetricTable evaluation) {
        CheckpointStore store = new CheckpointStore(folder);
        List<Integer> updates = store.updates();
        int best = store.newestState().map(TrainingState::bestUpdate).orElse(-1);
        List<CheckpointInfo> infos = new ArrayList<>();
        infos.add(info(0, InitialStudent.folder(config, folder), best == 0, updates.isEmpty(), evaluation));
        for (int i = 0; i < updates.size(); i++) {
            int update = updates.get(i);
            infos.add(info(update, store.pathOf(update), update == best, i == updates.size() - 1, evaluation));
        }
        return infos;
    }

    private static CheckpointInfo info(int update, Path path, boolean best, boolean last, MetricTable evaluation) {
        double bitsPerByte = Double.NaN;
        double klBits = Double.NaN;
        for (int row = 0; row < evaluation.size(); row++) {
            if (evaluation.value(Metric.UPDATE, row) == update) {
                bitsPerByte = evaluation.value(Metric.BITS_PER_BYTE, row);
                klBits = evaluation.value(Metric.KL_BITS, row);
            }
        }
        return new CheckpointInfo(update, path, best, last, bitsPerByte, klBits, sizeOf(path));
    }

    private static long sizeOf(Path path) {
        try (var files = Files.list(path)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (java.io.IOException e) {
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
    public void checkpoint() {
        request(Control.Request.CHECKPOINT);
    }

    @Override
    public void stop(boolean save) {
        request(save ? Control.Request.STOP : Control.Request.STOP_WITHOUT_SAVING);
    }

    private void request(Control.Request request) {
        if (RunLock.holder(folder).isEmpty()) {
            throw UserError.badInput("No process computes %s, so there is nothing to %s.", folder.path(), request.key().replace('-', ' '));
        }
        Control.send(folder, request);
    }

    @Override
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        try {
            return awaitHolder(atMost);
        } finally {
            forget();
        }
    }

    private boolean awaitHolder(Duration atMost) throws InterruptedException {
        var holder = RunLock.holder(folder);
        if (holder.isEmpty()) {
            return true;
        }
        try {
            holder.get().onExit().get(atMost.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) { // it goes on
            return RunLock.holder(folder).isEmpty();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
