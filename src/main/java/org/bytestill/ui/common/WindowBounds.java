package org.bytestill.ui.common;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;

/** Where windows lie and how large they are, frame included: never larger than the screen has room for. */
public final class WindowBounds {
    private WindowBounds() {}

    /** The middle of a window over the middle of {@code over}, moved and made smaller until it lies in the room. */
    public static Rectangle2D centred(Dimension2D size, Rectangle2D over, Rectangle2D room) {
        double x = over.getMinX() + (over.getWidth() - size.getWidth()) / 2;
        double y = over.getMinY() + (over.getHeight() - size.getHeight()) / 2;
        return within(new Rectangle2D(Math.round(x), Math.round(y), size.getWidth(), size.getHeight()), room);
    }

    /** The bounds, made smaller and moved as little as it takes to lie in the room. */
    public static Rectangle2D within(Rectangle2D bounds, Rectangle2D room) {
        Dimension2D size = atMost(new Dimension2D(bounds.getWidth(), bounds.getHeight()), room);
        double x = Math.max(room.getMinX(), Math.min(bounds.getMinX(), room.getMaxX() - size.getWidth()));
        double y = Math.max(room.getMinY(), Math.min(bounds.getMinY(), room.getMaxY() - size.getHeight()));
        return new Rectangle2D(x, y, size.getWidth(), size.getHeight());
    }

    public static Dimension2D atMost(Dimension2D size, Rectangle2D room) {
        return new Dimension2D(Math.min(size.getWidth(), room.getWidth()), Math.min(size.getHeight(), room.getHeight()));
    }

    public static Dimension2D plus(Dimension2D content, Dimension2D frame) {
        return new Dimension2D(content.getWidth() + frame.getWidth(), content.getHeight() + frame.getHeight());
    }

    /** What the screen with the largest part of a window has free for windows; of several alike, the first. */
    public static Rectangle2D roomFor(Rectangle2D window, List<Rectangle2D> screens) {
        return screens.stream().max(Comparator.comparingDouble(screen -> shared(window, screen))).orElse(window);
    }

    public static Rectangle2D roomFor(Rectangle2D window) {
        return roomFor(window, screens());
    }

    /** What each screen has free for windows, beside its panels; the main screen's first. */
    public static List<Rectangle2D> screens() {
        Rectangle2D primary = Screen.getPrimary().getVisualBounds();
        return Screen.getScreens().stream().map(Screen::getVisualBounds)
                .sorted(Comparator.comparing(screen -> !screen.equals(primary))).toList();
    }

    private static double shared(Rectangle2D window, Rectangle2D screen) {
        double width = Math.min(window.getMaxX(), screen.getMaxX()) - Math.max(window.getMinX(), screen.getMinX());
        double height = Math.min(window.getMaxY(), screen.getMaxY()) - Math.max(window.getMinY(), screen.getMinY());
        return Math.max(0, width) * Math.max(0, height);
    }
}
