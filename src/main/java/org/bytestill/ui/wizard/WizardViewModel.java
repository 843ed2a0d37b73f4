package org.bytestill.ui.wizard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.Engine;
import org.bytestill.engine.cost.Correction;
import org.bytestill.engine.plan.Estimate;
import org.bytestill.engine.run.Run;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Problem;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Latest;
import org.bytestill.util.Texts;

/**
 * What is chosen in the wizard, what is wrong with it and what it will cost. Checks and estimates are made off the
 * window's thread after every change, the newest only. Without controls; used on the window's thread.
 */
public final class WizardViewModel {
    /** How a step stands. */
    public enum StepState { UNSEEN, FINE, WARNING, ERROR }

    /** Settings whose values a dry run tries: what they cost in memory and time is measured with it. */
    private static final Set<String> MEASURED = Set.of("training.batch_documents", Tuning.MICRO_BATCH, Tuning.RECOMPUTE,
            "text.document_bytes", "adaptation.form", "adaptation.rank", "converter.method", "converter.width", "converter.threshold",
            "hardware.device", "hardware.teacher_precision", "hardware.student_precision", "hardware.memory_gib", "hardware.threads");
    private static final Set<String> OF_TOKENIZERS = Set.of("teacher", "student", "new_tokenizer", "text.train", "text.map",
            "chat.template");

    private final Engine engine;
    private final Executor background;
    private final Executor ui;
    private final Texts texts;
    private final Latest checking;
    private final ReadOnlyBooleanWrapper isChecking = new ReadOnlyBooleanWrapper(this, "checking");
    private final ConfigDraft draft;
    private final FolderSetting runsFolder;
    private final StepProblems problems;
    private final DryRunModel dryRun;
    private final TokenizersModel tokenizers;
    private final List<Preset> presets = new ArrayList<>();
    private final ObjectProperty<Step> step = new SimpleObjectProperty<>(this, "step", Step.PURPOSE);
    private final ReadOnlyObjectWrapper<Preset> preset = new ReadOnlyObjectWrapper<>(this, "preset", Preset.RECOMMENDED);
    private final ReadOnlyObjectWrapper<CheckResults> findings = new ReadOnlyObjectWrapper<>(this, "findings", CheckResults.NONE);
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper(this, "starting", false);
    // A counter, since most of what is shown depends on more than one value: whoever shows something listens to it.
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper(this, "revision", 0);
    private final ReadOnlyObjectWrapper<Replaced> replaced = new ReadOnlyObjectWrapper<>(this, "replaced");
    private final ReadOnlyObjectWrapper<Effort> effort = new ReadOnlyObjectWrapper<>(this, "effort");
    private final ReadOnlyStringWrapper tuned = new ReadOnlyStringWrapper(this, "tuned", "");
    private final BooleanProperty control = new SimpleBooleanProperty(this, "control", false);
    private final BooleanProperty essentialsOnly = new SimpleBooleanProperty(this, "essentialsOnly", true);
    private boolean loading;
    private boolean touched;

    /**
     * @param runsFolder where the run's folder is made unless the user says otherwise
     * @param sampleData folder with {@code quick.yaml}; without it the sample is not offered
     * @param background runs checks; the window's thread is never waited for there
     * @param ui         runs on the window's thread
     */
    public WizardViewModel(Engine engine, Path runsFolder, Path sampleData, Executor background, Executor ui) {
        this.engine = engine;
        this.background = background;
        this.ui = ui;
        texts = Texts.of("wizard");
        checking = new Latest(ui);
        this.runsFolder = new FolderSetting(runsFolder, texts, this::changed);
        draft = new ConfigDraft(Path.of("").toAbsolutePath(), this::changed);
        problems = new StepProblems(this::setting);
        dryRun = new DryRunModel(engine, ui, this::ask);
        tokenizers = new TokenizersModel(engine, ui);
        step.addListener((observable, before, now) -> stepLeft(before));
        for (Preset shipped : List.of(Preset.sample(sampleData), Preset.sampleChats(sampleData), Preset.samplePublished(sampleData))) {
            if (Files.isReadable(shipped.file().get())) {
                presets.add(shipped);
            }
        }
        presets.addAll(List.of(Preset.RECOMMENDED, Preset.PUBLISHED));
        choose(Preset.RECOMMENDED);
    }

    // --- what is chosen

    public SettingModel setting(String key) {
        return key.equals(FolderSetting.KEY) ? runsFolder.setting() : draft.setting(key);
    }

    public RunConfig config() {
        return draft.config();
    }

