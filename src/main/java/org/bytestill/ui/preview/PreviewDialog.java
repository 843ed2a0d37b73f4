package org.bytestill.ui.preview;

import java.util.function.Consumer;
import javafx.geometry.Dimension2D;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Theme;
import org.bytestill.util.Texts;

/** The preview as a dialog of its owner's size. It begins to read when it is shown, and ends with the dialog. */
public final class PreviewDialog {
    private static final Dimension2D SMALLEST = new Dimension2D(960, 620);

    private final Texts texts = Texts.of("preview");
    private final PreviewViewModel model;
    private final Consumer<String> goTo;
    private final Dialog<ButtonType> dialog = new Dialog<>();

    /** @param goTo brings a field of the run's set-up to the front, by its key, after the dialog has closed */
    public PreviewDialog(PreviewViewModel model, Theme theme, Consumer<String> goTo) {
        this.model = model;
        this.goTo = goTo;
        dialog.setTitle(texts.get("title"));
        PreviewView view = new PreviewView(model, theme, texts, this::leaveTo);
        dialog.getDialogPane().setContent(view);
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        dialog.getDialogPane().setId("preview");
        // The list takes Escape for itself, although nothing in it is edited.
        dialog.getDialogPane().addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                dialog.close();
            }
        });
        dialog.setOnShown(event -> view.focusDocuments());
        dialog.setOnHidden(event -> model.cancel());
    }

    /** Shows it and returns at once. */
    public void show(Window owner) {
        dialog.getDialogPane().setPrefSize(Math.max(SMALLEST.getWidth(), owner.getScene().getWidth()),
                Math.max(SMALLEST.getHeight(), owner.getScene().getHeight()));
        Dialogs.overAllOf(owner, dialog, SMALLEST);
        dialog.show();
        model.start();
    }

    private void leaveTo(String key) {
        dialog.close();
        goTo.accept(key);
    }
}
