package org.bytestill.ui.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.Engine;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.compare.CompareViewModel;
import org.bytestill.ui.sweep.SweepViewModel;
import org.jspecify.annotations.Nullable;

/** The runs of one folder as they are now, which of them are shown, which one is chosen, and what can be started. */
public final class RunsViewModel {
    private final Engine engine;
    private final Path runsFolder;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final SampleRun sample;
    private final ObservableList<RunSummary> shown = FXCollections.observableArrayList();
    private final ObjectProperty<Group> group = new SimpleObjectProperty<>(this, "group", Group.ALL);
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final ReadOnlyObjectWrapper<List<RunSummary>> all = new ReadOnlyObjectWrapper<>(this, "all", List.of());
    private final ReadOnlyObjectWrapper<List<Attention>> attention = new ReadOnlyObjectWrapper<>(this, "attention", List.of());
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded");
    private final ReadOnlyObjectWrapper<ChosenRun> chosen = new ReadOnlyObjectWrapper<>(this, "chosen");
    private final ReadOnlyObjectWrapper<Machine> machine = new ReadOnlyObjectWrapper<>(this, "machine");
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final Map<RunSummary, String> reasons = new HashMap<>();
    private final ReadOnlyIntegerWrapper held = new ReadOnlyIntegerWrapper(this, "held");
    private final FailureDeduplicator lookFailed;
    private final RunShelf shelf;
    private final CompareViewModel comparison;
    private final QueueModel queue;
    private final SweepViewModel sweep;
    private boolean looking;
    private boolean lookAgain;
    private boolean pointerIsOver;
    private boolean mayMove;
    private boolean filling;
    private List<Path> selectedFolders = List.of();
    private Path wanted;

    /**
     * @param sampleData folder with {@code quick.yaml}; without it there is no sample run
     * @param failed     shows what went wrong
     */
    public RunsViewModel(Engine engine, Path runsFolder, Optional<Path> sampleData, Tasks tasks, Consumer<Throwable> failed) {
        this.engine = engine;
        this.runsFolder = runsFolder;
        this.tasks = tasks;
        this.failed = failed;
        this.lookFailed = new FailureDeduplicator(failed);
        this.sample = new SampleRun(engine, runsFolder, sampleData);
        this.comparison = new CompareViewModel(engine, tasks, failed);
        this.sweep = new SweepViewModel(engine, sweepsFolder(), sampleData, tasks, failed);
        this.queue = new QueueModel(engine, runsFolder, tasks, failed, this::lookAnew);
        this.shelf = new RunShelf(engine, runsFolder, tasks, failed, this::lookAnew);
        group.addListener(change -> selectAnew());
        filter.addListener(change -> selectAnew());
    }

    public Path runsFolder() {
        return runsFolder;
    }

    /** What the list shows, newest first. Runs that did not change keep their place and object. */
    public ObservableList<RunSummary> shown() {
        return shown;
    }

    public ObjectProperty<Group> groupProperty() {
        return group;
    }

    /** Part of a name, a teacher, a student or a tag, or a whole tag behind a #; upper and lower case are alike. */
    public StringProperty filterProperty() {
        return filter;
    }

