package org.bytestill.ui;

import javafx.application.Platform;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Stage;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closing the window: asks first if that would stop a run, lets it save a checkpoint, stores size and place of the window. */
final class CloseConfirmation {
    private static final Logger LOG = LoggerFactory.getLogger(CloseConfirmation.class);

    private final Texts texts = Texts.of("shell");
    private final Stage stage;
    private final Engine engine;
    private final MainViewModel model;
    private final Home home;
    private final Theme theme;
    private boolean closing;

    CloseConfirmation(Stage stage, Engine engine, MainViewModel model, Home home, Theme theme) {
        this.stage = stage;
        this.engine = engine;
        this.model = model;
        this.home = home;
        this.theme = theme;
    }

    void remember() {
        WindowPlace.of(stage, theme.modeProperty().get(), WindowSettings.read(home.settings())).write(home.settings());
    }

    void ask() {
        Run run = model.activeRun();
        if (run == null) {
            close();
            return;
        }
        ButtonType stop = new ButtonType(texts.get("close.stop"), ButtonBar.ButtonData.OK_DONE);
        ButtonType stay = new ButtonType(texts.get("close.stay"), ButtonBar.ButtonData.CANCEL_CLOSE);
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(stage, dialog);
        dialog.setTitle(texts.get("close.title"));
        RunProgress progress = run.progress();
        dialog.getDialogPane().setContent(Ui.size(Ui.column(8, Ui.text(texts.get("close.title"), "semi", "c15"),
                Ui.wrap(texts.get("close.text", run.name(), Format.count(progress.update()), Format.count(progress.updates())), "muted")),
                460, -1));
        dialog.getDialogPane().getButtonTypes().addAll(stop, stay);
        dialog.getDialogPane().lookupButton(stop).getStyleClass().add("accent");
        dialog.setOnHidden(event -> {
            if (dialog.getResult() == stop) {
                close();
            }
        });
        dialog.show();
    }

    /** Saving may take seconds: the window says so meanwhile, and goes when it is done. */
    private void close() {
        if (closing) {
            return;
        }
        closing = true;
        remember();
        model.sayClosing();
        Thread closer = new Thread(() -> {
            try {
                engine.close();
            } catch (Exception e) {
                LOG.error("the engine did not close cleanly", e);
            } finally {
                Platform.runLater(() -> {
                    stage.hide();
                    Platform.exit();
                });
            }
        }, "bytestill-closing");
        closer.start();
    }
}
