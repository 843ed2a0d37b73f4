package org.bytestill.engine.inspect;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Divergence;
import org.bytestill.util.Progress;

/**
 * What one way of reading a model, or a mixture of models, as bytes loses at each byte of a text, or of its beginning: the Jensen-Shannon divergence of its
 * distribution from that of a wide beam which prunes next to nothing (method.md 1.7). Immutable.
 *
 * @param jsdBits     bits, from 0 to 1, one a byte from the first on
 * @param gainedBits  log2 of what the reading gives the byte that stands in the text, less log2 of what the reference gives it; one a byte
 * @param rowsPerByte model evaluations a byte that the reference took
 * @param seconds     time the reference took
 */
public record ConverterError(double[] jsdBits, double[] gainedBits, double rowsPerByte, double seconds) {
    /** The reading that stands for the truth, here and where a conversion is audited. No sum over all token sequences, but next to it. */
    public static final ConverterSettings REFERENCE = ConverterSettings.beam(64, 1e-6);
    /** Measured on a real model (method.md 1.7): what a byte of the reference costs, to be said before it is asked for. */
    public static final int USUAL_ROWS_PER_BYTE = 17;

    /** The error over as many bytes as were read by the reference. */
    static ConverterError of(byte[] text, ByteRows read, ByteRows reference, double rowsPerByte, double seconds) {
        double[] jsdBits = new double[reference.size()];
        double[] gainedBits = new double[reference.size()];
        for (int row = 0; row < jsdBits.length; row++) {
            double[] p = read.distribution(row);
            double[] truth = reference.distribution(row);
            int actual = text[row] & 0xFF;
            jsdBits[row] = Divergence.jsdBits(p, truth);
            // Equal ones first: 0 and 0 have no difference of logarithms.
            gainedBits[row] = p[actual] == truth[actual] ? 0 : Divergence.surprisalBits(truth[actual]) - Divergence.surprisalBits(p[actual]);
        }
        return new ConverterError(jsdBits, gainedBits, rowsPerByte, seconds);
    }

    /** Bytes from the first on whose error is known. */
    public int length() {
        return jsdBits.length;
    }

    /**
     * The error over the first {@code end} bytes of the text.
     *
     * @param reference a reader of the model, or of the models mixed, by {@link #referenceFor} their settings
     */
    static ConverterError measured(ConverterErrorRequest request, int end, ByteReader reference, Progress progress) {
        long started = System.nanoTime();
        ByteRows rows = reference.read(List.of(Arrays.copyOf(request.text(), end)), progress).get(0);
        return of(request.text(), request.rows(), rows, (double) reference.cost().rows() / end, (System.nanoTime() - started) / 1e9);
    }

    /** Error at a byte in bits; NaN beyond what was read. */
    public double at(int offset) {
        return offset < jsdBits.length ? jsdBits[offset] : Double.NaN;
    }

    /** Mean error over the bytes up to this one; NaN beyond what was read. */
    public double meanBitsUpTo(int offset) {
        return offset < jsdBits.length ? Arrays.stream(jsdBits, 0, offset + 1).average().orElseThrow() : Double.NaN;
    }

    /** Log2 of the probability that the reading gives the text up to this byte, less that of the reference; NaN beyond what was read. */
    public double gainedBitsUpTo(int offset) {
        return offset < gainedBits.length ? Arrays.stream(gainedBits, 0, offset + 1).sum() : Double.NaN;
    }

    public double meanBits() {
        return Arrays.stream(jsdBits).average().orElse(Double.NaN);
    }

    public double largestBits() {
        return Arrays.stream(jsdBits).max().orElse(Double.NaN);
    }

    /** Whether a reading is the reference itself, so that nothing can be measured. */
    public static boolean isReference(ConverterSettings settings) {
        return settings.equals(referenceFor(settings));
    }

    /** The reference with special tokens counted as in a reading. */
    static ConverterSettings referenceFor(ConverterSettings settings) {
        return new ConverterSettings(REFERENCE.method(), REFERENCE.width(), REFERENCE.threshold(), settings.specialsAsText());
    }
}
