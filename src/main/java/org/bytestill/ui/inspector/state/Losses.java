package org.bytestill.ui.inspector.state;

import org.bytestill.bytes.ByteRows;

/**
 * Probability mass that beam pruning dropped up to each byte, and how often the beam was healed. The ledger of one byte cannot show
 * it: it is renormalised to 1 at each byte. Immutable.
 */
public final class Losses {
    private final double[] dropped;
    private final int[] healed;

    public Losses(ByteRows rows) {
        dropped = new double[rows.size() + 1];
        healed = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            dropped[row + 1] = dropped[row] + rows.belowThreshold(row) + rows.beyondWidth(row);
            healed[row + 1] = healed[row] + (rows.healed(row) ? 1 : 0);
        }
    }

    /** Mean share that was dropped, over the bytes up to this one. */
    public double meanDropped(int offset) {
        return dropped[offset + 1] / (offset + 1);
    }

    /** Times the beam was healed up to this byte. */
    public int healed(int offset) {
        return healed[offset + 1];
    }
}
