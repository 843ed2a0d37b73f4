package org.bytestill.engine.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bytestill.bytes.ByteReader;
import org.bytestill.config.ChangeableSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.cost.PhaseCost;
import org.bytestill.engine.machine.WakeLock;
import org.bytestill.engine.plan.RunEstimate;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.Failure;
import org.bytestill.problem.UserError;
import org.bytestill.run.Control;
import org.bytestill.run.Conversion;
import org.bytestill.run.DeviceFile;
import org.bytestill.run.DeviceSample;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.DocumentScores;
import org.bytestill.run.EventFile;
import org.bytestill.run.FullDisk;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricFile;
import org.bytestill.run.MetricLog;
import org.bytestill.run.ProbeFile;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;
import org.bytestill.run.ProbeText;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunListener;
import org.bytestill.run.RunManifest;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.run.alert.Alerts;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that this process computes. As the listener of the training thread it writes logs and manifest; other threads read its state and
 * send requests.
 */
public final class LocalRun implements Run, RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
    private static final Texts TEXTS = Texts.inFiles("events");
    /** What the error of a write advises to those whose run has ended. */
    private static final String CURE = " Free space[^.]*\\.";
    private static final long WRITE_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final RunFolder folder;
    private volatile RunConfig config;
    private final RunManifest manifest;
    private final MetricFile metrics;
    private final EventFile events;
    private final ProbeFile probes;
    private final DeviceFile device;
    private final Control control;
    private final FullDisk disk;
    private final ConversionProgress conversion;
    private final Alerts alerts = new Alerts(this::rings);
    /** Seen by the thread that looks at the machine. */
    private final Alerts deviceAlerts = new Alerts(this::ringsBeside);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RunMeter meter;
    private final int warmUpUpdates;
    private final WakeLock awake = new WakeLock();
    private volatile Runnable news = () -> {};
    private volatile @Nullable PhaseCost said;
    private volatile boolean readBefore;

    private volatile RunState state = RunState.LOADING;
    private volatile RunState beforeWaiting = RunState.LOADING;
    private volatile TrainingState at;
    private volatile String message = "";
    private volatile ExitCode failure = ExitCode.OK;
    private volatile boolean isUnwritten;
    private volatile boolean hasTrained;
    private volatile boolean isResting;
    private volatile boolean isHandedOver;
    private long writtenAtNanos;

    /** @param longestPause how long a pause keeps the run's memory */
    public LocalRun(RunFolder folder, RunConfig config, RunManifest manifest, TrainingState at, Supplier<Duration> longestPause) {
        this.folder = folder;
        this.config = config;
        this.manifest = manifest;
        this.metrics = MetricFile.open(folder);
        this.events = EventFile.open(folder);
        this.probes = ProbeFile.open(folder);
        this.device = new DeviceFile(folder);
        this.control = new Control(folder, longestPause);
        this.disk = new FullDisk(folder.path(), control, this::waitForRoom, this::goOn);
        this.at = at;
        this.conversion = new ConversionProgress(folder, manifest.root().path("convertedBytes").asLong(),
                manifest.root().path("bytesToConvert").asLong());
        this.meter = new RunMeter(System::nanoTime, at.activeSeconds());
        this.warmUpUpdates = Objectives.of(config).warmUpUpdates(config);
        writeManifest();
    }

    /** A computer is kept awake while something is computed. */
    private void enter(RunState now) {
        RunState before = state;
        state = now;
        awake.hold(config.hardware().keepAwake() && now.isActive());
        if (now != before) {
            news.run();
        }
    }

    RunFolder runFolder() {
        return folder;
    }

    Control control() {
        return control;
    }

    FullDisk disk() {
        return disk;
    }

    /** The run goes on with other values, since memory did not suffice for an update. Called by the training thread. */
    RunConfig relieve(Map<String, String> values) {
        disk.write(() -> changeConfig(values));
        return config;
    }

    private synchronized void changeConfig(Map<String, String> values) {
        config = RunChanges.write(folder, manifest, values, at.update(), changes -> happened(RunEvent.Kind.CHANGED, at.update(),
                TEXTS.get("memory.changed", String.valueOf(at.update() + 1), ChangeableSettings.inWords(changes))));
    }

    /** Only this process knows of it: the disk that would tell others is full. */
    private void waitForRoom(String why) {
        if (message.isEmpty()) {
            beforeWaiting = state;
            LOG.warn("{} waits for room on its disk: {}", folder.path(), why);
        }
        message = TEXTS.get("disk.full", why.replaceAll(CURE, ""), folder.path().toString());
        enter(RunState.PAUSED);
    }

    private void goOn() {
        enter(beforeWaiting);
        message = "";
    }

    MetricFile metricFile() {
        return metrics;
    }

    RunManifest manifest() {
        return manifest;
    }

    /** What the run computes in all: from the time of the conversion follows about how long training will take. */
    void plan(RunEstimate.Plan plan) {
        RunEstimate.Operations operations = plan.operations();
        conversion.plan(operations.convert() > 0 ? operations.train() / operations.convert() : Double.NaN);
        said = plan.cost();
    }

    /**
     * The teacher begins to read.
     *
     * @param reused what of the text was read before
     */
    void converts(long reused) {
        meter.enter(RunState.CONVERTING);
        readBefore |= reused > 0;
    }

    /** The teacher's text is converted, the student is opened next. */
    void trains() {
        meter.trains();
    }

    /** What the formula said and what was used until now; empty before the formula was asked. Called after the run has ended. */
    public Optional<Costs> costs() {
        PhaseCost formula = said;
        return formula == null ? Optional.empty() : Optional.of(new Costs(formula, meter.used(!readBefore)));
    }

    /** What the formula said of this run, and what it used. */
    public record Costs(PhaseCost said, PhaseCost used) {}

    /** Called by the training thread while the teacher's text is converted. */
    void converted(long done, long total) {
        conversion.at(done, total);
        alerts.converted(conversion.snapshot());
        enter(RunState.CONVERTING);
        writeNowAndThen();
    }

    /** The reader of a teacher, whose work is measured and shown. */
    ByteReader watched(ByteReader teacher) {
        return conversion.watch(teacher);
    }

    /** Polled before training, between pieces of work: blocks during a pause; false if the run is to end. */
    boolean mayGoOn() {
        Optional<Control.Request> request = control.take();
        if (request.isEmpty()) {
            return true;
        }
        isResting = request.get() == Control.Request.REST;
        return request.get() == Control.Request.PAUSE ? goesOnAfterPause() : !request.get().ends();
    }

    private boolean goesOnAfterPause() {
        RunState before = state;
        enter(RunState.PAUSED);
        writeManifest();
        try {
            Control.Request request;
            do {
                request = control.awaitInPause();
            } while (request != Control.Request.RESUME && !request.ends());
            enter(before);
            isResting = request == Control.Request.REST;
            return request == Control.Request.RESUME;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stateChanged(RunState newState, TrainingState newAt) {
        boolean changed = state != newState;
        meter.enter(newState);
        enter(newState);
        at = newAt;
        if (changed && newState != RunState.EVALUATING && newState != RunState.RUNNING) {
            disk.write(this::writeManifest);
        } else {
            writeNowAndThen();
        }
    }

    @Override
    public void happened(RunEvent.Kind kind, int update, String text) {
        record(new RunEvent(kind, update, Instant.now(), text));
        if (kind == RunEvent.Kind.CONVERTED) {
            disk.write(conversion::write);
        } else if (kind == RunEvent.Kind.RESUMED && !hasTrained) {
            alerts.replay(metrics);
        } else if (kind == RunEvent.Kind.CHECKPOINT) {
            checkpoints().stream().filter(CheckpointInfo::last).findAny()
                    .ifPresent(last -> alerts.saved(update, last.sizeBytes(), folder.path().toFile().getUsableSpace()));
        }
    }

    @Override
    public void alerted(String alert, int update, String text) {
        rings(alert, update, text);
    }

    private void rings(String alert, int update, String text) {
        record(new RunEvent(RunEvent.Kind.WARNING, update, Instant.now(), text, alert));
    }

    private void record(RunEvent event) {
        if (!disk.write(() -> events.append(event))) {
            events.keep(event);
        }
        news.run();
    }

    @Override
    public void trained(Map<Metric, Double> measured) {
        hasTrained = true;
        Map<Metric, Double> row = timed(measured);
        meter.trained(row, row.getOrDefault(Metric.UPDATE, 0.0) <= warmUpUpdates);
        if (!disk.write(() -> metrics.appendUpdate(row))) {
            metrics.keepUpdate(row);
        }
        news.run();
        alerts.trained(row);
        writeNowAndThen();
    }

    @Override
    public void evaluated(Map<Metric, Double> measured) {
        Map<Metric, Double> row = timed(measured);
        if (!disk.write(() -> metrics.appendEvaluation(row))) {
            metrics.keepEvaluation(row);
        }
        news.run();
        alerts.evaluated(row);
    }

    private Map<Metric, Double> timed(Map<Metric, Double> row) {
        Map<Metric, Double> timed = new TreeMap<>(row);
        timed.put(Metric.WALL_SECONDS, Duration.between(manifest.startedAt(), Instant.now()).toMillis() / 1e3);
        return timed;
    }

    @Override
    public void scored(int update, List<DocumentScore> documents) {
        if (!documents.isEmpty()) {
            disk.write(() -> new DocumentScores(folder).write(update, documents));
        }
    }

    /** Last call of the training thread of a run that rests: it is paused, and nobody holds it. */
    void endResting() {
        String why = isHandedOver ? "handedOver" : at.update() == 0 && metrics.training().size() == 0 ? "rests.conversion" : "rests";
        happened(RunEvent.Kind.PAUSED, at.update(), TEXTS.get(why));
        message = "";
        manifest.resting(true);
        enter(RunState.PAUSED);
        disk.write(this::writeManifest);
    }

    /** Whether the request that ended the work before training asked for a rest. */
    boolean isResting() {
        return isResting;
    }

    /** Lets go of the run after saving it, so that another process may take it up. */
    public void handOver() {
        isHandedOver = true;
        rest();
    }

    /** Whether it waits for room on its disk, with something in memory that is not saved. */
    public boolean waitsForRoom() {
        return state == RunState.PAUSED && !message.isEmpty();
    }

    /** Another thread has looked at the machine. Throws UserError if it cannot be kept. */
    void sampled(DeviceSample sample) {
        if (state.isComputing()) {
            deviceAlerts.sampled(at.update(), sample);
        }
        device.append(sample);
    }

    /** Waits for no room on the disk, which only the thread that computes may do. */
    private void ringsBeside(String alert, int update, String text) {
        RunEvent event = new RunEvent(RunEvent.Kind.WARNING, update, Instant.now(), text, alert);
        try {
            events.append(event);
        } catch (UserError e) {
            events.keep(event);
        }
    }

    /** The probe texts are these; what was found at them after an update is found anew. */
    void beginProbes(List<ProbeText> texts, int update) {
        disk.write(() -> probes.begin(texts, update));
    }

    /** An evaluation has looked at the probe texts. */
    void probed(ProbeRecord record) {
        disk.write(() -> probes.append(record));
    }

    /** Last call of the training thread: records the final state. */
    void end(RunState endState, String text) {
        message = text;
        enter(endState);
        disk.write(this::writeManifest);
    }

    /**
     * Last call of the training thread if the run failed: records the failure.
     *
     * @return false if the failure could not be written, because the disk is full or gone
     */
    public boolean fail(Failure why) {
        failure = why.exitCode();
        message = why.sentence();
        enter(RunState.FAILED);
        try {
            events.append(new RunEvent(RunEvent.Kind.FAILED, at.update(), Instant.now(), message));
            manifest.failure(failure);
            writeManifest();
            return true;
        } catch (UserError e) { // the caller logs what could not be written
            isUnwritten = true;
            return false;
        }
    }

    /** True if the failure could not be written to disk, so that only this process knows of it. */
    public boolean isUnwritten() {
        return isUnwritten;
    }

    @Override
    public ExitCode failure() {
        return failure;
    }

    /** True while it evaluates or saves, which cannot be interrupted; after that it stops by itself. */
    public boolean isBetweenStops() {
        return state == RunState.EVALUATING || state == RunState.SAVING;
    }

    /** Whether this process has computed an update: from then on the run has allocated its peak memory. */
    public boolean hasTrained() {
        return hasTrained;
    }

    /** Whether it is computing now, not paused. */
    public boolean computes() {
        return isOwn() && state != RunState.PAUSED;
    }

    /** Marks the run as no longer computed by this process. */
    public void released() {
        ended.countDown();
    }

    private void writeNowAndThen() {
        if (System.nanoTime() - writtenAtNanos >= WRITE_EVERY_NANOS) {
            disk.write(this::writeManifest);
        }
    }

    private synchronized void writeManifest() {
        writtenAtNanos = System.nanoTime();
        if (state == RunState.CONVERTING) {
            conversion.write();
        }
        manifest.state(state).root().put("name", config.name()).put("update", at.update()).put("updates", config.training().updates())
                .put("bytes", at.bytes()).put("activeSeconds", at.activeSeconds()).put("convertedBytes", conversion.done())
                .put("bytesToConvert", conversion.total())
                .put("bytesPerSecond", metrics.training().size() == 0 ? 0 : metrics.training().last(Metric.BYTES_PER_SECOND))
                .put("message", message)
                .put("bestUpdate", at.bestUpdate());
        if (!Double.isNaN(at.bestBitsPerByte())) {
            manifest.root().put("bestBitsPerByte", at.bestBitsPerByte());
        }
        if (!Double.isNaN(at.bestKlBits())) {
            manifest.root().put("bestKlBits", at.bestKlBits());
        }
        manifest.write();
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
        TrainingState now = at;
        boolean between = metrics.training().size() > 0 && state == RunState.RUNNING;
        int update = between ? (int) metrics.training().last(Metric.UPDATE) : now.update();
        long bytes = between ? (long) metrics.training().last(Metric.BYTES) : now.bytes();
        RunProgress progress = RunProgress.of(config, state, update, bytes, metrics.training(), conversion.done(), conversion.total(),
                message);
        return state == RunState.CONVERTING ? progress.converting(conversion.bytesPerSecond(), conversion.secondsLeft()) : progress;
    }

    @Override
    public void onNews(Runnable listener) {
        news = listener;
    }

    @Override
    public Optional<Conversion> conversion() {
        return Optional.of(conversion.snapshot());
    }

    @Override
    public MetricLog metrics() {
        return metrics;
    }

    @Override
    public List<RunEvent> events() {
        return events.all();
    }

    @Override
    public ProbeLog probes() {
        return probes.log();
    }

    @Override
    public List<DeviceSample> device() {
        return device.newest();
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        return RemoteRun.checkpointsOf(folder, config, metrics.evaluation());
    }

    @Override
    public boolean isOwn() {
        return ended.getCount() > 0;
    }

    @Override
    public void pause() {
        control.request(Control.Request.PAUSE);
    }

    @Override
    public void resume() {
        control.request(Control.Request.RESUME);
    }

    @Override
    public void rest() {
        control.request(Control.Request.REST);
    }

    @Override
    public void goOnUnsaved() {
        control.request(Control.Request.GO_ON_UNSAVED);
    }

    @Override
    public void saveTo(Path elsewhere) {
        control.requestElsewhere(elsewhere.toAbsolutePath().normalize());
    }

    @Override
    public void checkpoint() {
        control.request(Control.Request.CHECKPOINT);
    }

    @Override
    public void stop(boolean save) {
        control.request(save ? Control.Request.STOP : Control.Request.STOP_WITHOUT_SAVING);
    }

    @Override
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
