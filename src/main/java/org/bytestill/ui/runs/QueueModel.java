package org.bytestill.ui.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.run.LockHolder;
import org.bytestill.run.RunState;
import org.bytestill.run.queue.QueueState;
import org.bytestill.run.queue.RunQueue;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;

/** The queue of the runs folder: what waits in which order, whether it goes on, and what can be done about that. Knows no controls. */
public final class QueueModel {
    private final Texts texts = Texts.of("runs");
    private final Engine engine;
    private final RunQueue queue;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(this, "look");

    QueueModel(Engine engine, Path runsFolder, Tasks tasks, Consumer<Throwable> failed, Runnable changed) {
        this.engine = engine;
        this.queue = new RunQueue(runsFolder);
        this.tasks = tasks;
        this.failed = failed;
        this.changed = changed;
    }

    /**
     * The queue as it was found.
     *
     * @param worker the process that computes it, in words; empty if none does
     * @param names  of the runs that wait
     * @param ahead  the run that is computed now, by name; empty if none is
     */
    public record Look(QueueState state, List<String> names, String worker, String ahead) {}

    /** Null before the first look. */
    public ReadOnlyObjectProperty<Look> lookProperty() {
        return look.getReadOnlyProperty();
    }

    /** Reads the queue; not on the JavaFX thread. */
    Look read(List<RunSummary> runs) {
        QueueState state = queue.state();
        List<String> names = state.waiting().stream().map(run -> nameOf(run, runs)).toList();
        Optional<RunSummary> active = runs.stream().filter(run -> run.broken().isEmpty() && run.state().isActive()).findFirst();
        return new Look(state, names, queue.worker().map(LockHolder::description).orElse(""), active.map(RunSummary::name).orElse(""));
    }

    private static String nameOf(Path run, List<RunSummary> runs) {
        return runs.stream().filter(each -> each.folder().equals(run)).map(RunSummary::name).findFirst()
                .orElse(run.getFileName().toString());
    }

    void take(Look found) {
        if (!found.equals(look.get())) {
            look.set(found);
        }
    }

    /** True if there is anything to be said of the queue. */
    public boolean isShown() {
        return look.get() != null && (!look.get().state().isEmpty() || look.get().state().isHeld());
    }

    /** True if nobody goes on with it: it can be started here. */
    public boolean canStart() {
        return isShown() && !look.get().state().isEmpty() && (look.get().worker().isEmpty() || look.get().state().isHeld());
    }

    /** How the queue stands, in a sentence. */
    public String sentence() {
        Look now = look.get();
        if (now.state().isHeld()) {
            return now.state().held();
        }
        if (now.worker().isEmpty()) {
            return texts.get("queue.waits");
        }
        return now.ahead().isEmpty() ? texts.get("queue.begins") : texts.get("queue.goesOn", now.ahead());
    }

    /** The place of a run in the queue, from 1; 0 if it does not wait. */
    public int place(RunSummary run) {
        return look.get() == null ? 0 : look.get().state().waiting().indexOf(run.folder()) + 1;
    }

    /** Goes on with it in this program. */
    public void start() {
        work(() -> {
            engine.workQueue(queue.runs());
            return true;
        });
    }

    /** Puts runs at the end. */
    public void add(List<RunSummary> runs) {
        work(() -> {
            runs.forEach(run -> queue.add(run.folder()));
            return true;
        });
    }

    /** @param place from 0 */
    public void move(int place, int by) {
        Path run = look.get().state().waiting().get(place);
        work(() -> {
            queue.move(run, place + by);
            return true;
        });
    }

    public void remove(int place) {
        Path run = look.get().state().waiting().get(place);
        work(() -> {
            queue.remove(run);
            return true;
        });
    }

    public void setAfterFailure(QueueState.AfterFailure choice) {
        work(() -> {
            queue.setAfterFailure(choice);
            return true;
        });
    }

    private void work(Callable<Boolean> change) {
        tasks.run(change, done -> changed.run(), failed);
    }

    /** Why a run cannot be put into the queue, in a few words; empty if it can. */
    String whyNotAdd(RunSummary run) {
        if (run.state() == RunState.QUEUED) {
            return texts.get("menu.inQueue");
        }
        return run.state().canResume() && run.state() != RunState.PAUSED ? "" : texts.get("menu.cannotResume");
    }
}
