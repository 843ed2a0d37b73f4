package org.bytestill.ui.common;

import java.util.Arrays;
import javafx.scene.layout.Region;

/** A small curve without axes, its last value marked; says nothing by itself, the figure beside it does. */
public final class Sparkline extends Region {
    private static final double MARK = 2.5;

    private final CanvasPicture pic;
    private final ThemeColor ink;
    private double[] values = {};
    private double low;
    private double high;

    public Sparkline(Theme theme, ThemeColor ink, double prefWidth, double prefHeight) {
        this.ink = ink;
        pic = new CanvasPicture(theme, prefWidth, prefHeight, "", this::draw);
        pic.setFocusTraversable(false);
        getChildren().add(pic);
        setPrefSize(prefWidth, prefHeight);
    }

    /** Shows these values at equal distances over their own range; those that are not finite are left out. */
    public void setValues(double[] newValues) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : newValues) {
            if (Double.isFinite(value)) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
            }
        }
        setValues(newValues, smallest, largest);
    }

    /** As {@link #setValues(double[])}, over a given range. */
    public void setValues(double[] newValues, double newLow, double newHigh) {
        if (newLow != low || newHigh != high || !Arrays.equals(newValues, values)) {
            values = newValues.clone();
            low = newLow;
            high = newHigh;
            pic.redraw();
        }
    }

    private void draw(Painter pen, double width, double height) {
        double[] xs = new double[values.length];
        double[] ys = new double[values.length];
        int points = 0;
        double stepX = values.length > 1 ? (width - 2 * MARK) / (values.length - 1) : 0;
        for (int index = 0; index < values.length; index++) {
            if (Double.isFinite(values[index])) {
                double share = high > low ? (Math.max(low, Math.min(high, values[index])) - low) / (high - low) : 0.5;
                xs[points] = values.length > 1 ? MARK + index * stepX : width - MARK;
                ys[points++] = height - MARK - share * (height - 2 * MARK);
            }
        }
        if (points > 0) {
            pen.polyline(ink, 1.5, xs, ys, points).disc(ink, xs[points - 1], ys[points - 1], MARK);
        }
    }

    @Override
    protected void layoutChildren() {
        pic.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
