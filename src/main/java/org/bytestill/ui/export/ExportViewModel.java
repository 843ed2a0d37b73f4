package org.bytestill.ui.export;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.Precision;
import org.bytestill.engine.Engine;
import org.bytestill.engine.job.ExportReport;
import org.bytestill.engine.job.ExportRequest;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.export.ExportFormat;
import org.bytestill.export.ExportFormats;
import org.bytestill.problem.Failure;
import org.bytestill.ui.common.FailureDeduplicator;
import org.bytestill.ui.common.Reports;
import org.bytestill.ui.common.Shell;
import org.bytestill.ui.common.Tasks;
import org.bytestill.ui.common.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checkpoint of a run goes where in which number format, and how the run's newest export went, also after another run was
 * looked at meanwhile. Without controls; used on the window's thread.
 */
public final class ExportViewModel {
    private static final Logger LOG = LoggerFactory.getLogger(ExportViewModel.class);

    /** What is written: a whole model, adapters merged, or the adapters alone. */
    public enum Content { HF, ADAPTER }

    /** Where the newest export has got to. */
    public enum Phase { IDLE, RUNNING, DONE, FAILED }

    /**
     * The newest export.
     *
     * @param done    work done, of {@code total}; 0 of 0 before the first report
     * @param request what was asked for, or null
     * @param report  the proof, or null
     * @param failure why it failed, or null
     */
    public record Status(Phase phase, long done, long total, ExportRequest request, ExportReport report, Throwable failure) {
        static final Status IDLE = new Status(Phase.IDLE, 0, 0, null, null, null);
    }

    /** Room on the drive of the target folder, in bytes. */
    public record Drive(long total, long free) {}

    /**
     * What the disk says of a target and a checkpoint. Read elsewhere: a drive may be slow, or far away.
     *
     * @param target       the target as typed
     * @param isTaken      whether something lies there already
     * @param drive        the drive that the folder will lie on; null if that cannot be said
     * @param adapterBytes size of the checkpoint's adapter; 0 if it has none
     */
    private record OnDisk(String target, CheckpointInfo checkpoint, boolean isTaken, Drive drive, long adapterBytes) {}

    /**
     * What an export wrote.
     *
     * @param sizes   bytes of each file by its name, the largest first
     * @param problem why they cannot be listed; empty if they can
     */
    public record Written(Map<String, Long> sizes, String problem) {
        static final Written NOTHING = new Written(Map.of(), "");
    }

    private final Engine engine;
    private final Tasks tasks;
    private final Executor ui;
    private final Texts texts = Texts.of("export");
    private final ObservableList<CheckpointInfo> checkpoints = FXCollections.observableArrayList();
    private final ObjectProperty<CheckpointInfo> checkpoint = new SimpleObjectProperty<>(this, "checkpoint");
    private final ObjectProperty<Precision> precision = new SimpleObjectProperty<>(this, "precision", Precision.FLOAT32);
    private final ObjectProperty<Content> content = new SimpleObjectProperty<>(this, "content", Content.HF);
    private final StringProperty target = new SimpleStringProperty(this, "target", "");
    private final ReadOnlyLongWrapper parameters = new ReadOnlyLongWrapper(this, "parameters", 0);
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(this, "status", Status.IDLE);
    private final ReadOnlyObjectWrapper<OnDisk> onDisk = new ReadOnlyObjectWrapper<>(this, "onDisk");
    private final ReadOnlyObjectWrapper<Written> written = new ReadOnlyObjectWrapper<>(this, "written", Written.NOTHING);
    private final Map<Path, Export> newest = new HashMap<>();
    private final FailureDeduplicator unreadable = new FailureDeduplicator(thrown -> LOG.info("The checkpoints cannot be listed: {}", thrown.getMessage()));
    private Run run;
    private boolean reading;
    private boolean looking;
    private boolean wished;
    private boolean targetTyped;
    private boolean suggesting;

