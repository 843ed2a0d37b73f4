package org.bytestill.generation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bytestill.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a text in generation: finds stop strings across the borders of tokens, and gives away what is certain to stay. Held back is
 * an end that may become a stop string, or a character.
 */
final class WrittenText {
    private final List<String> stops;
    private final List<byte[]> stopBytes;
    private byte[] bytes = new byte[64];
    private int size;
    private int given;
    private @Nullable String found;

    WrittenText(List<String> stops) {
        this.stops = stops;
        this.stopBytes = stops.stream().map(stop -> stop.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Appends the bytes of a token; if they complete a stop string, the text is cut before the one that begins first. */
    void append(byte[] more) {
        int before = size;
        if (size + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more.length));
        }
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        int end = size;
        for (int i = 0; i < stopBytes.size(); i++) {
            int at = indexOf(stopBytes.get(i), Math.max(0, before - stopBytes.get(i).length + 1), end);
            if (at >= 0 && (found == null || at < size)) {
                size = at;
                found = stops.get(i);
            }
        }
    }

    private int indexOf(byte[] stop, int from, int end) {
        for (int at = from; at + stop.length <= end; at++) {
            if (Arrays.equals(stop, 0, stop.length, bytes, at, at + stop.length)) {
                return at;
            }
        }
        return -1;
    }

    /** The stop string that ended the text, or null. */
    @Nullable
    String stopString() {
        return found;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    /**
     * What has become certain since the last call.
     *
     * @param isEnded true if nothing follows, so that nothing is held back
     */
    String certain(boolean isEnded) {
        int end = isEnded ? size : Utf8.startOfOpenCharacter(bytes, size - heldBack());
        String text = end > given ? new String(bytes, given, end - given, StandardCharsets.UTF_8) : "";
        given = Math.max(given, end);
        return text;
    }

    /** Bytes at the end that are the beginning of a stop string. */
    private int heldBack() {
        return stopBytes.stream().mapToInt(this::beginningAtTheEnd).max().orElse(0);
    }

    private int beginningAtTheEnd(byte[] stop) {
        for (int length = Math.min(stop.length - 1, size); length > 0; length--) {
            if (Arrays.equals(stop, 0, length, bytes, size - length, size)) {
                return length;
            }
        }
        return 0;
    }
}
