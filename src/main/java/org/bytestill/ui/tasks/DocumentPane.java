package org.bytestill.ui.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bytestill.engine.job.TaskDocument;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** One document: what was read, and each choice with its log-likelihoods, or the answers; from here into the inspector. */
final class DocumentPane extends VBox {
    private static final double FIGURE = 64;
    private static final double CONTEXT = 76;

    private final Texts texts = Texts.of("tasks");
    private final TasksViewModel whole;
    private final DocumentsModel model;
    private final Inspecting inspecting;
    private final TextArea context = Ui.id(Ui.style(new TextArea(), "task-context"), "tasks-context");
    private final VBox choices = Ui.id(Ui.column(2), "tasks-choices");
    private final Button inspect = Ui.id(Ui.button("", "mdi2m-magnify", this::inspect, "small"), "tasks-inspect");
    private final Label none = Ui.wrap(Texts.of("tasks").get("document.none"), "c12", "muted");
    private final VBox body;

    DocumentPane(TasksViewModel whole, Inspecting inspecting) {
        this.whole = whole;
        this.model = whole.results().documents();
        this.inspecting = inspecting;
        context.setEditable(false);
        context.setWrapText(true);
        context.setAccessibleText(texts.get("documents.column.question"));
        ScrollPane scroll = new ScrollPane(choices);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        body = Ui.column(8, Ui.size(new VBox(Ui.grow(context)), 0, CONTEXT), Ui.grow(scroll));
        getStyleClass().add("panel");
        getChildren().addAll(Ui.pad(none, 12, 12, 12, 12), Ui.pad(Ui.grow(body), 8, 12, 8, 12));
        model.chosenProperty().addListener(change -> show());
        show();
    }

    /** Opens the chosen document in the inspector, if one is chosen. */
    void inspect() {
        DocumentRow row = model.chosenProperty().get();
        if (row != null) {
            inspecting.inspect(whole.run(), whole.results().modelProperty().get().update(), row.own().text(), row.own().place());
        }
    }

    private void show() {
        DocumentRow row = model.chosenProperty().get();
        Ui.show(none, row == null);
        Ui.show(body, row != null);
        choices.getChildren().clear();
        if (row == null) {
            return;
        }
        TaskDocument own = row.own();
        context.clear();
        // Its end is the question, and where a text is added is seen.
        context.appendText(own.contexts().isEmpty() ? own.target() : own.context(Math.max(0, own.rightChoice())));
        inspect.setText(texts.get(own.lostAt() >= 0 ? "document.inspect.lost" : "document.inspect", Format.count(own.place())));
        choices.getChildren().add(head(row));
        for (int choice = 0; choice < own.continuations().size(); choice++) {
            choices.getChildren().add(choice(row, choice));
        }
        answers(row);
    }

    private Node head(DocumentRow row) {
        HBox head = Ui.row(4, inspect, Ui.space(), figure(texts.get("document.own"), "c11", "muted"));
        row.other().ifPresent(each -> head.getChildren().add(figure(texts.get("document.other"), "c11", "muted")));
        row.teacher().ifPresent(each -> head.getChildren().add(figure(texts.get("document.teacher"), "c11", "muted")));
        return head;
    }

    private static Label wide(Label label) {
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static Label figure(String text, String... styles) {
        return Ui.size(Ui.style(Ui.text(text, styles), "figure"), FIGURE, 20);
    }

    /** A choice, by whom it was chosen, and how probable it is to each. */
    private Node choice(DocumentRow row, int choice) {
        List<Node> marks = new ArrayList<>();
        if (row.own().right().contains(choice)) {
            marks.add(mark("right"));
        }
        if (row.own().chosen() == choice) {
            marks.add(mark("own"));
        }
        row.other().filter(each -> each.chosen() == choice).ifPresent(each -> marks.add(mark("other")));
        row.teacher().filter(each -> each.chosen() == choice).ifPresent(each -> marks.add(mark("teacher")));
        HBox line = Ui.row(4, Ui.grow(wide(Ui.value(DocumentRow.choice(row.own(), choice), "c12"))));
        line.getChildren().addAll(marks);
        line.getChildren().add(figure(log(Optional.of(row.own()), choice), "mono", "c12"));
        row.other().ifPresent(each -> line.getChildren().add(figure(log(row.other(), choice), "mono", "c12")));
        row.teacher().ifPresent(each -> line.getChildren().add(figure(log(row.teacher(), choice), "mono", "c12")));
        line.setMinHeight(24);
        return line;
    }

    private Label mark(String whose) {
        return Ui.style(Ui.text(texts.get("document." + whose)), "task-mark", whose);
    }

    private static String log(Optional<TaskDocument> of, int choice) {
        return of.filter(each -> choice < each.logLikelihoods().size()).map(each -> Format.fixed(each.logLikelihoods().get(choice), 2))
                .orElse(Format.NOTHING);
    }

    /** What was answered, and the log-likelihood of a whole text. */
    private void answers(DocumentRow row) {
        if (!row.own().continuations().isEmpty()) {
            return;
        }
        choices.getChildren().setAll(Ui.row(4, inspect), answer("own", row.own()));
        row.other().ifPresent(each -> choices.getChildren().add(answer("other", each)));
        row.teacher().ifPresent(each -> choices.getChildren().add(answer("teacher", each)));
        if (!row.rightAnswer().isEmpty()) {
            choices.getChildren().add(said("right", row.rightAnswer()));
        }
    }

    private Node answer(String whose, TaskDocument of) {
        return said(whose, of.responses().isEmpty() ? DocumentRow.answer(of) : of.responses().get(0));
    }

    private Node said(String whose, String text) {
        Label words = wide(Ui.wrap(text, "mono", "c12"));
        HBox row = Ui.row(8, Ui.size(new HBox(mark(whose)), FIGURE, 0), Ui.grow(words));
        row.setMinHeight(Region.USE_PREF_SIZE);
        return row;
    }
}
