package org.bytestill.bytes.eot;

import java.util.Arrays;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.TokenRow;

/**
 * The distributions inside one token (method.md 1.6.1): row i is before its byte i, and one more row is after its last byte. The product of
 * what the text has in them, the end of the token last, is the token's probability: nothing is approximated.
 *
 * @param rows (bytes of the token + 1, {@value #OUTCOMES}): 256 bytes, the end of the token, the end of the sequence, the residual
 */
public record EndRows(double[][] rows) {
    /** Index of the outcome "the token ends here", which only rows from 1 on have. */
    public static final int END_OF_TOKEN = 256;
    /** Index of the end of the sequence, an outcome of row 0 alone. */
    public static final int END_OF_SEQUENCE = 257;
    /** Index of the mass of ids that are neither bytes nor the end, in row 0 alone. */
    public static final int RESIDUAL = 258;
    public static final int OUTCOMES = 259;

    /**
     * The rows of a token.
     *
     * @param row   the next-token distribution before it
     * @param token its bytes
     */
    public static EndRows of(ByteOutcomes outcomes, TokenRow row, byte[] token) {
        // Masses are kept up to the last byte but one of a text, so one byte more is put behind the token.
        PrefixMass mass = PrefixMass.along(outcomes, row, Arrays.copyOf(token, token.length + 1), 0);
        double[][] rows = new double[token.length + 1][];
        Arrays.setAll(rows, known -> row(mass, known));
        return new EndRows(rows);
    }

    /**
     * The distribution after some bytes of a token.
     *
     * @param known number of these bytes; a level of the masses
     */
    static double[] row(PrefixMass mass, int known) {
        double[] row = new double[OUTCOMES];
        mass.addChildren(known, 1, row);
        if (known == 0) {
            row[END_OF_SEQUENCE] = mass.endOfSequence();
            row[RESIDUAL] = mass.residual();
        } else {
            for (int end = 0; end < mass.endCount(known); end++) {
                row[END_OF_TOKEN] += mass.endProbability(known, end);
            }
        }
        return normalised(row);
    }

    /** Where float32 gives all of the row's tokens probability 0, nothing is known: each byte is as probable as the others. */
    private static double[] normalised(double[] row) {
        double sum = Arrays.stream(row).sum();
        if (sum == 0) {
            Arrays.fill(row, 0, ByteDistribution.BYTES, 1);
            sum = ByteDistribution.BYTES;
        }
        double all = sum;
        return Arrays.stream(row).map(mass -> mass / all).toArray();
    }

    /**
     * The same without the outcome that the token ends, and without the row after its last byte ("Marginalize-It"). Not F2: it presumes
     * that the token goes on.
     */
    public EndRows goingOn() {
        double[][] inside = Arrays.stream(rows, 0, rows.length - 1).map(double[]::clone).toArray(double[][]::new);
        for (double[] row : inside) {
            row[END_OF_TOKEN] = 0;
            double[] scaled = normalised(row);
            System.arraycopy(scaled, 0, row, 0, OUTCOMES);
        }
        return new EndRows(inside);
    }
}
