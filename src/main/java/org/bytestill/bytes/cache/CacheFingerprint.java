package org.bytestill.bytes.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.problem.Check;

/**
 * Fingerprint of a {@link ByteCache}: all inputs that its rows depend on. A cache with another fingerprint is refused.
 *
 * @param teacher   hash of the teacher's weights and configuration
 * @param precision number format in which the teacher computes, such as {@code float32}
 * @param tokenizer {@link org.bytestill.text.Tokenizer#fingerprint()} of the teacher's tokenizer
 * @param text      hash of the documents, in order
 * @param converter settings of the conversion from tokens to bytes
 * @param coverage  share of each distribution's mass that is kept, above 0 to 1
 */
public record CacheFingerprint(String teacher, String precision, String tokenizer, String text, ConverterSettings converter,
        double coverage) {
    /** Version of the file format and of the numbers in it; raised when either changes. */
    static final int VERSION = 3;

    public CacheFingerprint {
        Check.that(coverage > 0 && coverage <= 1, "The coverage of teacher bytes is %s; choose above 0 to 1.", coverage);
    }

    /** Name and value of each part, as listed in the manifest. Width and threshold do not matter for a covering. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("format version", String.valueOf(VERSION));
        parts.put("teacher", teacher);
        parts.put("teacher precision", precision);
        parts.put("tokenizer", tokenizer);
        parts.put("text", text);
        parts.put("method", converter.method().name().toLowerCase(java.util.Locale.ROOT));
        if (converter.method() == ConverterSettings.Method.BEAM) {
            parts.put("width", String.valueOf(converter.width()));
            parts.put("threshold", String.valueOf(converter.threshold()));
        }
        parts.put("specials as text", String.valueOf(converter.specialsAsText()));
        parts.put("coverage", String.valueOf(coverage));
        return parts;
    }
}
