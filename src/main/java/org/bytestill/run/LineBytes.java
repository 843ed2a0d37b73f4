package org.bytestill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Bytes in a line of JSON: as text where they are UTF-8, so that a person can read the file; else as Base64 beside it. */
final class LineBytes {
    private LineBytes() {}

    /** @param most longer ones are cut: a line has its limit */
    static void put(ObjectNode line, String key, byte[] bytes, int most) {
        ByteBuffer kept = ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, most));
        try {
            line.put(key, StandardCharsets.UTF_8.newDecoder().decode(kept).toString());
        } catch (CharacterCodingException e) {
            line.put(key, new String(bytes, 0, kept.limit(), StandardCharsets.UTF_8));
            line.put(key + "Base64", Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, kept.limit())));
        }
    }

    /** @throws IllegalArgumentException if what stands there is no Base64 */
    static byte[] of(JsonNode line, String key) {
        return line.path(key + "Base64").isTextual() ? Base64.getDecoder().decode(line.path(key + "Base64").asText())
                : line.path(key).asText().getBytes(StandardCharsets.UTF_8);
    }
}
