package org.bytestill.bytes.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.util.Sha256;

/**
 * Fingerprint of a {@link TokenRowCache}: all inputs that its rows depend on. A cache with another fingerprint is refused.
 *
 * @param teacher    hash of the teacher's weights and configuration
 * @param precision  number format in which it computes
 * @param tokenizer  fingerprint of its tokenizer
 * @param text       hash of the tokens that it reads, prompts by its own template included, see {@link #textOf}
 * @param vocabulary number of ids of a distribution
 * @param topK       ids of each distribution that are kept; 0 for all
 */
public record TokenRowFingerprint(String teacher, String precision, String tokenizer, String text, int vocabulary, int topK) {
    private static final int VERSION = 1;

    /** Number of ids that are kept. */
    int kept() {
        return topK == 0 ? vocabulary : Math.min(topK, vocabulary);
    }

    /** SHA-256 in hex of the tokens of some spans and their prompts. */
    public static String textOf(List<SpanTokens> spans) {
        MessageDigest digest = Sha256.digest();
        for (SpanTokens span : spans) {
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (2 + span.prompt().length + span.tokens().length));
            bytes.asIntBuffer().put(span.prompt().length).put(span.tokens().length).put(span.sequence());
            digest.update(bytes);
        }
        return Sha256.hex(digest);
    }

    /** Name and value of each part, as listed in the manifest. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("rows", "next tokens");
        parts.put("format version", String.valueOf(VERSION));
        parts.put("teacher", teacher);
        parts.put("teacher precision", precision);
        parts.put("tokenizer", tokenizer);
        parts.put("text and template", text);
        parts.put("ids", String.valueOf(vocabulary));
        parts.put("ids kept", kept() == vocabulary ? "all" : String.valueOf(kept()));
        return parts;
    }
}
