package org.bytestill.ui.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import org.bytestill.engine.job.TaskRequest;
import org.bytestill.engine.run.CheckpointInfo;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Format;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;

/** What is asked: task files, checkpoints, whom they are compared with, and how. Without controls; on the window's thread. */
final class AskModel {
    private final Texts texts = Texts.of("tasks");
    private final ObservableList<Path> files = FXCollections.observableArrayList();
    private final ObservableList<CheckpointInfo> offered = FXCollections.observableArrayList();
    private final ObservableSet<Integer> checkpoints = FXCollections.observableSet(new TreeSet<>());
    private final ObservableList<OtherModel> others = FXCollections.observableArrayList();
    private final ObjectProperty<OtherModel> other = new SimpleObjectProperty<>(this, "other");
    private final BooleanProperty teacher = new SimpleBooleanProperty(this, "teacher", false);
    private final StringProperty fewshot = new SimpleStringProperty(this, "fewshot", "");
    private final StringProperty limit = new SimpleStringProperty(this, "limit", "");
    private final ObjectProperty<PromptStyle> style = new SimpleObjectProperty<>(this, "style", PromptStyle.PLAIN);
    private final ObjectProperty<Path> template = new SimpleObjectProperty<>(this, "template");
    private final BooleanProperty multiTurn = new SimpleBooleanProperty(this, "multiTurn", false);
    private Run run;
    private String system = "";

    /** Whatever changes the request. */
    List<Observable> parts() {
        return List.of(files, checkpoints, other, teacher, fewshot, limit, style, template, multiTurn);
    }

    /** Another run: asked again is what was asked of it last, else the tasks that it asks itself while it trains. */
    void show(Run shown) {
        run = shown;
        system = "";
        offered.clear();
        checkpoints.clear();
        others.setAll(nothing());
        other.set(others.get(0));
        teacher.set(false);
        fewshot.set("");
        limit.set("");
        style.set(PromptStyle.PLAIN);
        template.set(null);
        multiTurn.set(false);
        files.setAll(run.config().evaluation().tasks().stream().map(Path::of).toList());
    }

    private OtherModel nothing() {
        return new OtherModel(texts.get("other.none"), Path.of(""), "");
    }

    /** The checkpoints of the run; of those that were chosen the ones that are still there stay so, else the best is. */
    void offer(List<CheckpointInfo> found) {
        List<CheckpointInfo> newestFirst = found.stream().sorted((a, b) -> Integer.compare(b.update(), a.update())).toList();
        if (newestFirst.equals(offered)) {
            return;
        }
        offered.setAll(newestFirst);
        Set<Integer> there = offered.stream().map(CheckpointInfo::update).collect(Collectors.toSet());
        checkpoints.removeIf(update -> !there.contains(update));
        if (checkpoints.isEmpty()) {
            offered.stream().filter(CheckpointInfo::best).findFirst().or(() -> offered.stream().findFirst())
                    .ifPresent(info -> checkpoints.add(info.update()));
        }
        OtherModel before = other.get();
        List<OtherModel> all = new ArrayList<>(List.of(nothing()));
        offered.forEach(info -> all.add(new OtherModel(name(info), run.folder(), checkpoint(info.update()))));
        others.stream().filter(each -> !all.contains(each) && !each.folder().equals(run.folder())).forEach(all::add);
        others.setAll(all);
        other.set(all.contains(before) ? before : all.get(0));
    }

    private String name(CheckpointInfo info) {
        return info.update() == 0 ? texts.get("checkpoint.start") : texts.get("checkpoint", Format.count(info.update()));
    }

    /** What was asked before is asked again. */
    void ask(TaskRequest request) {
        files.setAll(request.tasks());
        fewshot.set(request.fewshot() == null ? "" : request.fewshot().toString());
        limit.set(request.limit() == 0 ? "" : request.limit() == Math.rint(request.limit()) ? String.valueOf((long) request.limit())
                : String.valueOf(request.limit()));
        teacher.set(request.teacher() != null && hasTeacher());
        TaskRequest.Prompts prompts = request.prompts();
        style.set(!prompts.applies() ? PromptStyle.PLAIN : prompts.template() == null ? PromptStyle.OWN : PromptStyle.FILE);
        template.set(prompts.template());
        multiTurn.set(prompts.multiTurn());
        system = prompts.system();
        if (request.against() != null) {
            others.stream().filter(each -> each.folder().equals(request.against()) && each.checkpoint().equals(request.againstCheckpoint()))
                    .findFirst().ifPresentOrElse(other::set, () -> compareWith(request.against(), request.againstCheckpoint()));
        }
        Set<String> names = Set.of(request.checkpoint().split(","));
        Set<Integer> asked = offered.stream()
                .filter(info -> request.checkpoint().equals(TaskRequest.ALL) || names.contains(checkpoint(info.update())))
                .map(CheckpointInfo::update).collect(Collectors.toSet());
        if (!asked.isEmpty()) {
            checkpoints.retainAll(asked);
            checkpoints.addAll(asked);
        }
    }

