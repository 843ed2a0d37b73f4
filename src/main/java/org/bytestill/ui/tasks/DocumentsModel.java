package org.bytestill.ui.tasks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.job.TaskDocument;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecord.Model;
import org.bytestill.engine.job.TaskRecords;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;

/** The documents of the shown model, task by task, read in the background when they are wanted. On the window's thread. */
final class DocumentsModel {
    private final Texts texts = Texts.of("tasks");
    private final Tasks tasks;
    private final Consumer<Throwable> failed;
    private final ObservableList<String> names = FXCollections.observableArrayList();
    private final ObjectProperty<String> task = new SimpleObjectProperty<>(this, "task");
    private final ObjectProperty<Verdict> verdict = new SimpleObjectProperty<>(this, "verdict", Verdict.ALL);
    private final ObjectProperty<DocumentRow> chosen = new SimpleObjectProperty<>(this, "chosen");
    private final ObservableList<DocumentRow> shown = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private List<DocumentRow> all = List.of();
    private TaskRecord record;
    private Model model;
    private boolean wanted;
    private boolean isRead;

    /** @param failed is told why documents cannot be read */
    DocumentsModel(Tasks tasks, Consumer<Throwable> failed) {
        this.tasks = tasks;
        this.failed = failed;
        task.addListener((observable, before, now) -> narrow());
        verdict.addListener((observable, before, now) -> narrow());
    }

    /** Other results; both null for none. */
    void show(TaskRecord of, Model with) {
        record = of;
        model = with;
        isRead = false;
        all = List.of();
        narrow();
        if (wanted) {
            read();
        }
    }

    /** Whether somebody looks at them: only then are they read. */
    void want(boolean isWanted) {
        wanted = isWanted;
        if (wanted && !isRead) {
            read();
        }
    }

    private void read() {
        if (model == null) {
            return;
        }
        isRead = true;
        note.set(texts.get("documents.reading"));
        Model asked = model;
        TaskRecord of = record;
        tasks.run(() -> rows(of, asked), found -> {
            if (asked == model) {
                take(found);
            }
        }, thrown -> {
            if (asked == model) {
                note.set("");
                failed.accept(thrown);
            }
        });
    }

    private static List<DocumentRow> rows(TaskRecord of, Model model) {
        List<TaskDocument> own = TaskRecords.documents(model);
        Map<String, TaskDocument> others = byName(of.against());
        Map<String, TaskDocument> teachers = byName(of.teacher());
        Map<String, String> judges = new HashMap<>();
        own.stream().map(TaskDocument::task).distinct().forEach(task -> judges.put(task,
                judge(model.figures().stream().filter(figure -> figure.task().equals(task)).map(TaskRecord.Figure::key).toList(),
                        own.stream().filter(document -> document.task().equals(task)).toList())));
        List<DocumentRow> rows = new ArrayList<>();
        for (TaskDocument document : own) {
            rows.add(new DocumentRow(document, Optional.ofNullable(others.get(name(document))),
                    Optional.ofNullable(teachers.get(name(document))), judges.get(document.task())));
        }
        return rows;
    }

    private static Map<String, TaskDocument> byName(Optional<Model> other) {
        Map<String, TaskDocument> byName = new HashMap<>();
        other.map(TaskRecords::documents).orElse(List.of()).forEach(document -> byName.put(name(document), document));
        return byName;
    }

    private static String name(TaskDocument document) {
        return document.id() + " " + document.task();
    }

    /** The first metric that is 0 or 1 of every document. */
    private static String judge(List<String> keys, List<TaskDocument> documents) {
        return keys.stream().filter(key -> documents.stream().allMatch(document -> {
            double value = document.metrics().getOrDefault(key, Double.NaN);
            return value == 0 || value == 1;
        })).findFirst().orElse("");
    }

    private void take(List<DocumentRow> found) {
        note.set("");
        all = found;
        names.setAll(found.stream().map(row -> row.own().task()).distinct().toList());
        if (!names.contains(task.get())) {
            task.set(names.isEmpty() ? null : names.get(0));
        }
        narrow();
    }

    private void narrow() {
        List<DocumentRow> ofTask = all.stream().filter(row -> row.own().task().equals(task.get())).toList();
        for (Verdict each : Verdict.values()) {
            counts.put(each, (int) ofTask.stream().filter(row -> row.is(each)).count());
        }
        int before = chosen.get() == null ? -1 : chosen.get().own().id();
        shown.setAll(ofTask.stream().filter(row -> row.is(verdict.get())).toList());
        chosen.set(shown.stream().filter(row -> row.own().id() == before).findFirst().orElse(null));
    }

    /** The names of the tasks. */
    ObservableList<String> names() {
        return names;
    }

    /** The task whose documents are shown; null while none are read. */
    ObjectProperty<String> taskProperty() {
        return task;
    }

    ObjectProperty<Verdict> verdictProperty() {
        return verdict;
    }

    /** Whether another model or the teacher answered too. */
    boolean isCompared() {
        return record != null && (record.against().isPresent() || record.teacher().isPresent());
    }

    boolean hasOther() {
        return record != null && record.against().isPresent();
    }

    boolean hasTeacher() {
        return record != null && record.teacher().isPresent();
    }

    /** How many documents of the task fall under it. */
    int count(Verdict of) {
        return counts.getOrDefault(of, 0);
    }

    ObservableList<DocumentRow> shown() {
        return shown;
    }

    /** Null while none is. */
    ObjectProperty<DocumentRow> chosenProperty() {
        return chosen;
    }

    /** What is waited for; empty if nothing. */
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
