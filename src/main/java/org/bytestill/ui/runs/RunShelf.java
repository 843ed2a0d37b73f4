package org.bytestill.ui.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bytestill.engine.Engine;
import org.bytestill.engine.library.Repetition;
import org.bytestill.engine.library.RunBin;
import org.bytestill.engine.library.RunLibrary;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunSummary;
import org.bytestill.problem.UserError;
import org.bytestill.run.NotesFile;
import org.bytestill.run.RunFolder;
import org.bytestill.run.RunState;
import org.bytestill.ui.common.FailureText;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** What can be done with the runs of the list: another name, the bin and back, once more, on over other text. Knows no controls. */
public final class RunShelf {
    private final Texts texts = Texts.of("runs");
    private final Engine engine;
    private final RunLibrary library;
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<Binned> binned = new ReadOnlyObjectWrapper<>(this, "binned");

    /**
     * @param failed  shows what went wrong
     * @param changed called when the folder holds other runs than before
     */
    RunShelf(Engine engine, Path runsFolder, Tasks tasks, Consumer<Throwable> failed, Runnable changed) {
        this.engine = engine;
        this.library = new RunLibrary(runsFolder);
        this.tasks = tasks;
        this.failed = failed;
        this.changed = changed;
    }

    /**
     * The last deletion, which can be undone.
     *
     * @param entries  the runs in the bin
     * @param bytes    of their files
     * @param inBin    runs in the bin in all
     * @param binBytes bytes of the bin in all
     * @param readers  runs that read something from those deleted
     */
    public record Binned(List<RunBin.Entry> entries, long bytes, int inBin, long binBytes, List<String> readers) {}

    /** Null if nothing was deleted since the program started, or it was brought back. */
    public ReadOnlyObjectProperty<Binned> binnedProperty() {
        return binned.getReadOnlyProperty();
    }

    /** Why a run cannot be renamed or deleted now, in a few words; empty if it can. */
    public String isHeldBecause(RunSummary run) {
        boolean computed = run.broken().isEmpty() && (run.state().isActive() || run.state() == RunState.PAUSED);
        return computed ? texts.get("menu.stopFirst") : "";
    }

    /** @param refused gets the sentence that says why the name cannot be */
    public void rename(RunSummary run, String name, Runnable renamed, Consumer<String> refused) {
        tasks.run(() -> library.rename(run.folder(), name.strip()), place -> {
            changed.run();
            renamed.run();
        }, thrown -> refused.accept(FailureText.of(thrown)));
    }

    /** @param words the tags that a run has from now on, separated by commas */
    public void tag(RunSummary run, String words) {
        tasks.run(() -> NotesFile.change(new RunFolder(run.folder()), notes -> notes.withTags(Arrays.asList(words.split(",")))),
                done -> changed.run(), failed);
    }

    /** Moves runs into the bin; those that cannot be are told, the others are moved. */
    public void delete(List<RunSummary> runs) {
        List<RunBin.Entry> moved = new ArrayList<>();
        List<Throwable> refused = new ArrayList<>();
        tasks.run(() -> {
            List<String> readers = new ArrayList<>();
            long bytes = 0;
            for (RunSummary run : runs) {
                try {
                    long size = library.bytes(run.folder());
                    List<String> own = library.readersOf(run.folder());
                    moved.add(library.delete(run.folder()));
                    readers.addAll(own);
                    bytes += size;
                } catch (UserError e) {
                    refused.add(e);
                }
            }
            List<RunBin.Entry> all = library.bin().entries();
            readers.removeAll(moved.stream().map(RunBin.Entry::name).toList());
            return new Binned(moved, bytes, all.size(), all.stream().mapToLong(RunBin.Entry::bytes).sum(),
                    readers.stream().distinct().toList());
        }, deleted -> {
            if (!moved.isEmpty()) {
                binned.set(deleted);
            }
            changed.run();
            refused.forEach(failed);
        }, failed);
    }

    /** Brings back what was deleted last. */
    public void undo() {
        Binned last = binned.get();
        if (last == null) {
            return;
        }
        binned.set(null);
        tasks.run(() -> last.entries().stream().map(library.bin()::restore).toList(), back -> changed.run(), failed);
    }

    /** Nobody asks for the last deletion any more; the runs stay in the bin. */
    public void forgetBinned() {
        binned.set(null);
    }

    /** Deletes for good all that is in the bin. */
    public void emptyBin() {
        binned.set(null);
        tasks.run(() -> {
            library.bin().empty(library.bin().entries());
            return true;
        }, done -> {}, failed);
    }

    /**
     * Computes a run once more.
     *
     * @param asks gets what has changed since, if something has; {@link #start} computes it all the same
     */
    public void repeat(RunSummary run, Consumer<Run> started, Consumer<Repetition> asks) {
        tasks.run(() -> Repetition.of(run.folder()), repetition -> {
            if (repetition.differences().isEmpty()) {
                start(repetition, started);
            } else {
                asks.accept(repetition);
            }
        }, failed);
    }

    public void start(Repetition repetition, Consumer<Run> started) {
        tasks.run(() -> engine.start(repetition.config(), repetition.folder(), repetition.folder()), run -> {
            changed.run();
            started.accept(run);
        }, failed);
    }

    /** A new run with the configuration of another. */
    public RunTemplate copy(RunSummary run) {
        return new RunTemplate(Optional.of(run.folder().resolve("run.yaml")), Map.of());
    }

    /** A new run that goes on from the best checkpoint of another, or its last one, over text that is still to be named. */
    public void goOn(RunSummary run, Consumer<RunTemplate> ready) {
        tasks.run(() -> template(run), ready, failed);
    }

    private RunTemplate template(RunSummary run) {
        @Nullable
        CheckpointInfo from = null;
        for (CheckpointInfo checkpoint : engine.open(run.folder()).checkpoints()) {
            if (checkpoint.update() > 0 && (from == null || checkpoint.best() || !from.best())) {
                from = checkpoint;
            }
        }
        Path student = Optional.ofNullable(from).map(CheckpointInfo::folder)
                .orElseThrow(() -> UserError.badInput("%s", texts.get("goOn.nothing", run.name())));
        return new RunTemplate(Optional.of(run.folder().resolve("run.yaml")),
                Map.of("student", student.toString(), "new_tokenizer", "", "text.train", ""));
    }
}
