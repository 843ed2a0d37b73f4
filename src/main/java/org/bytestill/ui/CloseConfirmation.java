package org.bytestill.ui;

import java.util.Locale;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.bytestill.engine.Engine;
import org.bytestill.engine.run.Run;
import org.bytestill.engine.run.RunProgress;
import org.bytestill.problem.UserError;
import org.bytestill.ui.common.Dialogs;
import org.bytestill.ui.common.ErrorDialog;
import org.bytestill.ui.common.Format;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.Ui;
import org.bytestill.util.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closing the window: asks first what becomes of a run that it computes, stores size and place of the window. */
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
        CloseModel close = new CloseModel(engine, new BackgroundRuns(home.background()), run);
        if (run == null) {
            if (close.jobs() == 0) {
                close(close, CloseModel.Way.STOP);
            } else {
                askForJobs(close);
            }
            return;
        }
        RunProgress progress = run.progress();
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(stage, dialog);
        dialog.setTitle(texts.get("close.title"));
        VBox words = Ui.column(8, Ui.text(texts.get("close.title"), "semi", "c15"),
                Ui.wrap(texts.get("close.text", run.name(), Format.count(progress.update()), Format.count(progress.updates())), "muted"));
        if (close.jobs() > 0) {
            words.getChildren().add(Ui.wrap(texts.get("close.jobs", close.jobs()), "muted"));
        }
        for (CloseModel.Way way : close.ways()) {
            words.getChildren().add(choice(way, () -> {
                dialog.hide();
                close(close, way);
            }));
        }
        ((ButtonBase) words.lookup(".close-way")).getStyleClass().add("accent");
        dialog.getDialogPane().setContent(Ui.size(words, 480, -1));
        dialog.getDialogPane().setId("close");
        dialog.getDialogPane().getButtonTypes().add(new ButtonType(texts.get("close.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE));
        dialog.setOnShown(event -> words.lookup(".close-way").requestFocus());
        dialog.show();
    }

    private void askForJobs(CloseModel close) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Dialogs.over(stage, dialog);
        dialog.setTitle(texts.get("close.jobs.title"));
        dialog.getDialogPane().setContent(Ui.size(Ui.column(8, Ui.text(texts.get("close.jobs.title"), "semi", "c15"),
                Ui.wrap(texts.get("close.jobs", close.jobs()), "muted")), 460, -1));
        ButtonType anyway = new ButtonType(texts.get("close.jobs.anyway"), ButtonBar.ButtonData.OTHER);
        dialog.getDialogPane().getButtonTypes().addAll(anyway,
                new ButtonType(texts.get("close.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE));
        dialog.getDialogPane().setId("close");
        dialog.getDialogPane().lookupButton(anyway).setId("close-anyway");
        dialog.setOnHidden(event -> {
            if (dialog.getResult() == anyway) {
                close(close, CloseModel.Way.STOP);
            }
        });
        dialog.show();
    }

    /** A button over the whole width, and below it what it comes to. */
    private VBox choice(CloseModel.Way way, Runnable action) {
        String key = way.name().toLowerCase(Locale.ROOT);
        Button button = Ui.id(Ui.button(texts.get("close." + key), null, action, "close-way"), "close-" + key);
        button.setMaxWidth(Double.MAX_VALUE);
        String what = texts.get("close." + key + ".what");
        button.setAccessibleHelp(what);
        return Ui.pad(Ui.column(4, button, Ui.wrap(what, "c12", "muted")), 8, 0, 0, 0);
    }

    /** Saving may take seconds: the window says so meanwhile, and goes when it is done. */
    private void close(CloseModel close, CloseModel.Way way) {
        if (closing) {
            return;
        }
        closing = true;
        remember();
        model.sayClosing(texts.get(way == CloseModel.Way.BACKGROUND ? "status.handingOver" : "status.closing"));
        new Thread(() -> end(close, way), "bytestill-closing").start();
    }

    private void end(CloseModel close, CloseModel.Way way) {
        try {
            close.close(way);
        } catch (UserError e) {
            Platform.runLater(() -> stay(e));
            return;
        } catch (Exception e) {
            LOG.error("the engine did not close cleanly", e);
        }
        Platform.runLater(() -> {
            stage.hide();
            if (Platform.isImplicitExit()) { // there may be dialogs; and a test has other windows
                Platform.exit();
            }
        });
    }

    private void stay(UserError why) {
        closing = false;
        model.sayClosing("");
        ErrorDialog.show(stage, why);
    }
}
