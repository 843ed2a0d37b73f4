package org.bytestill.bytes.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.problem.Check;

/**
 * Everything that decides the rows of a {@link ByteCache}: rows of another fingerprint are not used.
 *
 * @param teacher   hash of the teacher's weights and configuration
 * @param precision number format the teacher computes in, such as {@code float32}
 * @param tokenizer {@link org.bytestill.text.Tokenizer#fingerprint()} of the teacher's tokenizer
 * @param text      hash of the documents, in order
 * @param converter how tokens become bytes
 * @param coverage  share of each byte's mass that is kept, above 0 to 1
 */
public record CacheFingerprint(String teacher, String precision, String tokenizer, String text, ConverterSettings converter, double coverage) {
    /** Version of the format on disk and of the numbers in it; raised when either changes. */
    static final int VERSION = 3;

    public CacheFingerprint {
        Check.that(coverage > 0 && coverage <= 1, "The coverage of teacher bytes is %s; choose above 0 to 1.", coverage);
    }

    /** Name and value of each part, as the manifest lists them. Width and threshold do not decide a covering. */
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
