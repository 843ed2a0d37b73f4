package org.bytestill.engine.inspect;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Divergence;
import org.bytestill.util.Progress;

/**
 * The approximation error of a byte converter at each byte of a text: the Jensen-Shannon divergence (JSD) of its next-byte distribution
 * from that of a reference, a wide beam that hardly prunes (method.md 1.7). For a model or a mixture; over the whole text or its
 * beginning. Immutable.
 *
 * @param jsdBits     JSD in bits, from 0 to 1, one entry per byte from the first on
 * @param gainedBits  log2 of the converter's probability of the actual byte, minus log2 of the reference's; one entry per byte
 * @param rowsPerByte model evaluations of the reference per byte
 * @param seconds     time of the reference
 */
public record ConverterError(double[] jsdBits, double[] gainedBits, double rowsPerByte, double seconds) {
    /** The reference converter, also of audits: not the exact sum over all token sequences, but close to it. */
    public static final ConverterSettings REFERENCE = ConverterSettings.beam(64, 1e-6);
    /** Typical model evaluations per byte of the reference, measured on a real model (method.md 1.7); announced before the computation. */
    public static final int USUAL_ROWS_PER_BYTE = 17;

    /** The error over the bytes that the reference covers. */
    static ConverterError of(byte[] text, ByteRows read, ByteRows reference, double rowsPerByte, double seconds) {
        double[] jsdBits = new double[reference.size()];
        double[] gainedBits = new double[reference.size()];
        for (int row = 0; row < jsdBits.length; row++) {
            double[] p = read.distribution(row);
            double[] truth = reference.distribution(row);
            int actual = text[row] & 0xFF;
            jsdBits[row] = Divergence.jsdBits(p, truth);
            // Equality first: 0 and 0 have no difference of logarithms.
            gainedBits[row] = p[actual] == truth[actual] ? 0
                    : Divergence.surprisalBits(truth[actual]) - Divergence.surprisalBits(p[actual]);
        }
        return new ConverterError(jsdBits, gainedBits, rowsPerByte, seconds);
    }

    /** Number of bytes, from the first on, whose error is known. */
    public int length() {
        return jsdBits.length;
    }

    /**
     * The error over the first {@code end} bytes of the text.
     *
     * @param reference a reader of the same model or mixture with the settings of {@link #referenceFor}
     */
    static ConverterError measured(ConverterErrorRequest request, int end, ByteReader reference, Progress progress) {
        long started = System.nanoTime();
        ByteRows rows = reference.read(List.of(Arrays.copyOf(request.text(), end)), progress).get(0);
        return of(request.text(), request.rows(), rows, (double) reference.cost().rows() / end, (System.nanoTime() - started) / 1e9);
    }

    /** Error at a byte in bits; NaN beyond {@link #length()}. */
    public double at(int offset) {
        return offset < jsdBits.length ? jsdBits[offset] : Double.NaN;
    }

    /** Mean error over the bytes up to this one; NaN beyond {@link #length()}. */
    public double meanBitsUpTo(int offset) {
        return offset < jsdBits.length ? Arrays.stream(jsdBits, 0, offset + 1).average().orElseThrow() : Double.NaN;
    }

    /** Log2 of the converter's probability of the text up to this byte, minus the reference's; NaN beyond {@link #length()}. */
    public double gainedBitsUpTo(int offset) {
        return offset < gainedBits.length ? Arrays.stream(gainedBits, 0, offset + 1).sum() : Double.NaN;
    }

    public double meanBits() {
        return Arrays.stream(jsdBits).average().orElse(Double.NaN);
    }

    public double largestBits() {
        return Arrays.stream(jsdBits).max().orElse(Double.NaN);
    }

    /** Whether these settings are the reference itself, so that there is no error to measure. */
    public static boolean isReference(ConverterSettings settings) {
        return settings.equals(referenceFor(settings));
    }

    /** The reference with the same treatment of special tokens. */
    static ConverterSettings referenceFor(ConverterSettings settings) {
        return new ConverterSettings(REFERENCE.method(), REFERENCE.width(), REFERENCE.threshold(), settings.specialsAsText());
    }
}
