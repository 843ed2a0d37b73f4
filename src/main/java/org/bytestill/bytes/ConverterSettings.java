package org.bytestill.bytes;

import org.bytestill.problem.Check;

/**
 * Settings of the conversion from token to byte probabilities (method.md 1). The paper uses a beam of width 10 and threshold
 * 0.01.
 *
 * @param method         beam, covering by canonical prefixes, or end-of-token rows
 * @param width          beam width K: the largest number of paths kept
 * @param threshold      pruning threshold epsilon: the share of the prefix mass below which a path is dropped
 * @param specialsAsText reads special tokens as the bytes of their names, as genlm-bytes does; otherwise their mass is the residual
 */
public record ConverterSettings(Method method, int width, double threshold, boolean specialsAsText) {
    /** The paper's beam. */
    public static final ConverterSettings USUAL_BEAM = beam(10, 0.01);

    /** The methods of conversion. */
    public enum Method { BEAM, COVER, EOT }

    public ConverterSettings {
        Check.that(width >= 1, "Beam width is %d; it must be at least 1.", width);
        Check.that(threshold >= 0 && threshold < 1, "Beam threshold is %s; choose 0 to below 1.", threshold);
    }

    public static ConverterSettings beam(int width, double threshold) {
        return new ConverterSettings(Method.BEAM, width, threshold, false);
    }

    public static ConverterSettings cover() {
        return of(Method.COVER, false);
    }

    /** A method without width and threshold, which only a beam has. */
    public static ConverterSettings of(Method method, boolean specialsAsText) {
        return new ConverterSettings(method, 10, 0.01, specialsAsText);
    }

    public boolean isBeam() {
        return method == Method.BEAM;
    }
}