    /** Folder that relative paths of the configuration are meant from. */
    public Path base() {
        return draft.base();
    }

    /** The folder the run will be made in; while the field for it cannot be read, that of before. */
    public Path runFolder() {
        try {
            return runsFolder.path().resolve(config().name());
        } catch (InvalidPathException e) {
            return runsFolder.path().resolve("run"); // the name is refused by the check
        }
    }

    /** Presets that can be chosen; imported files are not among them. */
    public List<Preset> presets() {
        return List.copyOf(presets);
    }

    public ReadOnlyObjectProperty<Preset> presetProperty() {
        return preset.getReadOnlyProperty();
    }

    /** What {@link #undoChoice} brings back; null if nothing that a person had changed was replaced. */
    public ReadOnlyObjectProperty<Replaced> replacedProperty() {
        return replaced.getReadOnlyProperty();
    }

    /** Values that a preset replaced. */
    public record Replaced(Preset preset, ConfigDraft.Memory values) {}

    /** Brings back what was typed before the last preset was chosen. */
    public void undoChoice() {
        Replaced before = replaced.get();
        replaced.set(null);
        preset.set(before.preset());
        effort.set(null);
        control.set(false);
        loading = true;
        draft.restore(before.values());
        loading = false;
        changed();
    }

    /** Takes over all values of a preset; what a person had changed can be brought back. Throws UserError if its file cannot be read. */
    public void choose(Preset chosen) {
        RunConfig loaded = chosen.values();
        boolean loses = draft.settings().stream().anyMatch(setting -> setting.originProperty().get() == SettingModel.Origin.CHANGED
                || setting.isTouched() && setting.originProperty().get() == SettingModel.Origin.REQUIRED);
        replaced.set(loses ? new Replaced(preset.get(), draft.remember()) : null);
        Path base = chosen.file().map(file -> file.toAbsolutePath().getParent()).orElseGet(() -> Path.of("").toAbsolutePath());
        preset.set(chosen);
        loading = true;
        draft.load(loaded, base);
        loading = false;
        suggestName();
        changed();
    }

    /** Sets the values of an effort, whatever the models and the text; what it replaces can be brought back. */
    public void choose(Effort chosen) {
        replaced.set(new Replaced(preset.get(), draft.remember()));
        loading = true;
        chosen.settings().forEach(draft::suggest);
        loading = false;
        control.set(chosen.hasControl());
        effort.set(chosen);
        changed();
    }

    /** The effort that was chosen last; null before the first. */
    public ReadOnlyObjectProperty<Effort> effortProperty() {
        return effort.getReadOnlyProperty();
    }

    /** Whether a run without the teacher follows this one. */
    public BooleanProperty controlProperty() {
        return control;
    }

    /** Takes over all values of a {@code run.yaml}. Throws UserError that lists what cannot be read in it. */
    public void importFile(Path file) {
        choose(Preset.imported(file));
    }

    /** Writes a path as the configuration should hold it: relative where it lies below the base. */
    public String pathText(Path chosen) {
        Path absolute = chosen.toAbsolutePath().normalize();
        return absolute.startsWith(base()) && !absolute.equals(base()) ? base().relativize(absolute).toString() : absolute.toString();
    }

    /** A name nobody has typed follows the models and avoids runs that exist. */
    private void suggestName() {
        if (draft.setting("name").isTouched()) {
            return;
        }
        String suggestion = preset.get().file().isPresent() ? draft.loaded().name() : nameOfModels();
        String free = suggestion;
        for (int number = 2; Files.exists(runsFolder.path().resolve(free)); number++) {
            free = suggestion + "-" + number;
        }
        if (!free.equals(config().name())) {
            draft.suggest("name", free);
        }
    }

    private String nameOfModels() {
        String student = nameOfModel(config().student());
        String teacher = Objectives.usesTeacher(config()) ? nameOfModel(config().teacher()) : "";
        if (student.isEmpty()) {
            return "run-" + LocalDate.now();
        }
        return student + (teacher.isEmpty() ? "" : "-from-" + teacher) + "-" + LocalDate.now();
    }

    private static String nameOfModel(String path) {
        return ConfigDraft.fileName(path).replaceFirst("(?i)\\.gguf$", "");
    }

    // --- what is wrong and what it costs

    private void changed() {
        if (loading || draft == null) {
            return;
        }
        if (preset.get().file().isEmpty()) {
            suggestName();
        }
        draft.settings().forEach(setting -> setting.setMeasured(false));
        tuned.set("");
        markUnused();
        showProblems();
        dryRun.forget();
        ask();
    }

