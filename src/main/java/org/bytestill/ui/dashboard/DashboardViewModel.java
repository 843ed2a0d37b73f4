package org.bytestill.ui.dashboard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Resumption;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.ExitCode;
import org.bytestill.run.Conversion;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.FolderOpener;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.chart.EventMark;
import org.bytestill.ui.common.chart.PairPlane;
import org.bytestill.util.LoggedSentence;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The figures and texts of one run at the moment of the poll, and the requests to it (pause, resume, checkpoint, stop). Keeps no
 * history itself.
 */
public final class DashboardViewModel {
    /** The training figure of the headline is the mean of so many updates. */
    private static final int RECENT_UPDATES = 25;
    private static final EnumSet<
            RunEvent.Kind> UNMARKED = EnumSet.of(RunEvent.Kind.EVALUATED, RunEvent.Kind.STARTED, RunEvent.Kind.CONVERTED);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Texts texts = Texts.of("dashboard");
    private final Run run;
    private final Engine engine;
    private final Consumer<Run> resumed;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final ReadOnlyObjectWrapper<List<CheckpointInfo>> checkpoints = new ReadOnlyObjectWrapper<>(this, "checkpoints", List.of());
    private final FailureDeduplicator checkpointsFailed;
    private boolean lookingAtCheckpoints;
    private boolean resuming;
    private @Nullable Wish wish;
    private final Set<RunEvent> putAway = new HashSet<>();

    /**
     * @param resumed is told the new handle of a run that had ended and that this program took up again
     * @param failed  shows what went wrong
     */
    public DashboardViewModel(Run run, Engine engine, Consumer<Run> resumed, Tasks tasks, Consumer<Throwable> failed) {
        this.run = run;
        this.engine = engine;
        this.resumed = resumed;
        this.tasks = tasks;
        this.failed = failed;
        this.checkpointsFailed = new FailureDeduplicator(failed);
    }

    MetricLog log() {
        return run.metrics();
    }

    RunProgress progress() {
        return run.progress();
    }

    /** What is measured of the conversion, for as long as the run is busy with it; empty before and afterwards. */
    Optional<Conversion> conversion() {
        RunProgress now = run.progress();
        boolean waits = now.state() == RunState.PAUSED && now.bytesToConvert() > 0 && now.convertedBytes() < now.bytesToConvert();
        return now.state() == RunState.CONVERTING || waits ? Optional.of(run.conversion().orElse(Conversion.NONE)) : Optional.empty();
    }

    BarFacts bar() {
        return BarFacts.of(run.progress());
    }

    /** True if the run has a teacher to agree with. */
    boolean hasTeacher() {
        return Objectives.usesTeacher(run.config());
    }

    /** What the run's objective measures of every update beside the token loss. */
    Optional<Objective.Curve> curve() {
        return Objectives.of(run.config()).curve();
    }

    /** Whether this run's updates measure it: its objective does, or its log has it. */
    boolean measures(Metric metric) {
        return isOfObjective(metric) || Double.isFinite(recent(metric));
    }

    /** Whether any update has measured it. */
    boolean hasMeasured(Metric metric) {
        return run.metrics().training().has(metric);
    }

    private boolean isOfObjective(Metric metric) {
        return metric == Metric.TOKEN_LOSS || curve().filter(curve -> curve.metric() == metric).isPresent();
    }

    /** Whether the newest evaluation measured it. */
    boolean evaluates(Metric metric) {
        return Double.isFinite(run.metrics().evaluation().last(metric));
    }

    int evaluateEvery() {
        return run.config().evaluation().everyUpdates();
    }

    double clipNorm() {
        return run.config().training().clipNorm();
    }

    Headline agreement() {
        return Headline.agreement(run.metrics());
    }

    Headline quality() {
        return Headline.quality(run.metrics(), recent(Metric.BITS_PER_BYTE));
    }

