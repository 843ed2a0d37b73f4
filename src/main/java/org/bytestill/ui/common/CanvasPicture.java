package org.bytestill.ui.common;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/**
 * A drawing that fills its region: drawn anew when the size, the theme or ({@link #redraw()}) the data change. Focusable,
 * with a spoken summary, because a canvas alone is mute.
 */
public final class CanvasPicture extends Region {
    /** Draws into a region of the given size in pixels. */
    @FunctionalInterface
    public interface Drawing {
        void draw(Painter pen, double width, double height);
    }

    private static final double SMALLEST_WIDTH = 8;
    private static final double SMALLEST_HEIGHT = 4;
    private static final double FOOT_LINE = 18;
    private static final double FOOT_MARGIN = 8;
    private static final double FOOT_SIZE = 11;

    private final Canvas canvas = new Canvas();
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
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        canvas.getGraphicsContext2D().clearRect(0, 0, width, height);
        if (width > SMALLEST_WIDTH && height > SMALLEST_HEIGHT) {
            drawing.draw(new Painter(canvas.getGraphicsContext2D(), theme.tokens()), width, height);
        }
    }

    /** The drawing as it is now with words below it, as an SVG file. */
    public String svg(List<String> words) {
        List<String> lines = lines(words);
        SvgSurface surface = new SvgSurface(canvas.getWidth(), canvas.getHeight() + footHeight(lines));
        draw(new Painter(surface, theme.tokens()), lines);
        return surface.file(getAccessibleText());
    }

    /** The drawing as it is now with words below it, on a canvas of its own. */
    public Canvas copy(List<String> words) {
        List<String> lines = lines(words);
        Canvas copy = new Canvas(canvas.getWidth(), canvas.getHeight() + footHeight(lines));
        draw(new Painter(copy.getGraphicsContext2D(), theme.tokens()), lines);
        return copy;
    }

    private void draw(Painter pen, List<String> lines) {
        pen.fill(ThemeColor.PANEL, 0, 0, canvas.getWidth(), canvas.getHeight() + footHeight(lines));
        drawing.draw(pen, canvas.getWidth(), canvas.getHeight());
        for (int line = 0; line < lines.size(); line++) {
            pen.text(lines.get(line), FOOT_MARGIN, canvas.getHeight() + FOOT_LINE * (line + 0.5), Typeface.UI, FOOT_SIZE, ThemeColor.MUTED,
                    Painter.Align.LEFT);
        }
    }

    private static double footHeight(List<String> lines) {
        return lines.isEmpty() ? 0 : FOOT_LINE * lines.size() + FOOT_MARGIN;
    }

    /** As many of the words in a line as the drawing is wide. */
    private List<String> lines(List<String> words) {
        List<String> lines = new ArrayList<>();
        for (String each : words) {
            String longer = lines.isEmpty() ? each : lines.get(lines.size() - 1) + "   " + each;
            if (!lines.isEmpty() && Typeface.UI.width(longer, FOOT_SIZE) <= canvas.getWidth() - 2 * FOOT_MARGIN) {
                lines.set(lines.size() - 1, longer);
            } else {
                lines.add(each);
            }
        }
        return lines;
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.floor(getWidth()));
        canvas.setHeight(Math.floor(getHeight()));
        redraw();
    }
}
