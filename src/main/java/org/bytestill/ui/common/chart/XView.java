package org.bytestill.ui.common.chart;

/**
 * Which part of the x axis is seen. While following it is all of the run; a zoom or a pan detaches it from what is
 * added, until it follows again.
 */
final class XView {
    /** Closest look: this share of the whole. */
    private static final double CLOSEST = 1e-5;

    private double wholeEnd = 1;
    private double from;
    private double to = 1;
    private boolean following = true;

    /** The whole axis reaches from 0 to here. */
    void setWholeEnd(double end) {
        wholeEnd = Math.max(end, Double.MIN_NORMAL);
        if (following) {
            from = 0;
            to = wholeEnd;
        }
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    boolean isFollowing() {
        return following;
    }

    void follow() {
        following = true;
        setWholeEnd(wholeEnd);
    }

    /** Makes the seen part {@code factor} times as long, {@code fixed} staying where it is; all of it means following. */
    void zoom(double fixed, double factor) {
        double length = Math.max(wholeEnd * CLOSEST, (to - from) * factor);
        if (length >= wholeEnd) {
            follow();
            return;
        }
        double share = (fixed - from) / (to - from);
        place(fixed - share * length, length);
    }

    /** Sees what lies between two values, of all there is; all of it means following. */
    void show(double start, double end) {
        double length = Math.max(wholeEnd * CLOSEST, Math.min(end, wholeEnd) - Math.max(0, start));
        if (length >= wholeEnd) {
            follow();
        } else {
            place(Math.max(0, start), length);
        }
    }

    /** Moves the seen part by a distance on the axis. While all is seen there is nothing to move. */
    void pan(double distance) {
        if (to - from < wholeEnd) {
            place(from + distance, to - from);
        }
    }

    private void place(double start, double length) {
        following = false;
        from = Math.max(0, Math.min(wholeEnd - length, start));
        to = from + length;
    }
}
