package org.bytestill.bytes;

/** A next-token distribution: the probability of each token id, in the number format in which it was computed. */
public interface TokenRow {
    /** The id's probability. */
    double probability(int id);

    /**
     * Adds the probability of every id to the sum of its cell.
     *
     * @param cells the cell of each id; the mass of ids beyond these goes to the last cell
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
