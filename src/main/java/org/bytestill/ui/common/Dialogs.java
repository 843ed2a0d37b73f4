package org.bytestill.ui.common;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/**
 * Opens dialogs over a window: centred on it, as large as their content, never larger than the screen; the window takes no input
 * meanwhile and stays as it is, maximised or not.
 */
public final class Dialogs {
    private static final boolean X11 = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

    private Dialogs() {}

    /** Makes a dialog ready to be shown, in the size of its content. Without an owner it opens in the middle of the screen. */
    public static void over(Window owner, Dialog<?> dialog) {
        prepare(owner, dialog, () -> contentOf(dialog.getDialogPane()));
    }

    /** Makes a dialog ready to be shown in the size of its owner; its size can be changed, down to the smallest. */
    public static void overAllOf(Window owner, Dialog<?> dialog, Dimension2D smallest) {
        dialog.setResizable(true);
        Dimension2D least = WindowBounds.atMost(smallest, roomOver(owner));
        Stage stage = stageOf(dialog);
        stage.setMinWidth(least.getWidth());
        stage.setMinHeight(least.getHeight());
        prepare(owner, dialog, () -> isShowing(owner) ? new Dimension2D(Math.max(least.getWidth(), owner.getScene().getWidth()),
                Math.max(least.getHeight(), owner.getScene().getHeight())) : smallest);
    }

    /** Gives a shown dialog the size of its content anew, when that has grown. */
    public static void refit(Dialog<?> dialog) {
        Stage stage = stageOf(dialog);
        StageBounds.hold(stage, bounds(stage.getOwner(), () -> contentOf(dialog.getDialogPane())));
    }

    /**
     * Shows a dialog of the operating system, which returns when it is closed.
     *
     * @param show takes the window that the system is told of
     */
    static <T> T system(Window owner, Function<Window, T> show) {
        OwnerBlock block = new OwnerBlock(owner, () -> {});
        block.start();
        try {
            return show.apply(keepsItsSize(owner) ? owner : null);
        } finally {
            block.end();
        }
    }

    /** A window that JavaFX is told of becomes one of fixed size meanwhile, which X11 window managers do not maximise. */
    private static boolean keepsItsSize(Window owner) {
        return !X11 || !(owner instanceof Stage stage) || !stage.isMaximized() && !stage.isFullScreen();
    }

    private static void prepare(Window owner, Dialog<?> dialog, Supplier<Dimension2D> content) {
        Window over = isShowing(owner) ? owner : null;
        dialog.initModality(Modality.NONE);
        dialog.initOwner(over);
        Stage stage = stageOf(dialog);
        OwnerBlock block = new OwnerBlock(over, () -> {
            stage.toFront();
            stage.requestFocus();
        });
        stage.addEventHandler(WindowEvent.WINDOW_SHOWN, event -> block.start());
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, event -> block.end());
        StageBounds.hold(stage, bounds(over, content));
    }

    private static Function<Dimension2D, Rectangle2D> bounds(Window owner, Supplier<Dimension2D> content) {
        return frame -> {
            Rectangle2D room = roomOver(owner);
            return WindowBounds.centred(WindowBounds.plus(content.get(), frame), isShowing(owner) ? boundsOf(owner) : room, room);
        };
    }

    private static Dimension2D contentOf(DialogPane pane) {
        double width = Math.ceil(pane.prefWidth(-1));
        return new Dimension2D(width, Math.ceil(pane.prefHeight(width)));
    }

    private static Rectangle2D roomOver(Window owner) {
        return isShowing(owner) ? WindowBounds.roomFor(boundsOf(owner)) : WindowBounds.screens().get(0);
    }

    private static boolean isShowing(Window window) {
        return window != null && window.isShowing();
    }

    private static Rectangle2D boundsOf(Window window) {
        return new Rectangle2D(window.getX(), window.getY(), window.getWidth(), window.getHeight());
    }

    private static Stage stageOf(Dialog<?> dialog) {
        return (Stage) dialog.getDialogPane().getScene().getWindow();
    }
}
