package org.bytestill.ui.tryit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bytestill.engine.job.Candidate;
import org.bytestill.generation.StopReason;
import org.bytestill.util.Texts;

/** Tokens and bytes in words: quoted, so that spaces and line ends are seen; and why a text ended. */
final class Pieces {
    private Pieces() {}

    static String quoted(String name, byte[] bytes) {
        return bytes.length == 0 ? name : quoted(new String(bytes, StandardCharsets.UTF_8));
    }

    static String quoted(String text) {
        return "\"" + text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + "\"";
    }

    /** A token quoted; of bytes those that are ASCII, others as two hexadecimal digits; the end by its name. */
    static String of(Candidate candidate) {
        byte[] bytes = candidate.bytes();
        if (bytes.length == 0) {
            return candidate.name().isEmpty() ? Texts.of("tryit").get("end") : candidate.name();
        }
        boolean isPartOfCharacter = bytes.length == 1 && bytes[0] < 0;
        return isPartOfCharacter ? String.format(Locale.ROOT, "%02X", bytes[0] & 0xFF) : quoted(candidate.name(), bytes);
    }

    /** One outcome of the next byte, as {@link #of(Candidate)}. */
    static String ofByte(int outcome) {
        return of(Candidate.ofByte(outcome, 1));
    }

    static String ended(StopReason reason) {
        return Texts.of("tryit").get("ended." + reason.name().toLowerCase(Locale.ROOT));
    }
}