    public ReadOnlyObjectProperty<List<RunSummary>> allProperty() {
        return all.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<Attention>> attentionProperty() {
        return attention.getReadOnlyProperty();
    }

    /** True once the folder has been looked at; before, nobody knows whether there are runs. */
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<ChosenRun> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** Null until it is known. */
    public ReadOnlyObjectProperty<Machine> machineProperty() {
        return machine.getReadOnlyProperty();
    }

    /** True while something is being started or resumed. */
    public BooleanProperty busyProperty() {
        return busy;
    }

    public SampleRun sample() {
        return sample;
    }

    /** What can be done with the runs. */
    public RunShelf shelf() {
        return shelf;
    }

    /** The folder of sweeps, beside that of runs. */
    public Path sweepsFolder() {
        return runsFolder.resolveSibling("sweeps");
    }

    /** The sweep that is open. */
    public SweepViewModel sweep() {
        return sweep;
    }

    /** What waits. */
    public QueueModel queue() {
        return queue;
    }

    /** Runs beside each other, once they were chosen. */
    public CompareViewModel comparison() {
        return comparison;
    }

    /** Lays runs beside each other; controls are looked for among all of the folder. */
    public void compare(List<RunSummary> runs) {
        comparison.compare(folders(runs), folders(all.get().stream().filter(run -> run.broken().isEmpty()).toList()));
    }

    /** Remembers what is selected; what a list says of it while it is filled anew does not count. */
    public void setSelected(List<RunSummary> runs) {
        if (!filling) {
            selectedFolders = folders(runs);
        }
    }

    /** The runs that are to be selected, by their folders. */
    public List<Path> selectedFolders() {
        return selectedFolders;
    }

    /** While a pointer is over the list no row moves under it: what comes and goes waits. */
    public void hold(boolean pointer) {
        pointerIsOver = pointer;
        select();
    }

    /** Shows at once what waits until the pointer leaves. */
    public void showHeld() {
        selectAnew();
    }

    /** How many runs came or went since the list was held. */
    public ReadOnlyIntegerProperty heldProperty() {
        return held.getReadOnlyProperty();
    }

    /** How many runs are in each group. */
    public Map<Group, Integer> counts() {
        Map<Group, Integer> counts = new EnumMap<>(Group.class);
        for (Group each : Group.values()) {
            counts.put(each, (int) all.get().stream().filter(each::holds).count());
        }
        return counts;
    }

    /** Looks at the folder, elsewhere; a look that is under way is not doubled. */
    public void look() {
        if (looking) {
            return;
        }
        looking = true;
        lookAgain = false;
        tasks.run(this::readFolder, this::take, thrown -> {
            looking = false;
            lookFailed.failed(thrown);
        });
    }

    /** Looks once more although a look is under way: what is there was changed here, and rows may move for it. */
    private void lookAnew() {
        mayMove = true;
        lookAgain = looking;
        look();
    }

    private record Listing(List<RunSummary> runs, List<Attention> attention, QueueModel.Look queue) {}

    private Listing readFolder() {
        List<RunSummary> runs = engine.runs(runsFolder);
        List<Attention> needs = new ArrayList<>();
        for (RunSummary run : runs) {
            if (Attention.isNeeded(run)) {
                // A run that lies still is asked once for its reason.
                needs.add(new Attention(run, reasons.computeIfAbsent(run, this::reason)));
            }
        }
        return new Listing(runs, needs, queue.read(runs));
    }

    private String reason(RunSummary run) {
        if (!run.broken().isEmpty()) {
            return run.broken();
        }
        return run.state() == RunState.FAILED ? engine.open(run.folder()).progress().message() : "";
    }

    private void take(Listing listing) {
        looking = false;
        lookFailed.worked();
        // Before who looks at all of them is told: what is shown is what is chosen from.
        select(listing.runs());
        // A list that is the same is not drawn anew each second.
        if (!listing.runs().equals(all.get())) {
            all.set(listing.runs());
        }
        if (!listing.attention().equals(attention.get())) {
            attention.set(listing.attention());
        }
        queue.take(listing.queue());
        loaded.set(true);
        mayMove = lookAgain;
        if (lookAgain) {
            look();
        }
    }

    private void selectAnew() {
        boolean before = mayMove;
        mayMove = true;
        select();
        mayMove = before;
    }

    private void select() {
        select(all.get());
    }

    private void select(List<RunSummary> from) {
        String part = filter.get().strip().toLowerCase(Locale.ROOT);
        List<RunSummary> selected = from.stream().filter(group.get()::holds)
                .filter(run -> fits(run, part)).toList();
        List<Path> now = folders(selected);
        List<Path> before = folders(shown);
        if (!now.equals(before) && (mayMove || !pointerIsOver || before.isEmpty())) {
            held.set(0);
            filling = true;
            shown.setAll(selected);
            filling = false;
            return;
        }
        held.set((int) (now.stream().filter(folder -> !before.contains(folder)).count()
                + before.stream().filter(folder -> !now.contains(folder)).count()));
        for (RunSummary run : selected) {
            int row = before.indexOf(run.folder());
            if (row >= 0 && !run.equals(shown.get(row))) {
                shown.set(row, run);
            }
        }
    }

    /** A part that begins with # is a whole tag; any other is looked for in names and tags. */
    private static boolean fits(RunSummary run, String part) {
        return part.startsWith("#") && part.length() > 1
                ? run.tags().stream().anyMatch(tag -> tag.toLowerCase(Locale.ROOT).equals(part.substring(1)))
                : part.isEmpty() || text(run).contains(part);
    }

    private static List<Path> folders(List<RunSummary> runs) {
        return runs.stream().map(RunSummary::folder).toList();
    }

    private static String text(RunSummary run) {
        return String
                .join("\n", run.name(), Objects.toString(run.teacher(), ""), Objects.toString(run.student(), ""),
                        String.join("\n", run.tags()))
                .toLowerCase(Locale.ROOT);
    }

    /** Reads the evaluations of a run, elsewhere; null chooses none. */
    public void choose(@Nullable RunSummary run) {
        wanted = run == null || !run.broken().isEmpty() ? null : run.folder();
        if (wanted == null) {
            chosen.set(null);
            return;
        }
        tasks.run(() -> {
            MetricTable evaluations = engine.open(run.folder()).metrics().evaluation();
            return new ChosenRun(run.folder(), run.name(), column(evaluations, Metric.KL_BITS), column(evaluations, Metric.BITS_PER_BYTE));
        }, found -> {
            // Another one may have been chosen while this was read.
            if (found.folder().equals(wanted)) {
                chosen.set(found);
            }
        }, failed);
    }

    private static double[] column(MetricTable table, Metric metric) {
        return IntStream.range(0, table.size()).mapToDouble(row -> table.value(metric, row)).filter(Double::isFinite).toArray();
    }

    /** Asks the machine what it is, elsewhere. */
    public void lookAtMachine() {
        tasks.runOnceDrawn(engine::machine, machine::set, failed);
    }

    /** What the sample run would cost here, worked out elsewhere. */
    public void askSamplePrice(Consumer<Estimate> told, Consumer<Throwable> unknown) {
        tasks.runOnceDrawn(sample::estimate, told, unknown);
    }

    public void startSample(Consumer<Run> started) {
        work(sample::start, started);
    }

    public void resume(Path folder, Consumer<Run> resumed) {
        work(() -> engine.resume(folder), resumed);
    }

    private void work(Callable<Run> begin, Consumer<Run> begun) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        tasks.run(begin, run -> {
            busy.set(false);
            begun.accept(run);
        }, thrown -> {
            busy.set(false);
            failed.accept(thrown);
        });
    }
}
