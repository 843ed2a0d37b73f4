package org.bytestill.ui.inspector;

/** The largest KL of each column of the overview, found once for a text and a width: a step of the cursor must not go through all bytes. */
final class Peaks {
    private final Analysis analysis;
    private final float[] levels;

    Peaks(Analysis analysis, int columns) {
        this.analysis = analysis;
        levels = new float[columns];
        for (int column = 0; column < columns; column++) {
            double most = 0;
            for (int offset = start(column); offset < start(column + 1); offset++) {
                double kl = analysis.inspection().comparison().get(offset).klBits();
                most = kl > most ? kl : most;
            }
            levels[column] = (float) Scales.klLevel(most);
        }
    }

    boolean isOf(Analysis other, int columns) {
        return analysis == other && levels.length == columns;
    }

    int columns() {
        return levels.length;
    }

    /** Offset of the first byte of a column. */
    int start(int column) {
        return (int) ((long) column * analysis.length() / levels.length);
    }

    /** The column of a byte. */
    int columnOf(int offset) {
        int column = (int) ((long) offset * levels.length / analysis.length());
        return column + 1 < levels.length && start(column + 1) <= offset ? column + 1 : column;
    }

    /** Place on the scale of KL, from 0 to 1. */
    double level(int column) {
        return levels[column];
    }
}
