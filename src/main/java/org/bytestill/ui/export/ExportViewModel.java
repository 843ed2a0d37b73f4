package org.bytestill.ui.export;

import java.nio.file.Path;
import java.util.List;
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
import org.bytestill.ui.export.ExportJobs.Order;
import org.bytestill.ui.export.ExportJobs.Phase;
import org.bytestill.ui.export.ExportJobs.Status;
import org.bytestill.ui.export.TargetModel.Made;
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
    private final CardModel card = new CardModel();
    private final EarlierExports earlier;
    private final ComparedExports compared;
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
        earlier = new EarlierExports(tasks);
        compared = new ComparedExports(engine, ui);
        formats = new FormatModel(tasks, () -> source().orElse(null));
        target = new TargetModel(tasks, this::made);
        jobs = new ExportJobs(engine, ui, this::showStatus);
        checkpoints.chosenProperty().addListener((observable, before, now) -> {
            formats.refresh();
            chosen();
        });
        formats.picksProperty().addListener((observable, before, now) -> chosen());
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

    CardModel card() {
        return card;
    }

    EarlierExports earlier() {
        return earlier;
    }

    ComparedExports compared() {
        return compared;
    }

    /** Another run, or the same one with newer checkpoints. */
    void show(Run shown) {
        boolean other = run == null || !run.folder().equals(shown.folder());
        run = shown;
        if (other) {
            waiting = false;
            checkpoints.show(run);
            earlier.show(run);
            compared.clear();
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
        earlier.refresh();
    }

    private Optional<ExportSource> source() {
        return checkpoint().map(checkpoint -> new ExportSource(checkpoint.folder(), checkpoint.update(), run.config()));
    }

    private Optional<CheckpointInfo> checkpoint() {
        return Optional.ofNullable(checkpoints.chosen());
    }

    /** What would be exported now, one a chosen format; empty while there is no checkpoint. */
    List<ExportChoice> choices() {
        return checkpoint().map(checkpoint -> formats.picks().stream()
                .map(pick -> new ExportChoice(run.folder(), checkpoint.update(), pick.format(), pick.type())).toList()).orElse(List.of());
    }

    /** The first of them. */
    Optional<ExportChoice> choice() {
        return choices().stream().findFirst();
    }

    /** Each of them and where it goes: to the target if it is the only one, else into it. */
    private List<Order> orders(Path folder) {
        List<ExportChoice> choices = choices();
        return choices.stream().map(choice -> new Order(choice, choices.size() == 1 ? folder : choice.in(folder))).toList();
    }

    private List<Made> made(Path folder) {
        return source().map(source -> orders(folder).stream().map(order -> new Made(order.choice().format().place(source, order.target()),
                !order.choice().format().fileEnding().isEmpty())).toList()).orElse(List.of());
    }

    private void chosen() {
        choice().ifPresent(choice -> target.suggest(run.folder().resolve("exports").resolve(name(choice)).toString()));
        target.refresh();
        showStatus();
    }

    private String name(ExportChoice choice) {
        return formats.picks().size() == 1 ? choice.name() : "update-" + choice.update();
    }

    /** A folder picked by hand, to write into. */
    void chooseParent(Path folder) {
        target.textProperty().set(folder.resolve(choice().map(choice -> run.name() + "-" + name(choice)).orElse(run.name())).toString());
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
        if (!formats.missing().isEmpty()) {
            return formats.missing();
        }
        if (!card.obstacle().isEmpty()) {
            return card.obstacle();
        }
        if (target.isTaken()) {
            return texts.get(isFile() ? "obstacle.exists.file" : "obstacle.exists");
        }
        return hasRoom() ? "" : texts.get("obstacle.room");
    }

    /** Whether what stands at the target is what was just written there: no obstacle worth a red line. */
    boolean isJustDone() {
        return status.get().isProven() && target.isTaken();
    }

    /** Why nothing can be exported now, in words to be shown; empty if it can, or if an export is under way: its first files lie there. */
    String refusal() {
        return obstacle().isEmpty() || status.get().phase() == Phase.RUNNING ? "" : isJustDone() ? texts.get("obstacle.done") : obstacle();
    }

    private boolean isFile() {
        return formats.picks().size() == 1 && !formats.picks().get(0).format().fileEnding().isEmpty();
    }

    private boolean hasRoom() {
        return target.drive().map(drive -> drive.free() >= neededBytes()).orElse(true);
    }

    private long neededBytes() {
        long forEach = ExportTarget.neededBytes(0) * (formats.picks().size() - 1);
        return ExportTarget.neededBytes(formats.sizeBytes()) + forEach;
    }

    /** The command that does the same in a terminal. */
    String commandLine() {
        List<ExportChoice> choices = choices();
        return choices.isEmpty() ? "" : ExportChoice.commandLine(choices, target.textProperty().get(), card.statements());
    }

    /** How each of what is chosen now ended, of those that did. */
    List<Status> ended() {
        return choices().stream().map(jobs::ended).filter(status -> status.phase() != Phase.IDLE).toList();
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
        jobs.start(orders(target.path().orElseThrow()), card.statements(), target::refresh);
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
