package org.bytestill.ui.dashboard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.CheckpointInfo;
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
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.FolderOpener;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.chart.EventMark;
import org.bytestill.ui.common.chart.PairPlane;

/**
 * The figures and texts of one run at the moment of the poll. Keeps no history itself. What is asked of the run is in {@link RunRequests},
 * what a person wrote about it in {@link NotesModel}.
 */
public final class DashboardViewModel {
    /** The training figure of the headline is the mean of so many updates. */
    private static final int RECENT_UPDATES = 25;
    private final Run run;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final ReadOnlyObjectWrapper<List<CheckpointInfo>> checkpoints = new ReadOnlyObjectWrapper<>(this, "checkpoints", List.of());
    private final FailureDeduplicator checkpointsFailed;
    private boolean lookingAtCheckpoints;
    private final RunRequests requests;
    private final NotesModel notes;
    private final Set<RunEvent> putAway = new HashSet<>();

    /**
     * @param resumed is told the new handle of a run that had ended and that this program took up again
     * @param failed  shows what went wrong
     */
    public DashboardViewModel(Run run, Engine engine, Consumer<Run> resumed, Tasks tasks, Consumer<Throwable> failed) {
        this.run = run;
        this.tasks = tasks;
        this.failed = failed;
        this.checkpointsFailed = new FailureDeduplicator(failed);
        this.requests = new RunRequests(run, engine, resumed, tasks, failed);
        this.notes = new NotesModel(new RunFolder(run.folder()), tasks, failed);
    }

    /** What is asked of the run. */
    RunRequests requests() {
        return requests;
    }

    /** What a person wrote about it. */
    NotesModel notes() {
        return notes;
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

    /** The last update that was done at a place of the x axis. */
    int updateAt(Metric x, double at) {
        MetricTable training = run.metrics().training();
        int update = 0;
        for (int row = 0; row < training.size() && training.value(x, row) <= at; row++) {
            update = (int) training.value(Metric.UPDATE, row);
        }
        return update;
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

    /** Ways on for a run that failed for want of memory. */
    Set<AlertAction> roomier() {
        Set<AlertAction> ways = EnumSet.noneOf(AlertAction.class);
        if (run.progress().state() == RunState.FAILED && run.failure() == ExitCode.OUT_OF_MEMORY) {
            RunConfig.Training now = run.config().training();
            if (now.microBatchDocuments() > 1) {
                ways.add(AlertAction.HALF_BATCH);
            }
            if (now.recomputeActivations() != RunConfig.Recompute.ALWAYS) {
                ways.add(AlertAction.RECOMPUTE);
            }
        }
        return ways;
    }

    /** The values of one of these ways. */
    Map<String, String> withLessMemory(AlertAction way) {
        int documents = run.config().training().microBatchDocuments() / 2;
        while (documents > 1 && run.config().training().batchDocuments() % documents != 0) {
            documents--;
        }
        return way == AlertAction.RECOMPUTE ? Map.of("training.recompute_activations", "always")
                : Map.of("training.micro_batch_documents", String.valueOf(documents));
    }

    /** Values of the converter with which less of the teacher is left out. */
    Map<String, String> widerBeam() {
        RunConfig.Converter now = run.config().converter();
        return Map.of("converter.threshold", String.valueOf(now.threshold() / 10), "converter.width", String.valueOf(2 * now.width()));
    }

    void putAway(RunEvent alert) {
        putAway.add(alert);
    }

    /** The sentence on why the run waits for room on its disk, by itself; empty if it does not, or if somebody paused it. */
    String waitsForRoom() {
        RunProgress progress = run.progress();
        return progress.state() == RunState.PAUSED ? progress.message() : "";
    }

    /** What happened, newest first. */
    List<EventLine> events() {
        return EventLine.of(notes.among(run.events()));
    }

    /** The lane of the charts. */
    List<EventMark> marks() {
        return Marks.of(notes.among(run.events()));
    }

    /** The evaluations as a trail from the start to now. */
    List<PairPlane.Point> trail() {
        return Trail.of(run.metrics().evaluation());
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

    /** Whether it is paused by somebody, and this process still holds its memory. */
    boolean canRest() {
        return run.isOwn() && run.progress().state() == RunState.PAUSED && waitsForRoom().isEmpty();
    }

    /** Other values for this run, to be typed. */
    ChangeModel change() {
        return new ChangeModel(run.config(), run.progress().update());
    }

    /** Shows the run's folder in the file manager. */
    void showFolder() {
        FolderOpener.show(run.folder(), tasks, failed);
    }
}
