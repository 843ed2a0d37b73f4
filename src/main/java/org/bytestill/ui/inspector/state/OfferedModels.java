package org.bytestill.ui.inspector.state;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.engine.run.Run;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The models that the shown run offers. Its checkpoints lie on disk and are read elsewhere; meanwhile those that were read last are
 * offered. Without controls; used on the window's thread.
 */
public final class OfferedModels {
    private final Tasks tasks;
    private final Texts texts;
    private final Consumer<Throwable> failed;
    private final ReadOnlyObjectWrapper<List<ModelChoice>> students = new ReadOnlyObjectWrapper<>(this, "students", List.of());
    private Run run;

    /**
     * @param tasks  reads the disk
     * @param failed is told why the checkpoints cannot be read
     */
    public OfferedModels(Tasks tasks, Texts texts, Consumer<Throwable> failed) {
        this.tasks = tasks;
        this.texts = texts;
        this.failed = failed;
    }

    /** Turns to a run; of another one than before nothing is known yet. */
    public void turnTo(Run shown) {
        boolean other = run == null || !run.folder().equals(shown.folder());
        run = shown;
        if (other) {
            students.set(List.of());
        }
    }

    /** The run that is looked at; null before the first. */
    @Nullable
    Run run() {
        return run;
    }

    public List<ModelChoice> teachers() {
        return Optional.ofNullable(run).flatMap(RunModels::teacher).map(List::of).orElse(List.of());
    }

    /** Checkpoints as they were read last, the newest first, the student before training last. */
    public ReadOnlyObjectProperty<List<ModelChoice>> studentsProperty() {
        return students.getReadOnlyProperty();
    }

    /**
     * Reads the checkpoints again and hands them on; those that are known if they cannot be read. Nothing is handed on any more if
     * another run is looked at by then.
     */
    public void read(Consumer<List<ModelChoice>> then) {
        if (run == null) {
            then.accept(List.of());
            return;
        }
        Run asked = run;
        tasks.run(() -> RunModels.students(asked, texts), found -> {
            if (isShown(asked)) {
                students.set(found);
                then.accept(found);
            }
        }, thrown -> {
            if (isShown(asked)) {
                failed.accept(thrown);
                then.accept(students.get());
            }
        });
    }

    private boolean isShown(Run asked) {
        return run.folder().equals(asked.folder());
    }
}
