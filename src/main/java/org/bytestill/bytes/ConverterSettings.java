package org.bytestill.bytes;

import org.bytestill.problem.Check;

/**
 * How token probabilities become byte probabilities (method.md 1). The paper runs the beam at width 10, threshold 0.01.
 *
 * @param method         beam, or covering of canonical prefixes
 * @param width          most paths kept, K
 * @param threshold      share of the prefix mass below which a path is dropped, epsilon
 * @param specialsAsText count special tokens as the bytes of their names, as genlm-bytes does; else their mass is the residual
 */
public record ConverterSettings(Method method, int width, double threshold, boolean specialsAsText) {
    /** The two converters. */
    public enum Method { BEAM, COVER }

    public ConverterSettings {
        Check.that(width >= 1, "Beam width is %d; it must be at least 1.", width);
        Check.that(threshold >= 0 && threshold < 1, "Beam threshold is %s; choose 0 to below 1.", threshold);
    }

    public static ConverterSettings beam(int width, double threshold) {
        return new ConverterSettings(Method.BEAM, width, threshold, false);
    }

    public static ConverterSettings cover() {
        return new ConverterSettings(Method.COVER, 10, 0.01, false);
    }
}
