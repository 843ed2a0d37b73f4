package org.bytestill.ui.common.chart;

import java.util.function.DoubleUnaryOperator;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;

/**
 * The x axis that all charts of a screen share: what it counts, which part of it is seen, and the curtain over a beginning that no scale
 * and no mean takes in. Charts draw anew when {@link #changesProperty} changes.
 */
public final class ChartAxis {
    private final XView view = new XView();
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper(this, "changes");
    private MetricTable training = new MetricTable();
    private MetricTable evaluation = new MetricTable();
    private Metric x = Metric.UPDATE;
    private long plannedUpdates = 1;
    private long plannedBytes = 1;
    private double secondsLeft = Double.NaN;
    private int rowsAtDetach;
    private double curtain;
    private double selectedFrom = Double.NaN;
    private double selectedTo = Double.NaN;

    /** Grows with every change of what is seen. */
    public ReadOnlyLongProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    /** Takes in how far the log reaches. */
    void refresh(MetricLog log) {
        training = log.training();
        evaluation = log.evaluation();
        placeEnd();
    }

    /**
     * How far the run plans to go; time that is left is known later.
     *
     * @return whether the axis reaches elsewhere: planned bytes are estimated anew with every update
     */
    boolean setPlanned(long updates, long bytes, double newSecondsLeft) {
        boolean other = updates != plannedUpdates || x == Metric.BYTES && bytes != plannedBytes;
        plannedUpdates = Math.max(1, updates);
        plannedBytes = Math.max(1, bytes);
        secondsLeft = newSecondsLeft;
        placeEnd();
        return other;
    }

    private void placeEnd() {
        // The newest evaluation may lie beyond the newest update: it takes time of its own.
        double reached = Math.max(last(training), last(evaluation));
        view.setWholeEnd(Math.max(planned(reached), reached));
    }

    private double planned(double reached) {
        if (x == Metric.UPDATE) {
            return plannedUpdates;
        }
        if (x == Metric.BYTES) {
            return plannedBytes;
        }
        return secondsLeft > 0 ? reached + secondsLeft : reached;
    }

    private double last(MetricTable table) {
        double value = table.size() == 0 ? 0 : table.value(x, table.size() - 1);
        return Double.isFinite(value) ? value : 0;
    }

    /** Whether the run can be seen by this: all of its rows have it. */
    public boolean measures(Metric other) {
        return training.size() == 0 ? evaluation.size() == 0 || Double.isFinite(evaluation.value(other, 0))
                : Double.isFinite(training.value(other, 0)) && Double.isFinite(training.value(other, training.size() - 1));
    }

    public Metric x() {
        return x;
    }

    /** Counts the axis by another column; all of the run is seen then. */
    public void setX(Metric newX) {
        if (newX != x) {
            x = newX;
            curtain = 0;
            placeEnd();
            view.follow();
            changed();
        }
    }

    double from() {
        return view.from();
    }

    double to() {
        return view.to();
    }

    public boolean isFollowing() {
        return view.isFollowing();
    }

    /** Shows all of the run and what is added to it. */
    public void follow() {
        view.follow();
        changed();
    }

    /** Makes the seen part {@code factor} times as long, {@code fixed} staying where it is. */
    void zoom(double fixed, double factor) {
        detaching(() -> view.zoom(fixed, factor));
    }

    /** Moves the seen part. */
    void pan(double distance) {
        detaching(() -> view.pan(distance));
    }

    /** Shows what lies between two values. */
    public void show(double from, double to) {
        detaching(() -> view.show(Math.min(from, to), Math.max(from, to)));
    }

    private void detaching(Runnable change) {
        boolean wasFollowing = view.isFollowing();
        change.run();
        if (wasFollowing && !view.isFollowing()) {
            rowsAtDetach = training.size();
        }
        changed();
    }

    /** Updates that were added since the person looked closer. */
    int newSinceDetach() {
        return Math.max(0, training.size() - rowsAtDetach);
    }

    /** What a person is about to look at closer; NaN ends it. */
    void select(double from, double to) {
        selectedFrom = from;
        selectedTo = to;
        changed();
    }

    boolean hasSelection() {
        return !Double.isNaN(selectedFrom);
    }

    /** Both ends of the selection as places, the left one first. */
    double[] selection(DoubleUnaryOperator place) {
        double a = place.applyAsDouble(selectedFrom);
        double b = place.applyAsDouble(selectedTo);
        return new double[] {Math.min(a, b), Math.max(a, b)};
    }

    /** Where the curtain over the beginning ends; 0 without one. */
    public double curtain() {
        return curtain;
    }

    /** Lays the curtain over all before a value; 0 takes it away. */
    public void setCurtain(double end) {
        curtain = Math.max(0, end);
        changed();
    }
}