    private void ask() {
        Question question = new Question(config(), base(), runFolder(), draft);
        isChecking.set(true);
        checking.ask(background, () -> question.answer(engine), this::found);
    }

    private void found(CheckResults found) {
        isChecking.set(false);
        findings.set(found);
        lookAtTokenizers();
        boolean isMeasured = found.estimate().map(Estimate::basis).map(Estimate.Basis::origin).filter(Correction.Origin.MEASURED::equals)
                .isPresent();
        for (SettingModel setting : draft.settings()) {
            setting.setMeasured(isMeasured && MEASURED.contains(setting.key()));
            Estimate reset = found.resets().get(setting.key());
            boolean known = reset != null && found.estimate().isPresent();
            setting.setPrice(known ? CostDelta.of(texts, setting, reset, found.estimate().get()) : "");
        }
        showProblems();
    }

    /** Whether what is shown as wrong, and the estimate, are still of earlier values: models and texts may take a while to read. */
    public ReadOnlyBooleanProperty checkingProperty() {
        return isChecking.getReadOnlyProperty();
    }

    private void lookAtTokenizers() {
        boolean isFine = findings.get() != CheckResults.NONE && unreadable().isEmpty() && findings.get().problems().stream()
                .noneMatch(problem -> problem.isError() && OF_TOKENIZERS.contains(problem.field()));
        tokenizers.look(config(), base(), isFine, step.get() == Step.MODELS);
    }

    /** Finds the values that suit this machine best, in the background, by estimates; what it learns stays the same. */
    public void tune() {
        RunConfig asked = config();
        tuned.set(texts.get("tune.asks"));
        background.execute(() -> {
            Map<String, String> found;
            String failure = "";
            try {
                found = Tuning.of(asked, tried -> engine.estimate(tried, base(), runFolder()));
            } catch (RuntimeException | LinkageError e) {
                found = Map.of();
                failure = CheckResults.failure(e).message();
            }
            Map<String, String> values = found;
            String why = failure;
            ui.execute(() -> tuningEnded(asked, values, why));
        });
    }

    private void tuningEnded(RunConfig asked, Map<String, String> values, String failure) {
        if (!asked.equals(config())) {
            tuned.set(""); // it was for other values
            return;
        }
        loading = true;
        values.forEach(draft::tune);
        loading = false;
        changed();
        tuned.set(!failure.isEmpty() ? failure : texts.get(values.isEmpty() ? "tune.none" : "tune.found", values.size()));
    }

    /** What became of {@link #tune}; empty before it. */
    public ReadOnlyStringProperty tunedProperty() {
        return tuned.getReadOnlyProperty();
    }

    private void markUnused() {
        for (SettingModel setting : draft.settings()) {
            setting.setBelongs(Relevance.belongs(setting.key(), config()));
            setting.setUnusedBecause(Relevance.unusedBecause(setting.key(), config(), texts).orElse(""));
        }
    }

    private void showProblems() {
        List<Problem> unreadable = unreadable();
        // Of a field that holds no value of its kind, what is known is of an earlier value. Of any other field all is shown.
        List<Problem> all = new ArrayList<>(unreadable);
        findings.get().problems().stream()
                .filter(problem -> unreadable.stream().noneMatch(known -> known.field().equals(problem.field()))).forEach(all::add);
        problems.setAll(all);
        for (SettingModel setting : draft.settings()) {
            setting.setProblems(problems.shown(setting));
        }
        runsFolder.setting().setProblems(problems.shown(runsFolder.setting()));
        revision.set(revision.get() + 1);
    }

    /** Fields that hold no value of their kind. */
    private List<Problem> unreadable() {
        List<Problem> all = new ArrayList<>(draft.unreadable());
        runsFolder.problem().ifPresent(all::add);
        return all;
    }

    /** All that is wrong or worth knowing, whether shown beside its field yet or not. */
    public ObservableList<Problem> problems() {
        return problems.all();
    }

    /**
     * Problems of the steps that the user has left, or of all steps after a start was tried. Empty fields that were never touched
     * are not reported.
     */
    public List<Problem> revealedProblems(Problem.Severity severity) {
        return problems.revealed(severity);
    }

    /** How many problems of a step are shown. */
    public long problemCount(Step of, Problem.Severity severity) {
        return problems.count(of, severity);
    }

    public StepState state(Step of) {
        return problems.state(of);
    }

    /** The newest check and estimate. */
    public ReadOnlyObjectProperty<CheckResults> findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    /** Counts changes of anything shown. */
    public ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    // --- steps

