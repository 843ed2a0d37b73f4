package org.bytestill.bytes;

/** A row of a token model: the probability of each id, in the number format it was computed in. */
public interface TokenRow {
    /** The id's probability. */
    double probability(int id);

    /**
     * Adds every id's probability to its cell.
     *
     * @param cells the cell of each id; what the row has beyond these ids goes to the last cell
     */
    void addTo(double[] sums, int[] cells);

    static TokenRow of(float[] row) {
        return new TokenRow() {
            @Override
            public double probability(int id) {
                return row[id];
            }

            @Override
            public void addTo(double[] sums, int[] cells) {
                for (int id = 0; id < cells.length; id++) {
                    sums[cells[id]] += row[id];
                }
                for (int id = cells.length; id < row.length; id++) {
                    sums[sums.length - 1] += row[id];
                }
            }
        };
    }

    static TokenRow of(double[] row) {
        return new TokenRow() {
            @Override
            public double probability(int id) {
                return row[id];
            }

            @Override
            public void addTo(double[] sums, int[] cells) {
                for (int id = 0; id < cells.length; id++) {
                    sums[cells[id]] += row[id];
                }
                for (int id = cells.length; id < row.length; id++) {
                    sums[sums.length - 1] += row[id];
                }
            }
        };
    }
}
