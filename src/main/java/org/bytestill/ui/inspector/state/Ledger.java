package org.bytestill.ui.inspector.state;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;

/**
 * Where the prefix mass at one byte went: outcomes that are shown, other bytes, the end of the text, special tokens, and paths that
 * the beam pruned. Shares of the mass before pruning; they sum to 1, and so do the figures as printed.
 *
 * @param shown          bytes that have a row of their own
 * @param otherBytes     all other bytes
 * @param endOfSequence  the end of the text
 * @param residual       special tokens
 * @param belowThreshold paths below epsilon
 * @param beyondWidth    paths beyond K
 */
public record Ledger(double shown, double otherBytes, double endOfSequence, double residual, double belowThreshold, double beyondWidth) {
    /** Printed places after the point. */
    private static final int PLACES = 4;

    public static Ledger beforePruning(ByteRows rows, int row, int[] shownBytes) {
        double kept = 1 - rows.residual(row) - rows.belowThreshold(row) - rows.beyondWidth(row);
        Ledger inLoss = inLoss(rows, row, shownBytes);
        return new Ledger(inLoss.shown * kept, inLoss.otherBytes * kept, inLoss.endOfSequence * kept,
                rows.residual(row), rows.belowThreshold(row), rows.beyondWidth(row));
    }

    /** The renormalised outcomes that training uses; nothing is left out of them. */
    public static Ledger inLoss(ByteRows rows, int row, int[] shownBytes) {
        double[] p = rows.distribution(row);
        double shown = Arrays.stream(shownBytes).mapToDouble(outcome -> p[outcome]).sum();
        double end = p[ByteDistribution.EOS];
        return new Ledger(shown, Math.max(0, 1 - shown - end), end, 0, 0, 0);
    }

    /** All parts together: 1 up to rounding. */
    public double sum() {
        return Arrays.stream(parts()).sum();
    }

    public double[] parts() {
        return new double[] {shown, otherBytes, endOfSequence, residual, belowThreshold, beyondWidth};
    }

    /** The parts rounded so that they sum to the printed 1.0000: those cut most are rounded up. */
    public String[] printed() {
        double[] parts = parts();
        long unit = (long) Math.pow(10, PLACES);
        long[] units = new long[parts.length];
        double[] cut = new double[parts.length];
        long left = unit;
        for (int i = 0; i < parts.length; i++) {
            units[i] = (long) Math.floor(parts[i] * unit + 1e-9);
            cut[i] = parts[i] * unit - units[i];
            left -= units[i];
        }
        int[] mostCutFirst = IntStream.range(0, parts.length).boxed().sorted(Comparator.comparingDouble(i -> -cut[i]))
                .mapToInt(i -> i).toArray();
        for (int i = 0; i < left && i < parts.length; i++) {
            units[mostCutFirst[i]]++;
        }
        return Arrays.stream(units)
                .mapToObj(u -> String.format(Locale.ROOT, "%.4f", u / (double) unit).replaceFirst("^0", ""))
                .toArray(String[]::new);
    }
}