    public ObjectProperty<Step> stepProperty() {
        return step;
    }

    /** Whether rows for experts are left out; it changes nothing but what is seen. */
    public BooleanProperty essentialsOnlyProperty() {
        return essentialsOnly;
    }

    private void stepLeft(Step before) {
        problems.leave(before);
        if (step.get() == Step.REVIEW) {
            problems.leaveAll();
        }
        lookAtTokenizers();
        showProblems();
    }

    // --- what comes of it

    /** What plays a role and differs from the recommended values, in the order of the file. */
    public List<String> differences() {
        return draft.differingFrom(RunConfig.recommended()).stream().filter(key -> Relevance.belongs(key, config())).toList();
    }

    /** The commands by which so many other computers read the run's text with its teachers; none if it converts no text. */
    Optional<ConversionCommands> conversionCommands(int computers) {
        int teachers = Objectives.usesTeacherBytes(config()) ? config().teachers().size() : 0;
        return Optional.of(new ConversionCommands(CommandLine.convert(preset.get().file(), draft), runFolder(), teachers, computers))
                .filter(commands -> commands.teachers() > 0);
    }

    /** The command that starts the same run without a window. */
    public String commandLine() {
        return CommandLine.train(preset.get().file(), draft, runFolder());
    }

    /**
     * Writes the configuration with absolute paths, so that the file may lie anywhere.
     *
     * @throws UserError if it cannot be written, or a field holds what is no value: the file would hold another than is seen
     */
    public void save(Path file) {
        unreadable().stream().findFirst().ifPresent(problem -> {
            throw UserError.badInput("%s: %s Correct it, then save.", setting(problem.field()).label(), problem.message());
        });
        try {
            Files.writeString(file, RunConfigFile.write(RunConfigFile.resolved(config(), base())));
        } catch (IOException e) {
            throw UserError.disk("%s cannot be written (%s). Choose another folder.", file, e.getMessage()).causedBy(e);
        }
    }

    public ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    /** Starts the run, or shows all that stands against it in the last step. */
    public void start(Consumer<Run> started) {
        problems.leaveAll();
        checking.cancel();
        isChecking.set(false);
        starting.set(true);
        Question question = new Question(config(), base(), runFolder(), draft);
        boolean readable = unreadable().isEmpty();
        boolean control = this.control.get();
        background.execute(() -> {
            CheckResults now = question.answer(engine);
            Run run = null;
            if (readable && now.problems().stream().noneMatch(Problem::isError)) {
                try {
                    run = engine.start(question.config(), question.base(), question.runFolder());
                    if (control && Objectives.usesTeacher(question.config())) {
                        ControlRun.after(run, question.config(), question.base(), engine);
                    }
                } catch (RuntimeException | LinkageError e) {
                    now = now.with(CheckResults.failure(e));
                }
            }
            CheckResults shown = now;
            Run handed = run;
            ui.execute(() -> startEnded(shown, handed, started));
        });
    }

    private void startEnded(CheckResults found, Run run, Consumer<Run> started) {
        starting.set(false);
        if (run != null) {
            started.accept(run);
        } else {
            step.set(Step.REVIEW);
            found(found);
        }
    }

    /** True if a person has changed a value: giving up would lose something. */
    public boolean isTouched() {
        return touched || runsFolder.setting().isTouched() || draft.settings().stream().anyMatch(SettingModel::isTouched);
    }

    /** A draft that was kept counts as changed. */
    void touch() {
        touched = true;
        revision.set(revision.get() + 1);
    }

    /** The dry run of what is chosen. */
    public DryRunModel dryRun() {
        return dryRun;
    }

    /** What the tokenizers do to the text. */
    public TokenizersModel tokenizers() {
        return tokenizers;
    }

    /** Begins a dry run, or shows what stands against it in the last step. */
    public void startDryRun() {
        problems.leaveAll();
        showProblems();
        if (problems.all().stream().anyMatch(Problem::isError)) {
            step.set(Step.REVIEW);
        } else {
            dryRun.start(config(), base(), runFolder());
        }
    }

    /** The folder of the runs that can be copied or taken up again. */
    Path runs() {
        return runsFolder.path();
    }

    /** Asks the engine on another thread; the answer comes on the window's. */
    <T> void ask(Function<Engine, T> question, Consumer<T> answer) {
        background.execute(() -> {
            T found = question.apply(engine);
            ui.execute(() -> answer.accept(found));
        });
    }

    /** Ends what is being computed; nothing is shown any more. */
    public void close() {
        dryRun.cancel();
        tokenizers.cancel();
        checking.cancel();
    }
}
