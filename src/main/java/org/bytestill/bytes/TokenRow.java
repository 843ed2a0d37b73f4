package org.bytestill.bytes;

/** A row of a token model, one number an id, in the number format it was computed in. */
interface TokenRow {
    /** The id's probability. */
    double probability(int id);

    int size();

    /** Of natural logarithms. */
    static TokenRow ofLogs(float[] row) {
        return new TokenRow() {
            @Override
            public double probability(int id) {
                return Exponential.of(row[id]);
            }

            @Override
            public int size() {
                return row.length;
            }
        };
    }

    static TokenRow ofProbabilities(double[] row) {
        return new TokenRow() {
            @Override
            public double probability(int id) {
                return row[id];
            }

            @Override
            public int size() {
                return row.length;
            }
        };
    }
}
