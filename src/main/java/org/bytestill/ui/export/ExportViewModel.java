package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.export.ExportSource;
import org.bytestill.export.ExportTarget;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.export.ExportJobs.Phase;
import org.bytestill.ui.export.ExportJobs.Status;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The export screen of one run: brings together which checkpoint goes where in which format, says what stands against it, starts
 * it, and follows how it went. Without controls; used on the window's thread.
 */
final class ExportViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(ExportViewModel.class);

    private final Tasks tasks;
    private final Texts texts = Texts.of("export");
    private final CheckpointModel checkpoints;
    private final FormatModel formats;
    private final TargetModel target;
    private final ExportJobs jobs;
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(this, "status", Status.IDLE);
    private final ReadOnlyObjectWrapper<WrittenFiles> written = new ReadOnlyObjectWrapper<>(this, "written", WrittenFiles.NONE);
    private final ReadOnlyBooleanWrapper training = new ReadOnlyBooleanWrapper(this, "training");
    private Run run;
    /** True while an export that was asked for waits for what the disk says. */
    private boolean waiting;

    /**
     * @param tasks for what reads the disk
     * @param ui    runs on the window's thread
     */
    ExportViewModel(Engine engine, Tasks tasks, Executor ui) {
        this.tasks = tasks;
        checkpoints = new CheckpointModel(tasks);
        formats = new FormatModel(tasks, () -> source().orElse(null));
        target = new TargetModel(tasks, this::isFile);
        jobs = new ExportJobs(engine, ui, this::showStatus);
        checkpoints.chosenProperty().addListener((observable, before, now) -> {
            formats.refresh();
            chosen();
        });
        formats.formatProperty().addListener((observable, before, now) -> chosen());
        formats.precisionProperty().addListener((observable, before, now) -> chosen());
        formats.answered().addListener(changed -> exportIfWaiting());
        target.answered().addListener(changed -> exportIfWaiting());
        status.addListener((observable, before, now) -> listWritten(now));
    }

    CheckpointModel checkpoints() {
        return checkpoints;
    }

    FormatModel formats() {
        return formats;
    }

    TargetModel target() {
        return target;
    }

    /** Another run, or the same one with newer checkpoints. */
    void show(Run shown) {
        boolean other = run == null || !run.folder().equals(shown.folder());
        run = shown;
        if (other) {
            waiting = false;
            checkpoints.show(run);
            target.clear();
            formats.choose(formats.offers().get(0).format());
            showStatus();
        }
        refresh();
    }

    /** Reads the checkpoints and the target's place again, in the background. */
    void refresh() {
        if (run != null) {
            training.set(run.progress().state().isActive());
        }
        checkpoints.refresh();
        formats.refresh();
        target.refresh();
    }

    private Optional<ExportSource> source() {
        return checkpoint().map(checkpoint -> new ExportSource(checkpoint.folder(), checkpoint.update(), run.config()));
    }

    private Optional<CheckpointInfo> checkpoint() {
        return Optional.ofNullable(checkpoints.chosen());
    }

    /** What would be exported now; empty while there is no checkpoint. */
    Optional<ExportChoice> choice() {
        return checkpoint().map(checkpoint -> new ExportChoice(run.folder(), checkpoint.update(), formats.formatProperty().get(),
                formats.precisionProperty().get()));
    }

    private void chosen() {
        choice().ifPresent(choice -> target.suggest(run.folder().resolve("exports").resolve(choice.name()).toString()));
        target.refresh();
        showStatus();
    }

    /** A folder picked by hand, to write into. */
    void chooseParent(Path folder) {
        target.textProperty().set(folder.resolve(choice().map(choice -> run.name() + "-" + choice.name()).orElse(run.name())).toString());
    }

    /** What the shown run was started with. */
    Optional<RunConfig> config() {
        return Optional.ofNullable(run).map(Run::config);
    }

    /** True while a process computes the run. */
    ReadOnlyBooleanProperty trainingProperty() {
        return training.getReadOnlyProperty();
    }

    /** False while the disk is asked whether anything stands against the export. */
    boolean isPlaceKnown() {
        return formats.isKnown() && target.isKnown();
    }

    /** Why the export cannot begin, with what to do about it; empty if it can, or while the disk is asked. */
    String obstacle() {
        if (choice().isEmpty()) {
            return texts.get("obstacle.checkpoint");
        }
        if (target.path().isEmpty()) {
            return texts.get("obstacle.folder");
        }
        if (!isPlaceKnown()) {
            return "";
        }
        if (!formats.offer().isPossible()) {
            return formats.offer().missing();
        }
        if (target.isTaken()) {
            return texts.get(isFile() ? "obstacle.exists.file" : "obstacle.exists");
        }
        return hasRoom() ? "" : texts.get("obstacle.room");
    }

    private boolean isFile() {
        return !formats.formatProperty().get().fileEnding().isEmpty();
    }

    private boolean hasRoom() {
        return target.drive().map(drive -> drive.free() >= ExportTarget.neededBytes(formats.sizeBytes())).orElse(true);
    }

    /** The command that does the same in a terminal. */
    String commandLine() {
        return choice().map(choice -> choice.commandLine(target.textProperty().get())).orElse("");
    }

    /** The export under way, or else the last one of what is chosen now. */
    ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** The run's newest export, of whatever checkpoint. */
    Status newest() {
        return run == null ? Status.IDLE : jobs.newest(run.folder());
    }

    private void showStatus() {
        Status now = choice().map(jobs::of).orElseGet(this::newest);
        status.set(now);
    }

    /**
     * Writes and proves, in the background; as soon as the disk has said that nothing stands against it, if it is still asked. Does
     * nothing while one is under way or something stands against it.
     */
    void export() {
        waiting = !isPlaceKnown();
        if (waiting) {
            formats.refresh();
            target.refresh();
            return;
        }
        if (status.get().phase() == Phase.RUNNING || !obstacle().isEmpty()) {
            return;
        }
        // The place is looked at first, so that what was just written is not taken for free.
        jobs.start(choice().orElseThrow(), target.path().orElseThrow(), target::refresh);
    }

    private void exportIfWaiting() {
        if (waiting && isPlaceKnown()) {
            export();
        }
    }

    /** Ends the run's export that is under way at its next report. */
    void cancel() {
        if (run != null) {
            jobs.cancel(run.folder());
        }
    }

    private void listWritten(Status now) {
        written.set(WrittenFiles.NONE);
        if (now.isProven()) {
            tasks.run(() -> WrittenFiles.in(now.report().target()), found -> {
                if (status.get() == now) {
                    written.set(found);
                }
            }, thrown -> LOG.info("What was written cannot be listed: {}", thrown.getMessage()));
        }
    }

    /** The files that the shown export wrote; none while it did not, or while they are listed. */
    ReadOnlyObjectProperty<WrittenFiles> writtenProperty() {
        return written.getReadOnlyProperty();
    }
}
