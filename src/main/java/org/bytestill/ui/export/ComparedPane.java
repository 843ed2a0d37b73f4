package org.bytestill.ui.export;

import javafx.beans.Observable;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Two of the earlier exports compared, below their list. */
final class ComparedPane extends VBox {
    private final Texts texts;
    private final ComparedExports model;
    private final Button compare;
    private final Label note = Ui.wrap("", "c11", "muted");
    private final VBox found = Ui.id(Ui.column(2), "export-compared");

    ComparedPane(ComparedExports model, Texts texts) {
        super(4);
        this.texts = texts;
        this.model = model;
        compare = Ui.id(Ui.button(texts.get("compare"), "mdi2c-compare-horizontal", model::compare, "small"), "export-compare");
        getChildren().addAll(Ui.row(8, compare), note, found);
        model.picked().addListener((Observable change) -> show());
        Ui.whenAny(this::show, model.runningProperty(), model.foundProperty());
        show();
    }

    private void show() {
        compare.setDisable(!model.canCompare());
        note.setText(texts.get(model.runningProperty().get() ? "compare.running" : "compare.about"));
        Ui.show(note, model.foundProperty().get().isEmpty());
        found.getChildren().clear();
        model.foundProperty().get().forEach(sentence -> found.getChildren().add(Ui.wrap(sentence, "c12")));
        if (!model.foundProperty().get().isEmpty()) {
            found.getChildren().add(Ui.wrap(model.commandLine(), "mono", "c11", "muted"));
        }
    }
}
