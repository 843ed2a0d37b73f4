package org.bytestill.ui.wizard;

import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Commands for a terminal, with a button that copies them. */
final class CommandBox extends HBox {
    private final Label lines;
    private final Button copy;

    /**
     * @param linesId of the label
     * @param copyId  of the button
     */
    CommandBox(Texts texts, String linesId, String copyId) {
        super(12);
        setAlignment(Pos.CENTER_LEFT);
        lines = Ui.id(Ui.wrap("", "mono", "c12"), linesId);
        lines.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(lines, Priority.ALWAYS);
        copy = Ui.id(Ui.button(texts.get("review.copy"), "mdi2c-content-copy", () -> {}, "small"), copyId);
        copy.setOnAction(event -> {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, lines.getText()));
            copy.setText(texts.get("review.copied"));
        });
        lines.textProperty().addListener((observable, before, now) -> copy.setText(texts.get("review.copy")));
        getChildren().addAll(lines, copy);
        Ui.style(this, "command");
    }

    void show(String commands) {
        lines.setText(commands);
        copy.setDisable(false);
    }

    /** In place of commands, why there are none. */
    void refuse(String reason) {
        lines.setText(reason);
        copy.setDisable(true);
    }
}
