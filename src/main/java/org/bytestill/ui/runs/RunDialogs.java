package org.bytestill.ui.runs;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.engine.library.Repetition;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** The questions of the list of runs. */
final class RunDialogs {
    private static final Texts TEXTS = Texts.of("runs");
    private static final double WIDTH = 480;

    private RunDialogs() {}

    /**
     * Asks for a name.
     *
     * @param rename gets the name, and who is told the reason if it cannot be; closes the dialog by calling with an empty reason
     */
    static void rename(Window owner, String before, BiConsumer<String, Consumer<String>> rename) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(TEXTS.get("rename.title"));
        TextField name = new TextField(before);
        name.setId("new-name");
        name.setAccessibleText(TEXTS.get("rename.label"));
        Label reason = Ui.wrap("", "c12", "danger");
        reason.setId("rename-refused");
        VBox content = Ui.column(8, Ui.text(TEXTS.get("rename.label"), "med"), name, reason,
                Ui.wrap(TEXTS.get("rename.help"), "c12", "muted"));
        Ui.show(reason, false);
        ButtonType yes = new ButtonType(TEXTS.get("rename.yes"), ButtonBar.ButtonData.OK_DONE);
        dialog.getDialogPane().setContent(Ui.size(content, WIDTH, -1));
        dialog.getDialogPane().setId("rename");
        dialog.getDialogPane().getButtonTypes().addAll(yes, ButtonType.CANCEL);
        Node button = accent(dialog, yes, "rename-yes");
        button.addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            rename.accept(name.getText(), why -> {
                reason.setText(why);
                Ui.show(reason, !why.isEmpty());
                if (why.isEmpty()) {
                    dialog.setResult(yes);
                    dialog.close();
                } else {
                    Dialogs.refit(dialog);
                }
            });
        });
        dialog.setOnShown(event -> {
            name.requestFocus();
            name.selectAll();
        });
        dialog.show();
    }

    /** Asks for the tags of a run. */
    static void tag(Window owner, String run, List<String> before, Consumer<String> tag) {
        TextField words = new TextField(String.join(", ", before));
        words.setId("run-tags-words");
        words.setAccessibleText(TEXTS.get("tags.label", run));
        VBox content = Ui.column(8, Ui.wrap(TEXTS.get("tags.label", run), "med"), words, Ui.wrap(TEXTS.get("tags.help"), "c12", "muted"));
        ask(owner, "run-tags", TEXTS.get("tags.title"), content, TEXTS.get("tags.yes"), () -> tag.accept(words.getText()));
        words.requestFocus();
    }

    /** Says what has changed since a run was computed, and asks whether it shall be computed all the same. */
    static void repeat(Window owner, Repetition repetition, Runnable anyway) {
        VBox words = Ui.column(8, Ui.wrap(TEXTS.get("repeat.head"), "semi", "c15"));
        repetition.differences().forEach(difference -> words.getChildren().add(Ui.note("warn", Ui.wrap(difference, "c12"))));
        words.getChildren().add(Ui.wrap(TEXTS.get("repeat.anyway.text", repetition.config().name()), "c12", "muted"));
        ask(owner, "repeat", TEXTS.get("repeat.title"), words, TEXTS.get("repeat.anyway"), anyway);
    }

    /** Asks before the bin is emptied: that cannot be undone. */
    static void emptyBin(Window owner, int runs, long bytes, Runnable empty) {
        VBox words = Ui.column(8, Ui.wrap(TEXTS.get("bin.empty.head", runs, Format.size(bytes)), "semi", "c15"),
                Ui.wrap(TEXTS.get("bin.empty.text"), "muted"));
        ask(owner, "empty-bin", TEXTS.get("bin.empty.title"), words, TEXTS.get("bin.empty.yes"), empty);
    }

    private static void ask(Window owner, String id, String title, VBox words, String yesWord, Runnable then) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(title);
        ButtonType yes = new ButtonType(yesWord, ButtonBar.ButtonData.OK_DONE);
        dialog.getDialogPane().setContent(Ui.size(words, WIDTH, -1));
        dialog.getDialogPane().setId(id);
        dialog.getDialogPane().getButtonTypes().addAll(yes, ButtonType.CANCEL);
        accent(dialog, yes, id + "-yes");
        dialog.setOnHidden(event -> {
            if (dialog.getResult() == yes) {
                then.run();
            }
        });
        dialog.show();
    }

    private static Node accent(Dialog<ButtonType> dialog, ButtonType type, String id) {
        Node button = dialog.getDialogPane().lookupButton(type);
        button.getStyleClass().add("accent");
        button.setId(id);
        return button;
    }
}
