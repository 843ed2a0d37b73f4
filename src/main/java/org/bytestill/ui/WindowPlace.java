package org.bytestill.ui;

import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.bytestill.ui.common.Theme;

/** Where a window stands: remembered, and put back only where a screen still is. */
final class WindowPlace {
    /** So much of the window must be on a screen that it can be taken hold of. */
    private static final double HOLD = 64;

    private WindowPlace() {}

    static void restore(Stage stage, WindowSettings settings) {
        if (settings.width() <= 0) {
            return;
        }
        boolean visible = Screen.getScreens().stream().map(Screen::getVisualBounds).anyMatch(screen -> isOn(settings, screen));
        if (visible) {
            stage.setX(settings.x());
            stage.setY(settings.y());
        }
        stage.setMaximized(settings.maximised());
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