    /** Mean of a training metric over the newest updates; NaN if it was not measured. */
    double recent(Metric metric) {
        MetricTable training = run.metrics().training();
        double sum = 0;
        int count = 0;
        for (int row = Math.max(0, training.size() - RECENT_UPDATES); row < training.size(); row++) {
            double value = training.value(metric, row);
            if (Double.isFinite(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * The update with the largest loss of those whose x lies between two values, or the nearest one if there is none between.
     * An update at which it was not measured is chosen only if it was measured at none of them.
     *
     * @param x update or bytes
     * @return the update, from 1; 0 if nothing was trained yet
     */
    int worstUpdate(Metric metric, Metric x, double from, double to) {
        MetricTable training = run.metrics().training();
        int worst = -1;
        int nearest = -1;
        for (int row = 0; row < training.size(); row++) {
            double at = training.value(x, row);
            boolean larger = worst < 0 || isLarger(training.value(metric, row), training.value(metric, worst));
            worst = at >= from && at <= to && larger ? row : worst;
            double distance = Math.abs(at - (from + to) / 2);
            nearest = nearest < 0 || distance < Math.abs(training.value(x, nearest) - (from + to) / 2) ? row : nearest;
        }
        int row = worst >= 0 ? worst : nearest;
        return row < 0 ? 0 : (int) training.value(Metric.UPDATE, row);
    }

    private static boolean isLarger(double value, double than) {
        return value > than || Double.isNaN(than) && !Double.isNaN(value);
    }

    double last(Metric metric) {
        return run.metrics().training().last(metric);
    }

    EmptyStateText emptyWords() {
        return EmptyStateText.of(run.progress());
    }

    /** The sentence on why the run failed; empty if it did not. */
    String failure() {
        RunProgress progress = run.progress();
        return progress.state() == RunState.FAILED ? progress.message() : "";
    }

    /** Whether the run failed because a loss or a gradient was not finite. */
    boolean diverged() {
        return run.progress().state() == RunState.FAILED && run.failure() == ExitCode.NOT_FINITE;
    }

    /** The alerts since the run was started, resumed or changed that were not put away, newest first. */
    List<RunEvent> alerts() {
        List<RunEvent> alerts = new ArrayList<>();
        for (RunEvent event : run.events()) {
            if (event.kind() == RunEvent.Kind.RESUMED || event.kind() == RunEvent.Kind.CHANGED) {
                alerts.clear();
            } else if (!event.alert().isEmpty() && !putAway.contains(event)) {
                alerts.add(0, event);
            }
        }
        return alerts;
    }

    void putAway(RunEvent alert) {
        putAway.add(alert);
    }

    /** The sentence on why the run waits for room on its disk, by itself; empty if it does not, or if somebody paused it. */
    String waitsForRoom() {
        RunProgress progress = run.progress();
        return progress.state() == RunState.PAUSED ? progress.message() : "";
    }

    /** There is room again. */
    void tryAgain() {
        request(run::resume);
    }

    void saveTo(Path elsewhere) {
        request(() -> run.saveTo(elsewhere));
    }

    void goOnUnsaved() {
        request(run::goOnUnsaved);
    }

    /** What happened, newest first. */
    List<EventLine> events() {
        return EventLine.of(run.events());
    }

    /**
     * The lane of the charts. Evaluations are diamonds on the curve already, and the start at 0 is not marked. Only the newest best
     * is marked, and a pause stands for its end too.
     */
    List<EventMark> marks() {
        List<EventMark> marks = new ArrayList<>();
        List<RunEvent> events = run.events();
        int best = events.stream().filter(event -> event.kind() == RunEvent.Kind.BEST).mapToInt(RunEvent::update).max().orElse(-1);
        RunEvent before = null;
        for (RunEvent event : events) {
            boolean olderBest = event.kind() == RunEvent.Kind.BEST && event.update() != best;
            boolean endOfPause = event.kind() == RunEvent.Kind.RESUMED && before != null && before.kind() == RunEvent.Kind.PAUSED
                    && before.update() == event.update();
            before = event;
            if (!UNMARKED.contains(event.kind()) && !olderBest && !endOfPause) {
                boolean line = event.kind() == RunEvent.Kind.STEP && event.update() > 0;
                String text = texts.get("event.at", Format.count(event.update()), LoggedSentence.shown(event.message()));
                marks.add(new EventMark(event.update(), event.kind(), text, line ? texts.get("step2") : ""));
            }
        }
        return marks;
    }

    /** The evaluations as a trail from the start to now: its two ends are named, and the best is marked as it is on the charts. */
    List<PairPlane.Point> trail() {
        MetricTable table = run.metrics().evaluation();
        int best = IntStream.range(0, table.size()).filter(row -> Double.isFinite(table.value(Metric.BITS_PER_BYTE, row))).boxed()
                .min(Comparator.comparingDouble(row -> table.value(Metric.BITS_PER_BYTE, row))).orElse(-1);
        List<PairPlane.Point> points = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            boolean named = row == 0 || row == table.size() - 1 || row == best;
            String label = named ? Format.count((long) table.value(Metric.UPDATE, row)) : "";
            points.add(new PairPlane.Point(table.value(Metric.KL_BITS, row), table.value(Metric.BITS_PER_BYTE, row), label, row == best));
        }
        return points;
    }

    ReadOnlyObjectProperty<List<CheckpointInfo>> checkpointsProperty() {
        return checkpoints.getReadOnlyProperty();
    }

    /** Reads the checkpoints on disk, elsewhere. */
    void lookAtCheckpoints() {
        if (lookingAtCheckpoints) {
            return;
        }
        lookingAtCheckpoints = true;
        tasks.run(run::checkpoints, found -> {
            lookingAtCheckpoints = false;
            checkpointsFailed.worked();
            checkpoints.set(found);
        }, thrown -> {
            lookingAtCheckpoints = false;
            checkpointsFailed.failed(thrown);
        });
    }

    /** Updates done since the newest checkpoint; what stopping without saving gives up. */
    int unsavedUpdates() {
        int saved = checkpoints.get().stream().mapToInt(CheckpointInfo::update).max().orElse(0);
        return Math.max(0, run.progress().update() - saved);
    }

    void checkpoint() {
        wish = new Wish("pending.checkpoint", run.events().size());
        request(run::checkpoint);
    }

    /** What was asked for and has not happened yet, since it has to wait for the end of an evaluation or a save; empty if nothing. */
    String pending() {
        if (wish == null || wish.isFulfilled(run)) {
            wish = null;
            return "";
        }
        return texts.get(wish.text());
    }

    /** A request, by its words, and how many events there were when it was made. */
    private record Wish(String text, int events) {
        private static final Set<RunEvent.Kind> ANSWERS = EnumSet.of(RunEvent.Kind.CHECKPOINT, RunEvent.Kind.PAUSED, RunEvent.Kind.STOPPED,
                RunEvent.Kind.DONE, RunEvent.Kind.FAILED);

        boolean isFulfilled(Run run) {
            RunState state = run.progress().state();
            List<RunEvent> now = run.events();
            return !state.isActive() || state == RunState.PAUSING || state == RunState.STOPPING
                    || now.subList(Math.min(events, now.size()), now.size()).stream().anyMatch(event -> ANSWERS.contains(event.kind()));
        }
    }

    /** Pauses what runs, lets go on what is paused, takes up what has ended before its time; else does nothing. */
    void pauseOrResume() {
        BarFacts now = bar();
        if (now.canPause()) {
            wish = new Wish("pending.pause", run.events().size());
            request(run::pause);
        } else if (now.state() == RunState.PAUSED) {
            request(run::resume);
        } else if (now.canResume()) {
            resume(() -> engine.resume(run.folder()));
        }
    }

    /** Whether it is paused by somebody, and this process still holds its memory. */
    boolean canRest() {
        return run.isOwn() && run.progress().state() == RunState.PAUSED && waitsForRoom().isEmpty();
    }

    /** Frees the memory of a paused run. */
    void rest() {
        request(run::rest);
    }

    /** Goes on from an earlier checkpoint, for example the last good one after training went astray; 0 begins anew. */
    void resumeFrom(int update) {
        resume(() -> engine.resume(run.folder(), Resumption.from(update == 0 ? "first" : String.valueOf(update))));
    }

    /** Other values for this run, to be typed. */
    ChangeModel change() {
        return new ChangeModel(run.config(), run.progress().update());
    }

    /** Goes on from the newest checkpoint with other values; a run that trains is stopped first, and saved. */
    void goOnWith(Map<String, String> changes) {
        resume(() -> {
            letGo(true);
            return engine.resume(run.folder(), Resumption.UNCHANGED.with(changes));
        });
    }

    /** Goes back to the last good checkpoint and on with half the learning rates; what was trained since is given up. */
    void goOnWithHalfTheRate() {
        RunConfig.Training training = run.config().training();
        Map<String, String> half = Map.of("training.learning_rate", String.valueOf(training.learningRate() / 2),
                "training.head_learning_rate", String.valueOf(training.headLearningRate() / 2));
        resume(() -> {
            letGo(false);
            return engine.resume(run.folder(), Resumption.from("good").with(half));
        });
    }

    private void letGo(boolean save) throws InterruptedException {
        if (run.progress().state().isActive()) {
            run.stop(save);
            while (!run.awaitEnd(LOOK_EVERY)) {
                Thread.onSpinWait();
            }
        }
    }

    /** Shows the run's folder in the file manager. */
    void showFolder() {
        FolderOpener.show(run.folder(), tasks, failed);
    }

    private void resume(Callable<Run> request) {
        if (resuming) {
            return;
        }
        resuming = true;
        tasks.run(request, taken -> {
            resuming = false;
            resumed.accept(taken);
        }, thrown -> {
            resuming = false;
            failed.accept(thrown);
        });
    }

    void stop(boolean save) {
        wish = new Wish("pending.stop", run.events().size());
        request(() -> run.stop(save));
    }

    private void request(Runnable request) {
        tasks.run(Executors.callable(request), done -> {}, failed);
    }
}
