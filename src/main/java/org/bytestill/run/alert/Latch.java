package org.bytestill.run.alert;

/** Rings when a condition has held so many times in a row; again only after it has been clearly over as often. */
final class Latch {
    private final int times;
    private int bad;
    private int well;
    private boolean rang;

    Latch(int times) {
        this.times = times;
    }

    /**
     * Sees the next value.
     *
     * @param isBad  the condition holds
     * @param isWell it is clearly over; between the two neither is so
     * @return true if it rings now
     */
    boolean sees(boolean isBad, boolean isWell) {
        bad = isBad ? bad + 1 : 0;
        well = isWell ? well + 1 : 0;
        rang &= well < times;
        if (bad >= times && !rang) {
            rang = true;
            return true;
        }
        return false;
    }
}
