package org.bytestill.ui.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.ui.FxRoom.onFx;
import static org.bytestill.ui.FxRoom.until;

import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.bytestill.problem.UserError;
import org.bytestill.ui.FxRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Dialogs over a window; that a window manager keeps to it can be seen under one only. */
@Tag("ui")
class DialogsTest {
    private FxRoom room;
    private Stage owner;
    private Stage stage;
    private int pressed;
    private int closeRequests;

    @BeforeEach
    void showOwner() throws Exception {
        room = new FxRoom();
        owner = room.show(FxRoom.theme(Theme.Mode.LIGHT), () -> {
            Button button = new Button("owner");
            button.setOnKeyPressed(event -> pressed++);
            return new StackPane(button);
        }, 1200, 800);
        owner.setOnCloseRequest(event -> {
            closeRequests++;
            event.consume();
        });
    }

    @AfterEach
    void close() throws Exception {
        onFx(() -> {
            if (stage != null) {
                stage.hide();
            }
            return null;
        });
        room.close();
    }

    private static Dialog<ButtonType> dialog(double width, double height) {
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.getDialogPane().setContent(Ui.size(new Region(), width, height));
        dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
        return dialog;
    }

    private void show(Dialog<ButtonType> dialog) {
        stage = (Stage) dialog.getDialogPane().getScene().getWindow();
        dialog.show();
    }

    private void key() {
        Event.fireEvent(owner.getScene().getFocusOwner(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.A, false, false, false, false));
    }

    @Test
    void aDialogOpensInTheMiddleOfItsOwnerInTheSizeOfItsContent() throws Exception {
        onFx(() -> {
            Dialog<ButtonType> dialog = dialog(400, 200);
            Dialogs.over(owner, dialog);
            show(dialog);
            return null;
        });
        until(() -> Math.abs(stage.getX() + stage.getWidth() / 2 - (owner.getX() + 600)) <= 2
                && Math.abs(stage.getY() + stage.getHeight() / 2 - (owner.getY() + 400)) <= 2);
        assertThat(stage.getWidth()).isGreaterThanOrEqualTo(400);
        assertThat(stage.getHeight()).isBetween(240.0, 400.0);
        assertThat(stage.getOwner()).isSameAs(owner);
    }

    @Test
    void theOwnerTakesNoInputWhileADialogIsOpenAndIsNotDisabled() throws Exception {
        onFx(() -> {
            owner.getScene().lookup(".button").requestFocus();
            Dialog<ButtonType> dialog = dialog(400, 200);
            Dialogs.over(owner, dialog);
            key();
            show(dialog);
            key();
            Event.fireEvent(owner, new WindowEvent(owner, WindowEvent.WINDOW_CLOSE_REQUEST));
            return null;
        });
        assertThat(pressed).as("the key before").isEqualTo(1);
        assertThat(closeRequests).isZero();
        // Modality of JavaFX gives the owner a fixed size: it is then un-maximised.
        assertThat(stage.getModality()).isEqualTo(Modality.NONE);
        onFx(() -> {
            stage.hide();
            key();
            return null;
        });
        assertThat(pressed).isEqualTo(2);
    }

    @Test
    void aDialogOverAllOfItsOwnerHasItsSizeAndCanBeMadeSmaller() throws Exception {
        onFx(() -> {
            Dialog<ButtonType> dialog = dialog(100, 100);
            Dialogs.overAllOf(owner, dialog, new Dimension2D(1024, 700));
            show(dialog);
            return null;
        });
        until(() -> stage.getWidth() == 1200 && stage.getHeight() == 800 && stage.getMinWidth() == 1024 && stage.getMinHeight() == 700);
        assertThat(stage.isResizable()).isTrue();
    }

    @Test
    void aLongErrorIsNoHigherThanTheScreenAndItsButtonIsWhole() throws Exception {
        String lines = "text.train: a problem that takes a line for itself\n".repeat(200);
        onFx(() -> {
            ErrorDialog.show(owner, UserError.badInput("%s", lines));
            return null;
        });
        stage = onFx(() -> (Stage) Stage.getWindows().stream().filter(window -> window != owner && window.isShowing())
                .findFirst().orElseThrow());
        Rectangle2D free = WindowBounds.screens().get(0);
        until(() -> stage.getHeight() <= free.getHeight() && stage.getY() >= free.getMinY()
                && stage.getY() + stage.getHeight() <= free.getMaxY());
        assertThat(stage.getScene().getHeight()).as("at 1024 x 700 too").isLessThan(650);
        FxRoom.shot(stage.getScene(), "error-long-light");
        Button close = (Button) onFx(() -> stage.getScene().getRoot().lookup(".button-bar .button"));
        Bounds bounds = onFx(() -> close.localToScene(close.getBoundsInLocal()));
        assertThat(bounds.getMaxY()).isLessThanOrEqualTo(stage.getScene().getHeight());
        // As a person closes it: another error can be told then.
        onFx(() -> {
            close.fire();
            return null;
        });
    }

    @Test
    void anErrorOfAFewLinesIsShownWhole() throws Exception {
        onFx(() -> {
            ErrorDialog.show(owner, UserError.badInput("/home/somebody/Bytestill/bell.json cannot be written: there is no"
                    + " /home/somebody/Bytestill/bell.json.tmp. Its folder is gone; put it back, or choose another place for it."));
            return null;
        });
        stage = onFx(() -> (Stage) Stage.getWindows().stream().filter(window -> window != owner && window.isShowing())
                .findFirst().orElseThrow());
        FxRoom.shot(stage.getScene(), "error-lines-light");
        ScrollPane scroll = onFx(() -> (ScrollPane) stage.getScene().getRoot().lookup(".scroll-pane"));
        double words = onFx(() -> scroll.getContent().getLayoutBounds().getHeight());
        assertThat(scroll.getViewportBounds().getHeight()).isGreaterThanOrEqualTo(words);
        onFx(() -> {
            stage.hide();
            return null;
        });
    }
}
