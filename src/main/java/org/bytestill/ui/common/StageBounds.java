package org.bytestill.ui.common;

import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import javafx.util.Duration;

/**
 * Gives a window its bounds and asks for them again until they hold. Under X11 a window is born in its smallest size, and the window
 * manager's report of that comes after JavaFX has asked for another: it is then taken for the user's wish, and the window stays
 * small. So its smallest size is, until the bounds hold, the size that is wanted.
 */
public final class StageBounds {
    private static final Duration BETWEEN_LOOKS = Duration.millis(80);
    private static final int RIGHT_IN_A_ROW = 10;
    /** A window manager that tiles gives no window the size it asks for. */
    private static final int MOST_LOOKS = 40;
    private static final Dimension2D NO_FRAME = new Dimension2D(0, 0);
    private static final double TOLERANCE = 2;
    private static final double THICKEST_FRAME = 96;

    private final Stage stage;
    private final Function<Dimension2D, Rectangle2D> wanted;
    private final PauseTransition pause = new PauseTransition(BETWEEN_LOOKS);
    private final double minWidth;
    private final double minHeight;
    private int looks;
    private int right;

    private StageBounds(Stage stage, Function<Dimension2D, Rectangle2D> wanted) {
        this.stage = stage;
        this.wanted = wanted;
        minWidth = stage.getMinWidth();
        minHeight = stage.getMinHeight();
        pause.setOnFinished(event -> look());
    }

    /**
     * Holds the bounds from now on, or from when the window is shown, until it has them; then they are the user's.
     *
     * @param wanted the window's bounds for the size of the frame that the window manager draws around it
     */
    public static void hold(Stage stage, Function<Dimension2D, Rectangle2D> wanted) {
        if (stage.isShowing()) {
            new StageBounds(stage, wanted).look();
        } else {
            StageBounds bounds = new StageBounds(stage, wanted);
            bounds.beBornInThatSize();
            stage.addEventHandler(WindowEvent.WINDOW_SHOWN, event -> bounds.look());
        }
    }

    private void beBornInThatSize() {
        if (stage.isResizable()) {
            setMin(wanted.apply(NO_FRAME));
        }
    }

    private void look() {
        if (!stage.isShowing() || stage.isMaximized() || stage.isFullScreen() || stage.isIconified()) {
            giveMinBack();
            return;
        }
        Rectangle2D bounds = wanted.apply(frame(stage));
        right = isAt(bounds) ? right + 1 : 0;
        if (right == 0) {
            set(bounds);
        }
        looks++;
        if (right < RIGHT_IN_A_ROW && looks < MOST_LOOKS) {
            pause.playFromStart();
        } else {
            giveMinBack();
        }
    }

    private void setMin(Rectangle2D bounds) {
        stage.setMinWidth(bounds.getWidth());
        stage.setMinHeight(bounds.getHeight());
    }

    private void giveMinBack() {
        stage.setMinWidth(minWidth);
        stage.setMinHeight(minHeight);
    }

    private boolean isAt(Rectangle2D bounds) {
        return near(stage.getX(), bounds.getMinX()) && near(stage.getY(), bounds.getMinY()) && near(stage.getWidth(), bounds.getWidth())
                && near(stage.getHeight(), bounds.getHeight());
    }

    private static boolean near(double is, double wanted) {
        return Math.abs(is - wanted) <= TOLERANCE;
    }

    private void set(Rectangle2D bounds) {
        stage.setX(bounds.getMinX());
        stage.setY(bounds.getMinY());
        stage.setWidth(bounds.getWidth());
        stage.setHeight(bounds.getHeight());
    }

    /** What the window manager draws around the scene, both sides together; while a size changes, the two may not belong together. */
    private static Dimension2D frame(Window window) {
        return new Dimension2D(frame(window.getWidth() - window.getScene().getWidth()),
                frame(window.getHeight() - window.getScene().getHeight()));
    }

    private static double frame(double difference) {
        return difference > 0 && difference < THICKEST_FRAME ? difference : 0;
    }
}
