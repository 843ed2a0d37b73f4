package org.bytestill.run;

/**
 * What is known of a conversion while it goes on: how the teacher reads the training text, and the text it has come to.
 *
 * @param measuredBytes  bytes whose distributions are finished; residual, dropped mass and healings are those of these
 * @param rowsPerByte    evaluations of the teacher for each byte read; NaN if not known
 * @param residual       mean mass of tokens that are no bytes; NaN before the first finished bytes
 * @param dropped        mean mass that the beam left out, below its threshold or beyond its width; NaN before the first finished bytes
 * @param impossible     bytes of the text to which the teacher gives probability 0
 * @param healed         bytes at which a token had to be healed
 * @param bytesPerSecond speed since the process began to convert; 0 if not known
 * @param secondsLeft    estimated seconds until the end of the whole run, training included; NaN if not known
 * @param text           the newest bytes, at most {@link #TEXT_BYTES}
 * @param probabilities  for each of them the teacher's probability of the byte, NaN while it is not finished
 */
public record Conversion(long measuredBytes, double rowsPerByte, double residual, double dropped, long impossible, long healed,
        double bytesPerSecond,
        double secondsLeft, byte[] text, double[] probabilities) {
    /** As many bytes as a person can look over. */
    public static final int TEXT_BYTES = 480;

    /** Nothing is known yet. */
    public static final Conversion NONE = new Conversion(0, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0, Double.NaN, new byte[0],
            new double[0]);
}
