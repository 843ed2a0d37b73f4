package org.bytestill.ui.inspector.ribbon;

import java.util.function.IntToDoubleFunction;
import org.bytestill.ui.inspector.state.Analysis;

/** The largest KL of each column of the overview, found once for a text and a width: a step of the cursor must not go through all bytes. */
final class Peaks {
    private final Analysis analysis;
    private final int length;
    private final float[] levels;

    /**
     * @param length bytes of the whole text
     * @param level place on the scale of KL of a byte, from 0 to 1; NaN where it is not known
     */
    Peaks(Analysis analysis, int columns, int length, IntToDoubleFunction level) {
        this.analysis = analysis;
        this.length = length;
        levels = new float[columns];
        for (int column = 0; column < columns; column++) {
            double most = Double.NaN;
            for (int place = start(column); place < start(column + 1); place++) {
                double here = level.applyAsDouble(place);
                most = Double.isNaN(most) || here > most ? here : most;
            }
            levels[column] = (float) most;
        }
    }

    boolean isOf(Analysis other, int columns) {
        return analysis == other && levels.length == columns;
    }

    int columns() {
        return levels.length;
    }

    /** Place of the first byte of a column. */
    int start(int column) {
        return (int) ((long) column * length / levels.length);
    }

    /** The column of a byte. */
    int columnOf(int place) {
        int column = (int) ((long) place * levels.length / length);
        return column + 1 < levels.length && start(column + 1) <= place ? column + 1 : column;
    }

    /** Whether a byte of the column was analysed. */
    boolean isKnown(int column) {
        return !Float.isNaN(levels[column]);
    }

    /** Place on the scale of KL, from 0 to 1. */
    double level(int column) {
        return levels[column];
    }
}
