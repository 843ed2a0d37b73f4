package org.bytestill.ui.common;

import javafx.application.Platform;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.bytestill.problem.Failure;
import org.bytestill.util.Texts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a {@link Failure}: the sentence, and for the unexpected its code and a button that copies the details. */
public final class ErrorDialog {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorDialog.class);
    private static final Texts TEXTS = Texts.of("common");
    private static final double MOST_HEIGHT = 480;
    private static final double WIDTH = 512;
    /** Beside icon, margins and a scroll bar. */
    private static final double LINE = WIDTH - 96;
    /** Null until something went wrong. */
    private static @Nullable Dialog<ButtonType> last;

    private ErrorDialog() {}

    /** Shows what went wrong; may be called from any thread and returns at once. */
    public static void show(Window owner, Throwable thrown) {
        Failure failure = Failure.of(thrown);
        if (!failure.isUnexpected()) {
            LOG.info("told the user: {}", FailureText.of(failure));
        } else {
            LOG.error("an unexpected error, {}", failure.code(), thrown);
        }
        if (Platform.isFxApplicationThread()) {
            open(owner, failure);
        } else {
            Platform.runLater(() -> open(owner, failure));
        }
    }

    /** Errors that nobody caught, on any thread, are shown instead of lost; the program goes on if it can. */
    public static void catchUncaught(Window owner) {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> show(owner, thrown));
    }

    private static void open(Window owner, Failure failure) {
        // A broken drawing fails sixty times a second; one dialog says it.
        if (last != null && last.isShowing()) {
            return;
        }
        Dialog<ButtonType> dialog = new Dialog<>();
        last = dialog;
        Dialogs.over(owner, dialog);
        dialog.setTitle(TEXTS.get(failure.isUnexpected() ? "failure.title" : "failure.refused"));
        VBox words = Ui.column(8, Ui.wrap(FailureText.of(failure), "med"));
        ButtonType copy = new ButtonType(TEXTS.get("failure.copy"), ButtonBar.ButtonData.LEFT);
        if (failure.isUnexpected()) {
            words.getChildren().add(Ui.wrap(TEXTS.get("failure.code", failure.code()), "c12", "muted"));
            dialog.getDialogPane().getButtonTypes().add(copy);
        }
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        // Of a width of their own: else their height would be that of one line each.
        words.getChildren().forEach(line -> ((Label) line).setPrefWidth(LINE));
        // A file may have a hundred problems: they scroll above the buttons.
        ScrollPane scroll = new ScrollPane(Ui.note("danger", words));
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_HEIGHT);
        dialog.getDialogPane().setContent(Ui.size(new VBox(scroll), WIDTH, -1));
        dialog.getDialogPane().setId("error");
        dialog.setOnHidden(event -> {
            if (dialog.getResult() == copy) {
                ClipboardContent content = new ClipboardContent();
                content.putString(failure.details());
                Clipboard.getSystemClipboard().setContent(content);
            }
        });
        dialog.show();
    }
}
