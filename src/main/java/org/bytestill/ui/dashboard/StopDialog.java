package org.bytestill.ui.dashboard;

import java.util.function.Consumer;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;

/** Asks how to stop a run: its buttons say what each does with the updates since the newest checkpoint. */
final class StopDialog {
    /** The answers. */
    enum Answer { SAVE, DISCARD, GO_ON }

    private static final Texts TEXTS = Texts.of("dashboard");

    private StopDialog() {}

    /** Shows the question and returns at once; {@code answered} hears the answer. */
    static void ask(Window owner, String run, int unsavedUpdates, Consumer<Answer> answered) {
        ButtonType save = new ButtonType(TEXTS.get("stop.save"), ButtonBar.ButtonData.OK_DONE);
        ButtonType discard = new ButtonType(TEXTS.get("stop.discard"), ButtonBar.ButtonData.OTHER);
        ButtonType goOn = new ButtonType(TEXTS.get("stop.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(owner, dialog);
        dialog.setTitle(TEXTS.get("stop.title"));
        String consequence = unsavedUpdates == 0 ? TEXTS.get("stop.saved") : TEXTS.get("stop.unsaved", unsavedUpdates);
        VBox words = Ui.column(8, Ui.wrap(TEXTS.get("stop.head", run), "semi", "c15"), Ui.wrap(consequence, "muted"));
        dialog.getDialogPane().setContent(Ui.size(words, 460, -1));
        dialog.getDialogPane().getButtonTypes().addAll(save, discard, goOn);
        dialog.getDialogPane().lookupButton(save).getStyleClass().add("accent");
        dialog.getDialogPane().lookupButton(save).setId("stop-save");
        dialog.getDialogPane().lookupButton(discard).setId("stop-discard");
        dialog.setOnHidden(event -> {
            ButtonType chosen = dialog.getResult();
            answered.accept(chosen == save ? Answer.SAVE : chosen == discard ? Answer.DISCARD : Answer.GO_ON);
        });
        dialog.show();
    }
}
