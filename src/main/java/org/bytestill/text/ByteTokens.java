package org.bytestill.text;

import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.bytestill.problem.UserError;

/** The single-byte tokens of a vocabulary, for byte fallback and invalid UTF-8. */
final class ByteTokens {
    private final int[] ids = new int[256];
    private final Path file;

    /** @param idOf id of an entry of the vocabulary, or -1 */
    ByteTokens(Spelling spelling, ToIntFunction<String> idOf, Path file) {
        for (int value = 0; value < ids.length; value++) {
            ids[value] = idOf.applyAsInt(spelling.ofByte(value));
        }
        this.file = file;
    }

    /** @param ids of each byte, or -1 */
    ByteTokens(int[] ids, Path file) {
        System.arraycopy(ids, 0, this.ids, 0, this.ids.length);
        this.file = file;
    }

    /** The token of each byte, or -1. */
    int[] ids() {
        return ids.clone();
    }

    /** The token of a byte, or -1. */
    int orNone(byte value) {
        return ids[value & 0xFF];
    }

    /** @throws UserError if the byte at the offset has no token */
    int at(byte[] text, int offset) {
        int token = orNone(text[offset]);
        if (token < 0) {
            throw UserError.badInput(
                    "Byte 0x%02X at byte offset %d of the text has no token in %s. Leave such text out, or choose another model.",
                    text[offset] & 0xFF, offset, file);
        }
        return token;
    }
}