    /**
     * @param tasks for what reads the disk
     * @param ui    runs on the window's thread
     */
    public ExportViewModel(Engine engine, Tasks tasks, Executor ui) {
        this.engine = engine;
        this.tasks = tasks;
        this.ui = ui;
        target.addListener((observable, before, now) -> {
            targetTyped = targetTyped || !suggesting;
            lookAtDisk();
        });
        checkpoint.addListener((observable, before, now) -> {
            suggestTarget();
            lookAtDisk();
        });
        precision.addListener((observable, before, now) -> suggestTarget());
        content.addListener((observable, before, now) -> suggestTarget());
        status.addListener((observable, before, now) -> listWritten(now));
    }

    /** Another run, or the same one with newer checkpoints. */
    public void show(Run shown) {
        boolean other = run == null || !run.folder().equals(shown.folder());
        run = shown;
        if (other) {
            checkpoints.clear();
            checkpoint.set(null);
            content.set(Content.HF);
            suggest("");
            targetTyped = false;
            wished = false;
            status.set(newest.containsKey(run.folder()) ? newest.get(run.folder()).status : Status.IDLE);
            parameters.set(0);
            askParameters();
        }
        refresh();
    }

    /** Reads the checkpoints and the target's place again, elsewhere; the chosen checkpoint stays chosen while it exists. */
    public void refresh() {
        lookAtDisk();
        if (run == null || reading) {
            return;
        }
        reading = true;
        Run asked = run;
        tasks.run(asked::checkpoints, found -> {
            unreadable.worked();
            read(asked, found);
        }, thrown -> {
            unreadable.failed(thrown);
            read(asked, checkpoints);
        });
    }

    private void read(Run asked, List<CheckpointInfo> found) {
        reading = false;
        if (asked == run) {
            take(found.stream().sorted((a, b) -> Integer.compare(b.update(), a.update())).toList());
        } else {
            refresh();
        }
    }

    private void take(List<CheckpointInfo> found) {
        if (!found.equals(checkpoints)) {
            int chosen = checkpoint.get() == null ? -1 : checkpoint.get().update();
            checkpoints.setAll(found);
            checkpoint.set(found.stream().filter(info -> info.update() == chosen).findFirst()
                    .or(() -> found.stream().filter(CheckpointInfo::best).findFirst())
                    .or(() -> found.stream().findFirst()).orElse(null));
        }
    }

    /** Asks for what the disk says of the target and the checkpoint of now; one question at a time, the last one always. */
    private void lookAtDisk() {
        if (looking) {
            return;
        }
        looking = true;
        String of = target.get();
        CheckpointInfo from = checkpoint.get();
        Path folder = targetPath().orElse(null);
        tasks.run(() -> new OnDisk(of, from, isTaken(folder), drive(folder), adapterBytes(from)), this::tell,
                thrown -> {
                    LOG.info("The place of the export cannot be looked at: {}", thrown.getMessage());
                    tell(new OnDisk(of, from, false, null, 0));
                });
    }

    private void tell(OnDisk found) {
        looking = false;
        onDisk.set(found);
        if (!isPlaceKnown()) {
            lookAtDisk();
        } else if (wished) {
            wished = false;
            export();
        }
    }

    /** False while the disk is asked. */
    public boolean isPlaceKnown() {
        OnDisk known = onDisk.get();
        return known != null && !looking && known.target().equals(target.get()) && Objects.equals(known.checkpoint(), checkpoint.get());
    }

    /** Changes when more is known of the target's place, or of what lies in the checkpoint. */
    public Observable placeProperty() {
        return onDisk;
    }

    private void listWritten(Status now) {
        written.set(Written.NOTHING);
        if (now.phase() == Phase.DONE && now.report().proof().proven()) {
            Path folder = now.report().target();
            tasks.run(() -> list(folder), found -> {
                if (status.get() == now) {
                    written.set(found);
                }
            }, thrown -> LOG.info("What was written cannot be listed: {}", thrown.getMessage()));
        }
    }

