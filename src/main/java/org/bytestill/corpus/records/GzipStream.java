package org.bytestill.corpus.records;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompression of gzip (RFC 1952), member after member. Java's own stream takes a damaged second member for the end of the file; here
 * whatever follows a member has to be another one, or zeros that fill a block.
 */
final class GzipStream extends InputStream {
    private static final int NAME_OR_COMMENT = 0x08 | 0x10;

    private final InputStream in;
    private final Path file;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private boolean isInMember;
    private boolean isFirst = true;

    GzipStream(InputStream in, Path file) {
        this.in = in;
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        return Streams.readOne(this);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (length > 0 && (isInMember || nextMember())) {
            int count = inflate(into, offset, length);
            if (count > 0) {
                crc.update(into, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw damaged("it asks for a dictionary");
            }
        }
        return length == 0 ? 0 : -1;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        if (inflater.needsInput()) {
            require(fill());
            inflater.setInput(buffer, start, end - start);
            start = end;
        }
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            throw damaged(e.getMessage() == null ? "not a deflate stream" : e.getMessage());
        }
    }

    /** Reads the header of the next member; false at the end of the file. */
    private boolean nextMember() throws IOException {
        if (!isFirst) {
            skipZeros();
        }
        if (!fill()) {
            require(!isFirst);
            return false;
        }
        if (take() != 0x1F || take() != 0x8B || take() != 8) {
            throw damaged(isFirst ? "it does not begin as gzip does" : "behind a member stands something else");
        }
        skipHeader(take());
        isFirst = false;
        isInMember = true;
        inflater.reset();
        crc.reset();
        return true;
    }

    private void skipHeader(int flags) throws IOException {
        for (int i = 0; i < 6; i++) {
            take();
        }
        if ((flags & 0x04) != 0) {
            for (int extra = take() | take() << 8; extra > 0; extra--) {
                take();
            }
        }
        for (int texts = Integer.bitCount(flags & NAME_OR_COMMENT); texts > 0; texts--) {
            while (take() != 0) {
                // A text ends with a zero.
            }
        }
        if ((flags & 0x02) != 0) {
            take();
            take();
        }
    }

    private void endMember() throws IOException {
        isInMember = false;
        start = end - inflater.getRemaining();
        if (takeInt() != crc.getValue()) {
            throw damaged("a checksum does not match");
        }
        if (takeInt() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw damaged("a length does not match");
        }
    }

    private long takeInt() throws IOException {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value |= (long) take() << 8 * i;
        }
        return value;
    }

    private void skipZeros() throws IOException {
        while (fill() && buffer[start] == 0) {
            start++;
        }
    }

    private int take() throws IOException {
        require(fill());
        return buffer[start++] & 0xFF;
    }

    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = Math.max(0, in.read(buffer));
        }
        return start < end;
    }

    private void require(boolean isThere) {
        if (!isThere) {
            throw damaged("it ends in the middle");
        }
    }

    private RuntimeException damaged(String cause) {
        return Compression.damaged(file, "gzip", cause);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
