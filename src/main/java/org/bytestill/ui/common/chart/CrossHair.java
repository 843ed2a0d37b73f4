package org.bytestill.ui.common.chart;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** The x at which all charts of a screen are read; NaN while nobody reads. */
public final class CrossHair {
    private final DoubleProperty x = new SimpleDoubleProperty(this, "x", Double.NaN);

    public DoubleProperty xProperty() {
        return x;
    }

    public double x() {
        return x.get();
    }

    public void moveTo(double newX) {
        x.set(newX);
    }

    public void clear() {
        x.set(Double.NaN);
    }

    public boolean isOn() {
        return !Double.isNaN(x.get());
    }
}
