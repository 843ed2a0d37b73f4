package org.bytestill.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.Passage;

/**
 * Conversion loss: the error of one conversion from tokens to bytes against a reference conversion on the same texts (method.md
 * 1.7).
 *
 * @param bytes           bytes compared
 * @param meanJsdBits     mean Jensen-Shannon divergence per byte
 * @param p99JsdBits      its 99th percentile (nearest rank)
 * @param largestJsdBits  the largest divergence
 * @param meanKlBits      mean KL(reference || conversion) over the bytes at which it is finite; NaN if it is finite nowhere
 * @param infiniteKl      bytes at which the conversion excludes an outcome that the reference allows
 * @param zeroProbability bytes of the text to which the conversion gives probability 0
 * @param droppedMass     mean mass of pruned paths per byte
 * @param residualMass    mean mass of ids that are not bytes, per byte
 * @param healed          bytes before which no path could continue and a token was healed
 * @param endedMass       mean mass of the outcome "the token ends here", which end-of-token rows have and the reference lacks
 * @param endedShare      share of the bytes at which that is above {@value #ENDED}
 */
public record ConversionLoss(long bytes, Interval meanJsdBits, Interval p99JsdBits, double largestJsdBits, double meanKlBits,
        long infiniteKl,
        long zeroProbability, double droppedMass, double residualMass, long healed, double endedMass, double endedShare) {
    private static final double ENDED = 0.01;

    /** Compares byte by byte. */
    public static ConversionLoss of(List<Passage> texts, List<? extends ByteRows> reference, List<? extends ByteRows> rows,
            Bootstrap bootstrap) {
        List<double[]> jsd = new ArrayList<>();
        double kl = 0;
        double dropped = 0;
        double residual = 0;
        long bytes = 0;
        long infinite = 0;
        long zeros = 0;
        long healed = 0;
        double ended = 0;
        long endedBytes = 0;
        for (int document = 0; document < texts.size(); document++) {
            Passage text = texts.get(document);
            ByteRows ours = rows.get(document);
            double[] divergences = new double[text.rows()];
            for (int row = 0; row < text.rows(); row++) {
                double[] p = reference.get(document).distribution(row);
                double[] q = withEnded(ours, row);
                // The outcome that the token ends has mass on one side alone.
                divergences[row] = Math.min(1, Divergence.jsdBits(p, q) + ours.ended(row) / 2);
                ended += ours.ended(row);
                endedBytes += ours.ended(row) > ENDED ? 1 : 0;
                double bits = Divergence.klBits(p, q);
                infinite += Double.isInfinite(bits) ? 1 : 0;
                kl += Double.isInfinite(bits) ? 0 : bits;
                zeros += q[text.observed(row)] == 0 ? 1 : 0;
                dropped += ours.belowThreshold(row) + ours.beyondWidth(row);
                residual += ours.residual(row);
                healed += ours.healed(row) ? 1 : 0;
            }
            jsd.add(divergences);
            bytes += text.rows();
        }
        double largest = jsd.stream().flatMapToDouble(Arrays::stream).max().orElse(Double.NaN);
        return new ConversionLoss(bytes, bootstrap.of(jsd, Bootstrap::mean), bootstrap.of(jsd, values -> Bootstrap.quantile(values, 0.99)),
                largest,
                kl / (bytes - infinite), infinite, zeros, dropped / bytes, residual / bytes, healed,
                ended / bytes, (double) endedBytes / bytes);
    }

    /** The 257 outcomes, with the mass that an ended token leaves them. */
    private static double[] withEnded(ByteRows rows, int row) {
        double[] q = rows.distribution(row);
        double ended = rows.ended(row);
        return ended == 0 ? q : Arrays.stream(q).map(probability -> (1 - ended) * probability).toArray();
    }
}
