package org.bytestill.ui.common;

import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * A drawing that fills its region: drawn anew when the size, the theme or ({@link #redraw()}) the data change. Focusable,
 * with a spoken summary, because a canvas alone is mute.
 */
public final class CanvasPicture extends Region implements DenselyDrawn {
    /** Draws into a region of the given size in pixels. */
    @FunctionalInterface
    public interface Drawing {
        void draw(Painter pen, double width, double height);
    }

    private static final double SMALLEST_WIDTH = 8;
    private static final double SMALLEST_HEIGHT = 4;

    private final Canvas canvas = new Canvas();
    private double density = 1;
    private final Theme theme;
    private final Drawing drawing;
    // Held here, so that the theme, which outlives every screen, keeps no drawing alive.
    private final InvalidationListener onTheme = change -> redraw();

    public CanvasPicture(Theme theme, double prefWidth, double prefHeight, String summary, Drawing drawing) {
        this.theme = theme;
        this.drawing = drawing;
        setMinSize(Math.min(prefWidth, 40), Math.min(prefHeight, 8));
        setPrefSize(prefWidth, prefHeight);
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(summary);
        getStyleClass().add("pic");
        canvas.setManaged(false);
        getChildren().add(canvas);
        theme.tokensProperty().addListener(new WeakInvalidationListener(onTheme));
    }

    /** The spoken summary; keep the current numbers in it. */
    public void setSummary(String summary) {
        setAccessibleText(summary);
    }

    /** Draws now. */
    public void redraw() {
        double width = canvas.getWidth() / density;
        double height = canvas.getHeight() / density;
        canvas.getGraphicsContext2D().setTransform(density, 0, 0, density, 0, 0);
        canvas.getGraphicsContext2D().clearRect(0, 0, width, height);
        if (width > SMALLEST_WIDTH && height > SMALLEST_HEIGHT) {
            drawing.draw(new Painter(canvas.getGraphicsContext2D(), theme.tokens()), width, height);
        }
    }

    /** The drawing as it is now with words below it, as an SVG file. */
    public String svg(List<String> words) {
        return PictureFile.svg(picture(words));
    }

    /** The drawing as it is now with words below it, to be made a file. */
    public PictureFile.Picture picture(List<String> words) {
        return new PictureFile.Picture(theme.tokens(), Math.floor(getWidth()), Math.floor(getHeight()), getAccessibleText(), words,
                drawing);
    }

    @Override
    public void setDensity(double newDensity) {
        density = newDensity;
        canvas.getTransforms().setAll(new Scale(1 / density, 1 / density));
        place();
    }

    private void place() {
        canvas.setWidth(Math.floor(getWidth()) * density);
        canvas.setHeight(Math.floor(getHeight()) * density);
        redraw();
    }

    @Override
    protected void layoutChildren() {
        place();
    }
}
