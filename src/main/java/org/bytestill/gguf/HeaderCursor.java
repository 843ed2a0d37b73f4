package org.bytestill.gguf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.bytestill.problem.UserError;
import org.bytestill.util.Sha256;

/** Sequential parser of a GGUF header; a truncated or impossible header is a UserError. */
final class HeaderCursor {
    static final int STRING = 8;
    static final int ARRAY = 9;
    /** Limit of the nesting of arrays; no known key nests more than once. */
    private static final int MOST_NESTED = 8;
    /** Size of a value of each type in bytes; 0 for types of variable length. */
    private static final int[] BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private final Path file;
    private final ByteBuffer header;
    private final long fileBytes;
    private int depth;

    /** @param header mapping of the beginning of the file, little-endian, at position 0 */
    HeaderCursor(Path file, ByteBuffer header, long fileBytes) {
        this.file = file;
        this.header = header;
        this.fileBytes = fileBytes;
    }

    int position() {
        return header.position();
    }

    int int32() {
        require(4);
        return header.getInt();
    }

    /** A length or an offset: 64 bits, checked against what is possible in a file of this size. */
    long count(String what, long most) {
        require(8);
        long count = header.getLong();
        if (count < 0 || count > most) {
            throw UserError.corruptFile("%s: byte %d states %s of %s; at most %d are possible. The file is damaged; copy it again.", file,
                    header.position() - 8, what, Long.toUnsignedString(count), most);
        }
        return count;
    }

    String string() {
        int length = (int) count("a text length", Math.min(fileBytes, Integer.MAX_VALUE));
        require(length);
        byte[] bytes = new byte[length];
        header.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A value of a type; an array is skipped, and its location returned. */
    Object value(int type) {
        if (type == STRING) {
            return string();
        }
        if (type == ARRAY) {
            GgufMetadata.ArrayPlace place = new GgufMetadata.ArrayPlace(int32(),
                    (int) count("an array length", Math.min(fileBytes, Integer.MAX_VALUE)),
                    position());
            skip(place);
            return place;
        }
        require(bytesOf(type));
        return switch (type) {
            case 0 -> (long) (header.get() & 0xFF);
            case 1 -> (long) header.get();
            case 2 -> (long) (header.getShort() & 0xFFFF);
            case 3 -> (long) header.getShort();
            case 4 -> header.getInt() & 0xFFFFFFFFL;
            case 5 -> (long) header.getInt();
            case 6 -> header.getFloat();
            case 7 -> header.get() != 0;
            case 10, 11 -> header.getLong();
            default -> header.getDouble();
        };
    }

    private void skip(GgufMetadata.ArrayPlace place) {
        if (place.type() == STRING) {
            for (int i = 0; i < place.length(); i++) {
                advance(count("a text length", fileBytes));
            }
        } else if (place.type() == ARRAY) {
            if (++depth > MOST_NESTED) {
                throw UserError.corruptFile("%s: byte %d begins a list within lists within lists. The file is damaged; copy it again.",
                        file, place.position());
            }
            for (int i = 0; i < place.length(); i++) {
                value(ARRAY);
            }
            depth--;
        } else {
            advance((long) place.length() * bytesOf(place.type()));
        }
    }

    private int bytesOf(int type) {
        if (type < 0 || type >= BYTES.length) {
            throw UserError.corruptFile("%s: byte %d states a value of type %d, which does not exist. The file is damaged; copy it again.",
                    file,
                    position() - 4, type);
        }
        return BYTES[type];
    }

    void advance(long bytes) {
        require(bytes);
        header.position((int) (header.position() + bytes));
    }

    /** SHA-256 in hex of the first bytes of the file. */
    String hash(int bytes) {
        MessageDigest digest = Sha256.digest();
        digest.update(header.duplicate().position(0).limit(bytes));
        return Sha256.hex(digest);
    }

    void moveTo(int position) {
        header.position(position);
    }

    private void require(long bytes) {
        if (bytes > header.remaining()) {
            throw UserError.corruptFile("%s has %d bytes, its header alone needs at least %d: the copy is incomplete. Copy it again.", file,
                    fileBytes,
                    header.position() + bytes);
        }
    }
}
