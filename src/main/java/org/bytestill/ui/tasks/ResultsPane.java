package org.bytestill.ui.tasks;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import javafx.util.StringConverter;
import org.bytestill.engine.job.TaskRecord;
import org.bytestill.engine.job.TaskRecord.Model;
import org.bytestill.ui.common.FilePicker;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** What came of it: which results, of which checkpoint, in words and as a table, a curve, or document by document. */
final class ResultsPane extends VBox {
    private final Texts texts = Texts.of("tasks");
    private final TasksViewModel whole;
    private final ResultsModel model;
    private final FilePicker files;
    private final Label words = Ui.id(Ui.wrap("", "c12"), "tasks-words");
    private final Label emptyHead = Ui.text("", "med");
    private final Label emptyAbout = Ui.id(Ui.wrap("", "c12", "muted"), "tasks-empty");
    private final VBox empty = Ui.column(8, emptyHead, emptyAbout);
    private final SegmentedButton views;
    private final Button save = Ui.id(Ui.iconButton("mdi2d-download", Texts.of("tasks").get("save"), this::save), "tasks-save");
    private final HBox tools;
    private final VBox content;
    private final List<Node> panes;

    ResultsPane(TasksViewModel whole, Theme theme, FilePicker files, Inspecting inspecting) {
        super(8);
        this.whole = whole;
        this.model = whole.results();
        this.files = files;
        views = Ui.id(Ui.segments(0, texts.get("view.results"), texts.get("view.curve"), texts.get("view.documents")), "tasks-views");
        ComboBox<TaskRecord> records = box(model.records(), model.chosenProperty(), this::nameOf, "measured", "tasks-records");
        ComboBox<Model> models = box(null, model.modelProperty(), model::name, "shown", "tasks-models");
        model.chosenProperty().addListener((observable, before, now) -> {
            Model shown = model.modelProperty().get();
            models.getItems().setAll(now == null ? List.of() : now.models());
            models.setValue(shown);
        });
        records.setMaxWidth(260);
        models.setMinWidth(USE_PREF_SIZE);
        tools = Ui.row(8, views, Ui.space(), records, models, save);
        panes = List.of(new FiguresPane(model), new CurvePane(model, theme),
                new DocumentsPane(whole, inspecting));
        StackPane stack = new StackPane(panes.toArray(Node[]::new));
        content = Ui.column(8, words, Ui.grow(stack));
        empty.setAlignment(Pos.CENTER);
        emptyAbout.setMaxWidth(480);
        emptyAbout.setTextAlignment(TextAlignment.CENTER);
        empty.getStyleClass().add("panel");
        StackPane all = new StackPane(content, empty);
        getChildren().addAll(tools, Ui.grow(all));
        views.getToggleGroup().selectedToggleProperty().addListener(change -> update());
        Ui.whenAny(this::update, model.chosenProperty(), model.modelProperty(), model.rowProperty(), whole.runningProperty());
        model.records().addListener((Observable change) -> update());
        update();
    }

    private <T> ComboBox<T> box(ObservableList<T> items, ObjectProperty<T> chosen, Function<T, String> name, String key, String id) {
        ComboBox<T> box = Ui.id(new ComboBox<>(), id);
        if (items != null) {
            box.setItems(items);
        }
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T item) {
                return item == null ? "" : name.apply(item);
            }

            @Override
            public T fromString(String word) {
                throw new UnsupportedOperationException("nothing is typed");
            }
        });
        box.setAccessibleText(texts.get(key));
        Ui.explain(box, texts.get(key));
        box.setMinWidth(0);
        // A box whose items are just exchanged has none for a moment, which is nobody's choice.
        box.valueProperty().addListener((observable, before, now) -> {
            if (now != null) {
                chosen.set(now);
            }
        });
        chosen.addListener((observable, before, now) -> box.setValue(now));
        return box;
    }

    private String nameOf(TaskRecord record) {
        String names = record.models().get(0).figures().stream().map(TaskRecord.Figure::alias).distinct().collect(Collectors.joining(", "));
        return texts.get("measured.item", Format.ago(record.at(), Instant.now(), ZoneId.systemDefault()), names);
    }

    private int chosenView() {
        return Optional.ofNullable(views.getToggleGroup().getSelectedToggle()).map(toggle -> (int) toggle.getUserData()).orElse(0);
    }

    private void update() {
        boolean has = model.modelProperty().get() != null;
        boolean running = whole.runningProperty().get();
        Ui.show(tools, has);
        Ui.show(content, has);
        Ui.show(empty, !has);
        emptyHead.setText(texts.get(running ? "empty.running" : "empty"));
        emptyAbout.setText(texts.get(running ? "empty.running.about" : "empty.about"));
        for (int pane = 0; pane < panes.size(); pane++) {
            panes.get(pane).setVisible(pane == chosenView());
        }
        model.documents().want(has && chosenView() == 2);
        words.setText(has ? model.inWords() : "");
        Ui.show(words, chosenView() < 2 && !words.getText().isEmpty());
    }

    private void save() {
        String name = "samples-" + model.name(model.modelProperty().get()).replace(' ', '-') + ".jsonl";
        files.save(texts.get("save"), name).ifPresent(whole::saveSamples);
    }
}