    private static Written list(Path folder) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> Map.entry(file.getFileName().toString(), sizeOf(file))).sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .forEach(file -> sizes.put(file.getKey(), file.getValue()));
            return new Written(sizes, "");
        } catch (IOException e) {
            return new Written(Map.of(), e.getMessage());
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // not known
        }
    }

    /** The files that the newest export wrote; nothing while none did, or while they are listed. */
    public ReadOnlyObjectProperty<Written> writtenProperty() {
        return written.getReadOnlyProperty();
    }

    private void askParameters() {
        Run asked = run;
        tasks.run(() -> engine.estimate(asked.config(), asked.folder(), asked.folder()).studentParameters(), found -> {
            if (run == asked) {
                parameters.set(found);
            }
        }, failure -> LOG.info("The size of the export is not known, since the student cannot be read: {}", failure.getMessage()));
    }

    /** What the shown run was started with. */
    public Optional<RunConfig> config() {
        return Optional.ofNullable(run).map(Run::config);
    }

    /** Newest first. */
    public ObservableList<CheckpointInfo> checkpoints() {
        return checkpoints;
    }

    public ObjectProperty<CheckpointInfo> checkpointProperty() {
        return checkpoint;
    }

    public ObjectProperty<Precision> precisionProperty() {
        return precision;
    }

    public ObjectProperty<Content> contentProperty() {
        return content;
    }

    /** True if the chosen checkpoint is an adapter, which may be written alone. The student before training is none of the run's. */
    public boolean hasAdapter() {
        return run != null && run.config().adaptation().form() == RunConfig.Form.LORA && checkpoint.get() != null && checkpoint.get().update() > 0;
    }

    private boolean isAdapter() {
        return content.get() == Content.ADAPTER && hasAdapter();
    }

    /** The number format that is written: an adapter's is that of training. */
    public Precision writtenPrecision() {
        return isAdapter() ? Precision.FLOAT32 : precision.get();
    }

    private ExportFormat format() {
        return ExportFormats.named(isAdapter() ? "adapter" : "hf");
    }

    /** The folder to make, as typed. */
    public StringProperty targetProperty() {
        return target;
    }

    /** Parameters of the student; 0 while not known. */
    public ReadOnlyLongProperty parametersProperty() {
        return parameters.getReadOnlyProperty();
    }

    /** About how large the folder will be, weights alone; 0 while not known. */
    public long sizeBytes() {
        return isAdapter() ? adapterBytes() : parameters.get() * precision.get().bytes();
    }

    private long adapterBytes() {
        OnDisk known = onDisk.get();
        return known != null && Objects.equals(known.checkpoint(), checkpoint.get()) ? known.adapterBytes() : 0;
    }

    private static long adapterBytes(CheckpointInfo of) {
        return of == null ? 0 : sizeOf(of.folder().resolve("adapter_model.safetensors"));
    }

    private void suggestTarget() {
        if (targetTyped || run == null || checkpoint.get() == null) {
            return;
        }
        suggest(run.folder().resolve("exports").resolve("update-" + checkpoint.get().update() + "-"
                + (isAdapter() ? "adapter" : precision.get().word())).toString());
    }

    private void suggest(String folder) {
        suggesting = true;
        target.set(folder);
        suggesting = false;
    }

    /** A folder picked by hand. */
    public void chooseParent(Path folder) {
        String name = run.name() + (checkpoint.get() == null ? "" : "-update-" + checkpoint.get().update());
        target.set(folder.resolve(name).toString());
    }

    private Optional<Path> targetPath() {
        try {
            return target.get().isBlank() ? Optional.empty() : Optional.of(Path.of(target.get().strip()).toAbsolutePath());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Why the export cannot begin, with what to do about it; empty if it can, or while the disk is asked. */
    public String obstacle() {
        if (checkpoint.get() == null) {
            return texts.get("obstacle.checkpoint");
        }
        if (targetPath().isEmpty()) {
            return texts.get("obstacle.folder");
        }
        if (!isPlaceKnown()) {
            return "";
        }
        if (onDisk.get().isTaken()) {
            return texts.get("obstacle.exists");
        }
        Drive drive = drive().orElse(null);
        // The folder is written beside its place and renamed: a fifth more than its size must be free.
        if (drive != null && drive.free() < 1.2 * sizeBytes()) {
            return texts.get("obstacle.room");
        }
        return "";
    }

    private static boolean isTaken(Path folder) {
        return folder != null && Files.exists(folder) && !isEmptyFolder(folder);
    }

    private static boolean isEmptyFolder(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** The drive of the last target that was looked at; empty if that cannot be said. */
    public Optional<Drive> drive() {
        return Optional.ofNullable(onDisk.get()).map(OnDisk::drive);
    }

    private static Drive drive(Path target) {
        Path folder = target;
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return null;
        }
        try {
            FileStore store = Files.getFileStore(folder);
            return new Drive(store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            return null;
        }
    }

    /** The command that does the same in a terminal. */
    public String commandLine() {
        if (run == null || checkpoint.get() == null) {
            return "";
        }
        return String.join(" ", "bytestill", "export", Shell.quoted(run.folder().toString()), "--checkpoint",
                Integer.toString(checkpoint.get().update()),
                "--to", Shell.quoted(target.get().strip()), "--format", format().word(), "--precision", writtenPrecision().word());
    }

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** An export of one run: how far it is, and whether it may go on. */
    private static final class Export {
        private final AtomicBoolean mayGoOn = new AtomicBoolean(true);
        private final Reports reports;
        private Status status;

        Export(Executor ui) {
            reports = new Reports(ui);
        }
    }

    private void show(Path folder, Export export, Status now) {
        export.status = now;
        if (run.folder().equals(folder) && newest.get(folder) == export) {
            status.set(now);
        }
    }

    /**
     * Writes and proves, in the background; as soon as the disk has said that nothing lies in the way, if it is still asked. Does nothing
     * while one is under way or something stands against it.
     */
    public void export() {
        wished = !isPlaceKnown();
        if (wished) {
            lookAtDisk();
            return;
        }
        if (status.get().phase() == Phase.RUNNING || !obstacle().isEmpty()) {
            return;
        }
        ExportRequest request = new ExportRequest(run.folder(), Integer.toString(checkpoint.get().update()), targetPath().get(), format(),
                writtenPrecision());
        Path folder = run.folder();
        Export export = new Export(ui);
        newest.put(folder, export);
        show(folder, export, new Status(Phase.RUNNING, 0, 0, request, null, null));
        CompletableFuture<ExportReport> asked = engine.export(request, (done, total) -> {
            export.reports.pass(() -> {
                if (export.status.phase() == Phase.RUNNING) {
                    show(folder, export, new Status(Phase.RUNNING, done, total, request, null, null));
                }
            });
            return export.mayGoOn.get();
        });
        asked.whenComplete((report, failure) -> ui.execute(() -> {
            lookAtDisk(); // first, so that the folder just written is not taken for free
            show(folder, export, end(request, report, failure));
        }));
    }

    private static Status end(ExportRequest request, ExportReport report, Throwable failure) {
        if (report != null) {
            return new Status(Phase.DONE, 0, 0, request, report, null);
        }
        return Failure.isCancellation(failure) ? Status.IDLE : new Status(Phase.FAILED, 0, 0, request, null, failure);
    }

    /** Ends the run's export that is under way at its next report. */
    public void cancel() {
        if (run != null && newest.containsKey(run.folder())) {
            newest.get(run.folder()).mayGoOn.set(false);
        }
    }
}
