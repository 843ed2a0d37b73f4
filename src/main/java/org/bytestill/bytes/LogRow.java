package org.bytestill.bytes;

/** A row of natural-log probabilities, one an id, in the number format it was computed in. */
interface LogRow {
    double at(int id);

    int size();

    static LogRow of(float[] row) {
        return new LogRow() {
            @Override
            public double at(int id) {
                return row[id];
            }

            @Override
            public int size() {
                return row.length;
            }
        };
    }

    static LogRow of(double[] row) {
        return new LogRow() {
            @Override
            public double at(int id) {
                return row[id];
            }

            @Override
            public int size() {
                return row.length;
            }
        };
    }
}
