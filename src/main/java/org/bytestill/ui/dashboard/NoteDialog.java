package org.bytestill.ui.dashboard;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Asks for a note at an update, and for the run's tags. */
final class NoteDialog {
    private static final Texts TEXTS = Texts.of("dashboard");
    private static final double WIDTH = 460;
    private static final int LINES = 4;

    private NoteDialog() {}

    /**
     * What was typed.
     *
     * @param text empty takes the note away, or writes none
     * @param tags separated by commas
     */
    record Answer(int update, String text, String tags) {}

    /**
     * Shows the form and returns at once.
     *
     * @param text     the note as it is; empty for a new one
     * @param answered hears what was typed, unless it is cancelled
     */
    static void ask(Window owner, int update, String text, String tags, Consumer<Answer> answered) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(TEXTS.get("note.title"));
        TextField at = Ui.id(Ui.style(new TextField(String.valueOf(update)), "num"), "note-update");
        TextArea note = Ui.id(new TextArea(text), "note-text");
        note.setWrapText(true);
        note.setPrefRowCount(LINES);
        TextField words = Ui.id(new TextField(tags), "note-tags");
        words.setPromptText(TEXTS.get("note.tags.prompt"));
        VBox form = Ui.column(8, labelled("note.update", at), labelled("note.text", note), labelled("note.tags", words));
        dialog.getDialogPane().setContent(Ui.size(form, WIDTH, -1));
        ButtonType keep = new ButtonType(TEXTS.get("note.keep"), ButtonBar.ButtonData.OK_DONE);
        ButtonType delete = new ButtonType(TEXTS.get("note.delete"), ButtonBar.ButtonData.LEFT);
        dialog.getDialogPane().getButtonTypes().addAll(keep, new ButtonType(TEXTS.get("note.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE));
        if (!text.isEmpty()) {
            dialog.getDialogPane().getButtonTypes().add(delete);
        }
        Button accept = (Button) dialog.getDialogPane().lookupButton(keep);
        accept.setId("note-keep");
        accept.getStyleClass().add("accent");
        at.textProperty().addListener((observable, before, now) -> accept.setDisable(!isUpdate(now)));
        dialog.setOnHidden(event -> {
            ButtonType chosen = dialog.getResult();
            if (chosen == keep || chosen == delete) {
                int chosenUpdate = isUpdate(at.getText()) ? Integer.parseInt(at.getText().strip()) : update;
                answered.accept(new Answer(chosenUpdate, chosen == delete ? "" : note.getText(), words.getText()));
            }
        });
        dialog.show();
        note.requestFocus();
    }

    private static boolean isUpdate(String text) {
        return text.strip().matches("\\d{1,9}");
    }

    private static VBox labelled(String key, Control field) {
        Label label = Ui.text(TEXTS.get(key), "c12", "muted");
        label.setLabelFor(field);
        field.setAccessibleText(TEXTS.get(key));
        return Ui.column(2, label, field);
    }
}