    private static String checkpoint(int update) {
        return update == 0 ? "first" : String.valueOf(update);
    }

    ObservableList<Path> files() {
        return files;
    }

    /** Adds task files that are not named yet. */
    void add(Collection<Path> more) {
        more.stream().map(file -> file.toAbsolutePath().normalize()).filter(file -> !files.contains(file)).distinct().forEach(files::add);
    }

    /** Whether a file may be one with a task, by its name. */
    static boolean isTask(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml");
    }

    /** The newest first; 0 is the student before training. */
    ObservableList<CheckpointInfo> offered() {
        return offered;
    }

    ObservableSet<Integer> checkpoints() {
        return checkpoints;
    }

    void choose(int update, boolean isChosen) {
        if (isChosen) {
            checkpoints.add(update);
        } else {
            checkpoints.remove(update);
        }
    }

    void chooseAll() {
        offered.forEach(info -> checkpoints.add(info.update()));
    }

    /** Nothing first, then the run's checkpoints, then what was named. */
    ObservableList<OtherModel> others() {
        return others;
    }

    ObjectProperty<OtherModel> otherProperty() {
        return other;
    }

    /** Another run, model or GGUF file to compare with. */
    void compareWith(Path model, String checkpoint) {
        OtherModel named = new OtherModel(String.valueOf(model.getFileName()), model, checkpoint);
        if (!others.contains(named)) {
            others.add(named);
        }
        other.set(named);
    }

    boolean hasTeacher() {
        return !run.config().teachers().isEmpty();
    }

    /** Whether the teacher is asked too. */
    BooleanProperty teacherProperty() {
        return teacher;
    }

    /** Examples before each question; empty for what the tasks say. */
    StringProperty fewshotProperty() {
        return fewshot;
    }

    /** Documents of each task; empty for all. */
    StringProperty limitProperty() {
        return limit;
    }

    ObjectProperty<PromptStyle> styleProperty() {
        return style;
    }

    /** The chat template; null while none is named. */
    ObjectProperty<Path> templateProperty() {
        return template;
    }

    /** Whether examples are turns of the chat. */
    BooleanProperty multiTurnProperty() {
        return multiTurn;
    }

    /** What has to be chosen before anything can be asked; empty if nothing. */
    String missing() {
        return files.isEmpty() ? texts.get("missing.files") : checkpoints.isEmpty() ? texts.get("missing.checkpoints")
                : style.get() == PromptStyle.FILE && template.get() == null ? texts.get("missing.template") : "";
    }

    /** What is missing, or what would be asked of how many. */
    String inWords() {
        int models = checkpoints.size() + (isCompared() ? 1 : 0) + (teacher.get() && hasTeacher() ? 1 : 0);
        return missing().isEmpty() ? texts.get("summary", files.size(), models) : missing();
    }

    private boolean isCompared() {
        return other.get() != null && !other.get().checkpoint().isEmpty();
    }

    /** @throws UserError naming a setting that is no number */
    TaskRequest request() {
        boolean applies = style.get() != PromptStyle.PLAIN;
        OtherModel compared = isCompared() ? other.get() : null;
        return new TaskRequest(run.folder(), checkpointWord(), List.copyOf(files), fewshot(),
                new TaskRequest.Prompts(applies, style.get() == PromptStyle.FILE ? template.get() : null, applies && multiTurn.get(),
                        system),
                limit(), compared == null ? null : compared.folder(), compared == null ? "best" : compared.checkpoint(),
                teacher.get() && hasTeacher() ? teacherFolder() : null, "float32", run.config().hardware().device());
    }

    private String checkpointWord() {
        return offered.size() > 1 && checkpoints.size() == offered.size() ? TaskRequest.ALL
                : checkpoints.stream().map(AskModel::checkpoint).collect(Collectors.joining(","));
    }

    private Path teacherFolder() {
        return run.folder().resolve(run.config().teachers().get(0));
    }

    private @Nullable Integer fewshot() {
        String typed = fewshot.get().strip();
        if (!typed.isEmpty() && !typed.matches("\\d{1,4}")) {
            throw UserError.badInput("%s", texts.get("wrong.fewshot", typed));
        }
        return typed.isEmpty() ? null : Integer.valueOf(typed);
    }

    private double limit() {
        String typed = limit.get().strip();
        if (typed.isEmpty()) {
            return 0;
        }
        try {
            double value = Double.parseDouble(typed);
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw UserError.badInput("%s", texts.get("wrong.limit", typed));
    }

    /** The same in a terminal; empty while something is missing. */
    String commandLine() {
        try {
            return missing().isEmpty() ? EvalLine.of(request()) : "";
        } catch (UserError e) {
            return "";
        }
    }
}
