package org.bytestill.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.bytestill.engine.Engine;
import org.bytestill.engine.machine.Machine;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.StateWords;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** Navigation of the window: the list of runs, or a run and one of its tabs; and the text of the status line. */
final class MainViewModel {
    private static final int MOST_OTHER_RUNS = 12;

    private final Texts texts = Texts.of("shell");
    private final Engine engine;
    private final Home home;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final FailureDeduplicator machineFailed;
    private final FailureDeduplicator diskFailed;
    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(this, "place", new Place(null, Tab.DASHBOARD));
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper(this, "status", texts.get("status.ready"));
    private final ReadOnlyStringWrapper machine = new ReadOnlyStringWrapper(this, "machine", "");
    private final ReadOnlyStringWrapper disk = new ReadOnlyStringWrapper(this, "disk", "");
    private final List<Run> opened = new ArrayList<>();
    private Place beforeNewRun = place.get();
    private boolean closing;

    /** {@code failed} shows what went wrong. */
    MainViewModel(Engine engine, Home home, Tasks tasks, Consumer<Throwable> failed) {
        this.engine = engine;
        this.home = home;
        this.tasks = tasks;
        this.failed = failed;
        machineFailed = new FailureDeduplicator(failed);
        diskFailed = new FailureDeduplicator(failed);
    }

    /**
     * What is looked at.
     *
     * @param run      a run; null on the list of runs, and where a new one is set up
     * @param tab      the way it is looked at
     * @param isNewRun whether a new run is set up
     */
    record Place(@Nullable Run run, Tab tab, boolean isNewRun) {
        Place(@Nullable Run run, Tab tab) {
            this(run, tab, false);
        }
    }

    ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    Run run() {
        return place.get().run();
    }

    void turnTo(Tab tab) {
        place.set(new Place(run(), tab));
    }

    /** Whether this program computes the run that is looked at. */
    boolean computesRun() {
        try {
            return run() != null && run().isOwn() && run().progress().state().isActive();
        } catch (UserError e) {
            return false; // the status line says what is wrong with its folder
        }
    }

    ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    ReadOnlyStringProperty machineProperty() {
        return machine.getReadOnlyProperty();
    }

    ReadOnlyStringProperty diskProperty() {
        return disk.getReadOnlyProperty();
    }

    /** Opens the run of a folder, whoever computes it. */
    void open(Path folder, Tab at) {
        tasks.run(() -> {
            Run found = engine.open(folder);
            found.progress(); // the first look reads all its numbers
            return found;
        }, found -> show(found, at), failed);
    }

    void show(Run shown, Tab at) {
        opened.removeIf(each -> each.folder().equals(shown.folder()));
        opened.add(shown);
        place.set(new Place(shown, at));
        lookAtRun();
    }

    /** Sets up a new run; leaving it leads back to what was looked at. */
    void showNewRun() {
        if (!place.get().isNewRun()) {
            beforeNewRun = place.get();
            place.set(new Place(null, place.get().tab(), true));
            lookAtRun();
        }
    }

    void leaveNewRun() {
        place.set(beforeNewRun);
        lookAtRun();
    }

    void showRuns() {
        place.set(new Place(null, place.get().tab()));
        lookAtRun();
    }

    /** The run of those that were opened that this program computes and that closing would end; one that is paused stays so by itself. */
    @Nullable
    Run activeRun() {
        return opened.stream().filter(MainViewModel::wouldBeStopped).findFirst().orElse(null);
    }

    private static boolean wouldBeStopped(Run run) {
        try {
            RunState state = run.isOwn() ? run.progress().state() : RunState.DONE;
            return state.isActive() || state == RunState.PAUSED && !run.progress().message().isEmpty();
        } catch (UserError e) {
            return false; // its folder is gone, and nothing computes it
        }
    }

    /** The status line says what the program does before it goes; empty if it does not go after all. */
    void sayClosing(String what) {
        closing = !what.isEmpty();
        status.set(what);
        lookAtRun();
    }

    /** The runs that may be turned to, those that train first, then the newest; at most as many as a menu has room for. */
    void otherRuns(Consumer<List<RunSummary>> found) {
        Path here = run().folder();
        tasks.run(() -> engine.runs(home.runs()).stream().filter(each -> each.broken().isEmpty() && !each.folder().equals(here))
                .sorted(Comparator.comparing(each -> !each.state().isActive())).limit(MOST_OTHER_RUNS).toList(), found, failed);
    }

    /** Finds the runs that an earlier window left in the background; the one left last is shown if it still goes on. */
    void attach(BackgroundRuns left, Consumer<BackgroundRuns.Found> found) {
        tasks.run(() -> left.find(engine), runs -> {
            if (!runs.goingOn().isEmpty() && run() == null) {
                show(runs.goingOn().get(runs.goingOn().size() - 1), Tab.DASHBOARD);
            }
            found.accept(runs);
        }, failed);
    }

    /** Renews the status line's left side, cheap; null if it shows no run's progress. */
    @Nullable
    RunProgress lookAtRun() {
        Run current = run();
        if (closing) {
            return null;
        }
        if (current == null) {
            status.set(texts.get("status.ready"));
            return null;
        }
        try {
            RunProgress progress = current.progress();
            status.set(texts.get("status.run", StateWords.of(progress.state()), Format.count(progress.update()),
                    Format.count(progress.updates())));
            return progress;
        } catch (UserError e) {
            status.set(e.getMessage());
            return null;
        }
    }

    /** Renews its right side; asks the machine, elsewhere. */
    void lookAtMachine() {
        tasks.run(engine::machine, this::tell, machineFailed::failed);
        tasks.run(home::freeDiskBytes, this::tell, diskFailed::failed);
    }

    private void tell(long freeDiskBytes) {
        diskFailed.worked();
        disk.set(texts.get("status.disk", Format.size(freeDiskBytes)));
    }

    private void tell(Machine found) {
        machineFailed.worked();
        machine.set(texts.get("status.machine", found.device(), Format.memory(found.memoryBytes() - found.freeMemoryBytes()),
                Format.memory(found.memoryBytes())));
    }
}
