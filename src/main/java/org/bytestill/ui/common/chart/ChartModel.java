package org.bytestill.ui.common.chart;

import java.util.List;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricLog;
import org.bytestill.run.MetricTable;

/** What a chart of one metric shows: three curves of a run's log, its events, the part of the x axis seen. */
final class ChartModel {
    /** The mean's window is this share of all planned updates: it does not change while the run grows. */
    private static final int WINDOWS_IN_A_RUN = 100;
    private static final int SMALLEST_REACH = 7;

    private final Metric metric;
    private final ChartAxis axis;
    private Curve training;
    private Curve evaluation;
    private MetricTable abandoned;
    private List<Integer> resumePoints = List.of();
    private List<EventMark> events = List.of();
    private boolean logY;
    private long plannedUpdates = 1;

    ChartModel(Metric metric, ChartAxis axis) {
        this.metric = metric;
        this.axis = axis;
        takeUp(new MetricTable(), new MetricTable(), new MetricTable());
    }

    private void takeUp(MetricTable trainingTable, MetricTable evaluationTable, MetricTable abandonedTable) {
        training = new Curve(trainingTable, metric);
        evaluation = new Curve(evaluationTable, metric);
        abandoned = abandonedTable;
        takeX();
    }

    /** What a look at the log has found: nothing new, updates at the end of the curve alone, or anything else. */
    enum Change {
        NOTHING, UPDATES, MORE
    }

    /** Takes in what is new. A resume may have replaced a table; none ever gets shorter. */
    Change refresh(MetricLog log) {
        boolean more = false;
        if (log.training() != training.table() || log.evaluation() != evaluation.table() || log.abandoned() != abandoned) {
            takeUp(log.training(), log.evaluation(), log.abandoned());
            more = true;
        }
        boolean updates = training.refresh();
        more |= evaluation.refresh();
        if (!resumePoints.equals(log.resumePoints())) {
            resumePoints = List.copyOf(log.resumePoints());
            more = true;
        }
        axis.refresh(log);
        return more ? Change.MORE : updates ? Change.UPDATES : Change.NOTHING;
    }

    boolean setPlanned(long updates, long bytes, double secondsLeft) {
        boolean other = updates != plannedUpdates;
        plannedUpdates = Math.max(1, updates);
        return axis.setPlanned(updates, bytes, secondsLeft) || other;
    }

    /** Counts as the axis does, which may have changed. */
    void takeX() {
        training.setX(axis.x());
        evaluation.setX(axis.x());
        training.setCurtain(axis.curtain());
    }

    Metric x() {
        return axis.x();
    }

    Metric metric() {
        return metric;
    }

    void setLogY(boolean newLogY) {
        logY = newLogY;
    }

    boolean isLogY() {
        return logY;
    }

    boolean setEvents(List<EventMark> newEvents) {
        boolean changed = !newEvents.equals(events);
        events = List.copyOf(newEvents);
        return changed;
    }

    List<EventMark> events() {
        return events;
    }

    List<Integer> resumePoints() {
        return resumePoints;
    }

    Curve training() {
        return training;
    }

    Curve evaluation() {
        return evaluation;
    }

    MetricTable abandoned() {
        return abandoned;
    }

    ChartAxis axis() {
        return axis;
    }

    /** Half the mean's window, in rows. */
    int reach() {
        return (int) Math.max(SMALLEST_REACH, plannedUpdates / WINDOWS_IN_A_RUN / 2);
    }

    double x(EventMark event) {
        return training.xOfUpdate(event.update());
    }

    /** True if the metric was not measured yet, or is not in this run. */
    boolean isEmpty() {
        return training.isBlank() && evaluation.isBlank();
    }

    /** The smoothed training value at an x, NaN if there is none. */
    double trainingAt(double atX) {
        int row = training.nearestRow(atX);
        return row < 0 ? Double.NaN : training.mean(row, reach());
    }

    /** The evaluation nearest to an x, NaN if there is none. */
    double evaluationAt(double atX) {
        int row = evaluation.nearestRow(atX);
        return row < 0 ? Double.NaN : evaluation.y(row);
    }
}
