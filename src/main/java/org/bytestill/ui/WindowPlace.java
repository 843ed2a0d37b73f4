package org.bytestill.ui;

import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;
import org.bytestill.ui.common.StageBounds;
import org.bytestill.ui.common.Theme;
import org.bytestill.ui.common.WindowBounds;

/** Position and size of a window: stored, and restored only where a screen still is. */
final class WindowPlace {
    private static final Dimension2D FIRST = new Dimension2D(1440, 900);
    private static final Dimension2D SMALLEST = new Dimension2D(1024, 700);
    /** So much of the window must be on a screen that it can be taken hold of. */
    private static final double HOLD = 64;

    private WindowPlace() {}

    /** Of the window's content, without the frame around it. */
    static Dimension2D sizeOf(WindowSettings settings) {
        return settings.width() <= 0 ? FIRST : new Dimension2D(settings.width(), settings.height());
    }

    /** Gives a window that is about to be shown its bounds; those of a maximised one when it is no longer maximised. */
    static void restore(Stage stage, WindowSettings settings) {
        Dimension2D least = WindowBounds.atMost(SMALLEST, roomFor(settings));
        stage.setMinWidth(least.getWidth());
        stage.setMinHeight(least.getHeight());
        stage.setMaximized(settings.maximised());
        if (settings.maximised()) {
            holdOnceRestored(stage, settings);
        } else {
            StageBounds.hold(stage, frame -> bounds(settings, frame));
        }
    }

    private static void holdOnceRestored(Stage stage, WindowSettings settings) {
        stage.maximizedProperty().addListener(new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Boolean> maximised, Boolean before, Boolean now) {
                if (!now) {
                    maximised.removeListener(this);
                    StageBounds.hold(stage, frame -> bounds(settings, frame));
                }
            }
        });
    }

    private static Rectangle2D bounds(WindowSettings settings, Dimension2D frame) {
        return bounds(settings, frame, roomFor(settings), canStay(settings));
    }

    /** The window's bounds with its frame: where it was, if it can stay there, else in the middle of the room. */
    static Rectangle2D bounds(WindowSettings settings, Dimension2D frame, Rectangle2D room, boolean canStay) {
        Dimension2D size = WindowBounds.atMost(WindowBounds.plus(sizeOf(settings), frame), room);
        return canStay ? new Rectangle2D(settings.x(), settings.y(), size.getWidth(), size.getHeight())
                : WindowBounds.centred(size, room, room);
    }

    private static boolean canStay(WindowSettings settings) {
        return settings.width() > 0 && WindowBounds.screens().stream().anyMatch(screen -> isOn(settings, screen));
    }

    private static Rectangle2D roomFor(WindowSettings settings) {
        return canStay(settings) ? WindowBounds.roomFor(new Rectangle2D(settings.x(), settings.y(), settings.width(), settings.height()))
                : WindowBounds.screens().get(0);
    }

    /** True if the title bar of the remembered window would reach onto the screen. */
    static boolean isOn(WindowSettings settings, Rectangle2D screen) {
        return settings.x() + settings.width() - HOLD > screen.getMinX() && settings.x() + HOLD < screen.getMaxX()
                && settings.y() >= screen.getMinY() - HOLD / 2 && settings.y() + HOLD < screen.getMaxY();
    }

    static WindowSettings of(Stage stage, Theme.Mode theme, WindowSettings before) {
        if (stage.isMaximized() || stage.isIconified() || stage.isFullScreen() || stage.getScene() == null) {
            return new WindowSettings(theme, before.x(), before.y(), before.width(), before.height(), stage.isMaximized());
        }
        return new WindowSettings(theme, stage.getX(), stage.getY(), stage.getScene().getWidth(), stage.getScene().getHeight(), false);
    }
}
