package org.bytestill.corpus.records;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;

/**
 * Room for bytes whose number the file claims. A claim beyond what so many compressed bytes can hold is refused before the room is taken:
 * a few damaged bytes would ask for gigabytes.
 */
public final class Decompressed {
    /** A length of LZ4 grows by at most 255 with each byte. */
    static final int LZ4_RATIO = 255;
    /** Snappy copies at most 64 bytes by three. */
    public static final int SNAPPY_RATIO = 64;
    /** Zstd repeats a byte 128 Ki times by four. */
    private static final int ZSTD_RATIO = 1 << 15;
    /** Bytes that are always justified: what is tiny may hold anything. */
    private static final int LITTLE = 1 << 17;

    private Decompressed() {}

    /** @throws IOException if the bytes cannot be so many */
    public static byte[] room(int compressed, int size, int ratio) throws IOException {
        if (size < 0 || size > (long) compressed * ratio + LITTLE) {
            throw new IOException(size + " bytes are claimed to be in " + compressed);
        }
        return new byte[size];
    }

    /** The bytes of one zstd frame that fill the room of that size. */
    public static byte[] zstd(byte[] in, int offset, int end, int size) throws IOException {
        try {
            ZstdLibrary.load();
            byte[] whole = room(end - offset, size, ZSTD_RATIO);
            return whole(whole, (int) Zstd.decompressByteArray(whole, 0, size, in, offset, end - offset));
        } catch (ZstdException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** @throws IOException if so many bytes do not fill it */
    public static byte[] whole(byte[] room, int count) throws IOException {
        if (count != room.length) {
            throw new IOException("a part of " + room.length + " bytes has " + count);
        }
        return room;
    }
}
