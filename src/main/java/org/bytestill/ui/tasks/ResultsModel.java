package org.bytestill.ui.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecord.Figure;
import org.bytestill.engine.job.TaskRecord.Model;
import org.bytestill.evaluate.Interval;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Tasks;
import org.bytestill.util.Texts;

/** The kept results of a run: the chosen ones, the model of them that is shown, its figures and documents. On the window's thread. */
final class ResultsModel {
    /** A checkpoint's value of a metric. */
    record Point(int update, Interval interval) {}

    /** The value of a model that is no checkpoint of the run. */
    record Level(String name, double value, boolean isTeacher) {}

    private final Texts texts = Texts.of("tasks");
    private final ObservableList<TaskRecord> records = FXCollections.observableArrayList();
    private final ObjectProperty<TaskRecord> chosen = new SimpleObjectProperty<>(this, "chosen");
    private final ObjectProperty<Model> model = new SimpleObjectProperty<>(this, "model");
    private final ObservableList<ResultRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<ResultRow> row = new ReadOnlyObjectWrapper<>(this, "row");
    private final DocumentsModel documents;

    /** @param failed is told why documents cannot be read */
    ResultsModel(Tasks tasks, Consumer<Throwable> failed) {
        documents = new DocumentsModel(tasks, failed);
        chosen.addListener((observable, before, now) -> model.set(now == null ? null : now.models().get(now.models().size() - 1)));
        model.addListener((observable, before, now) -> showModel());
    }

    /** Results of a run, the newest first; a new one is chosen, else what was chosen stays so. */
    void show(List<TaskRecord> found) {
        if (found.equals(records)) {
            return;
        }
        TaskRecord before = chosen.get();
        boolean isNew = records.isEmpty() || !found.isEmpty() && !found.get(0).equals(records.get(0));
        records.setAll(found);
        chosen.set(found.isEmpty() ? null : isNew || !found.contains(before) ? found.get(0) : before);
    }

    private void showModel() {
        ResultRow before = row.get();
        List<ResultRow> all = new ArrayList<>();
        if (model.get() != null) {
            TaskRecord record = chosen.get();
            model.get().figures().forEach(figure -> all.add(new ResultRow(figure, record.against().flatMap(other -> same(other, figure)),
                    record.teacher().flatMap(other -> same(other, figure)))));
        }
        rows.setAll(all);
        row.set(all.stream().filter(each -> before != null && isSame(each.figure(), before.figure())).findFirst()
                .orElse(all.isEmpty() ? null : all.get(0)));
        documents.show(chosen.get(), model.get());
    }

    private static Optional<Figure> same(Model other, Figure figure) {
        return other.figures().stream().filter(each -> isSame(each, figure)).findFirst();
    }

    private static boolean isSame(Figure a, Figure b) {
        return a.task().equals(b.task()) && a.key().equals(b.key());
    }

    /** The newest first. */
    ObservableList<TaskRecord> records() {
        return records;
    }

    /** Null while there are none. */
    ObjectProperty<TaskRecord> chosenProperty() {
        return chosen;
    }

    /** The checkpoint whose figures and documents are shown; the last one first. Null while there are no results. */
    ObjectProperty<Model> modelProperty() {
        return model;
    }

    ObservableList<ResultRow> rows() {
        return rows;
    }

    /** The figure that is spoken of and whose curve is drawn; null while there is none. */
    ReadOnlyObjectProperty<ResultRow> rowProperty() {
        return row.getReadOnlyProperty();
    }

    void choose(ResultRow other) {
        if (other != null && !Objects.equals(other, row.get())) {
            row.set(other);
        }
    }

    DocumentsModel documents() {
        return documents;
    }

    /** A model for people. */
    String name(Model of) {
        return of.update() == 0 ? texts.get("checkpoint.start") : of.update() > 0 ? texts.get("checkpoint", Format.count(of.update()))
                : String.valueOf(of.model().getFileName());
    }

    private boolean isOfRun(Model other) {
        return other.update() >= 0 && chosen.get().request().against() != null
                && chosen.get().request().against().equals(chosen.get().request().model());
    }

    /** The other model for people; a checkpoint of another run with that run. */
    String otherName() {
        return Optional.ofNullable(chosen.get()).flatMap(TaskRecord::against)
                .map(other -> isOfRun(other) || other.update() < 0 ? name(other)
                        : texts.get("checkpoint.of", String.valueOf(chosen.get().request().against().getFileName()), name(other)))
                .orElse("");
    }

    /** What is said of the chosen figure: the comparison in words, and how often the teacher chose the same; empty without either. */
    String inWords() {
        if (row.get() == null) {
            return "";
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(row.get().inWords(name(model.get()), otherName()));
        Double agreement = model.get().agreement().get(row.get().figure().task());
        if (agreement != null) {
            sentences.add(texts.get("agreement", row.get().figure().alias(), Format.percent(agreement, 1)));
        }
        return String.join(" ", sentences).strip();
    }

    /** The chosen figure along the asked checkpoints. */
    List<Point> curve() {
        return row.get() == null ? List.of() : chosen.get().models().stream().filter(each -> each.update() >= 0)
                .flatMap(each -> same(each, row.get().figure()).map(figure -> new Point(each.update(), figure.interval())).stream())
                .toList();
    }

    /** What the chosen figure is of the teacher and of a model that is no checkpoint of this run. */
    List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        if (row.get() != null) {
            row.get().teacher().ifPresent(figure -> levels.add(new Level(texts.get("teacher"), figure.value(), true)));
            row.get().other().ifPresent(figure -> levels.add(new Level(otherName(), figure.value(), false)));
        }
        return levels;
    }
}
