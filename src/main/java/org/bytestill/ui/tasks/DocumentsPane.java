package org.bytestill.ui.tasks;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.Observable;
import javafx.geometry.Orientation;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.bytestill.engine.job.TaskDocument;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.controlsfx.control.SegmentedButton;

/** The documents of the shown checkpoint as a table that can be narrowed, and the chosen one below it. */
final class DocumentsPane extends VBox {
    private final Texts texts = Texts.of("tasks");
    private final DocumentsModel model;
    private final TableView<DocumentRow> table;
    private final TableColumn<DocumentRow, String> other;
    private final TableColumn<DocumentRow, String> teacher;
    private final Map<Verdict, ToggleButton> verdicts = new EnumMap<>(Verdict.class);
    private final ComboBox<String> names = Ui.id(new ComboBox<>(), "tasks-documents-task");
    private final Label note = Ui.wrap("", "c12", "muted");

    DocumentsPane(TasksViewModel whole, Inspecting inspecting) {
        super(8);
        model = whole.results().documents();
        DocumentPane document = new DocumentPane(whole, inspecting);
        table = TableColumns.table("tasks-documents", texts.get("documents"));
        TableColumns.add(table, "documents.column.id", 48, row -> Format.count(row.own().id()), "right").setMaxWidth(56);
        TableColumns.add(table, "documents.column.question", 220, DocumentsPane::question, "words");
        TableColumns.add(table, "documents.column.right", 110, DocumentRow::rightAnswer, "words");
        TableColumns.add(table, "documents.column.own", 110, row -> marked(row, row.own()), "words");
        other = TableColumns.add(table, "documents.column.other", 110, row -> row.other().map(each -> marked(row, each)).orElse(""),
                "words");
        teacher = TableColumns.add(table, "documents.column.teacher", 110, row -> row.teacher().map(each -> marked(row, each)).orElse(""),
                "words");
        table.setPlaceholder(note);
        table.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.chosenProperty().set(now);
            }
        });
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                document.inspect();
            }
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                document.inspect();
                event.consume();
            }
        });
        SplitPane split = new SplitPane(Ui.style(new VBox(Ui.grow(table)), "panel"), document);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.5);
        names.setAccessibleText(texts.get("documents.task"));
        names.setItems(model.names());
        names.valueProperty().bindBidirectional(model.taskProperty());
        getChildren().addAll(Ui.row(8, switches(), Ui.space(), names), Ui.grow(split));
        model.shown().addListener((Observable change) -> show());
        model.noteProperty().addListener(change -> show());
        show();
    }

    private SegmentedButton switches() {
        String[] words = new String[Verdict.values().length];
        for (Verdict verdict : Verdict.values()) {
            words[verdict.ordinal()] = texts.get("verdict." + verdict.key(), 0);
        }
        SegmentedButton all = Ui.id(Ui.segments(0, words), "tasks-verdicts");
        for (Verdict verdict : Verdict.values()) {
            ToggleButton button = (ToggleButton) all.getButtons().get(verdict.ordinal());
            button.setId("tasks-verdict-" + verdict.key());
            button.setOnAction(event -> model.verdictProperty().set(verdict));
            verdicts.put(verdict, button);
        }
        return all;
    }

    /** The end of a long context is the question. */
    private static String question(DocumentRow row) {
        String question = row.question();
        return question.length() > 90 ? "… " + question.substring(question.length() - 88) : question;
    }

    private static String marked(DocumentRow row, TaskDocument of) {
        double value = row.value(of);
        return (Double.isNaN(value) ? "" : value > 0 ? "✓ " : "✗ ") + DocumentRow.answer(of);
    }

    private void show() {
        verdicts.forEach((verdict, button) -> {
            button.setText(texts.get("verdict." + verdict.key(), Format.count(model.count(verdict))));
            boolean can = !verdict.compares() || model.isCompared();
            button.setDisable(!can);
            Ui.explain(button, texts.get(can ? "verdict." + verdict.key() + ".help" : "verdict.alone"));
            button.setSelected(verdict == model.verdictProperty().get());
        });
        other.setVisible(model.hasOther());
        teacher.setVisible(model.hasTeacher());
        Ui.show(names, model.names().size() > 1);
        String waiting = model.noteProperty().get();
        note.setText(waiting.isEmpty() ? texts.get("documents.none") : waiting);
        table.getItems().setAll(model.shown());
        if (model.chosenProperty().get() != null) {
            table.getSelectionModel().select(model.chosenProperty().get());
        }
    }
}
