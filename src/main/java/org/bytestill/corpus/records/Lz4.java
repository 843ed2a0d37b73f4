package org.bytestill.corpus.records;

import java.io.IOException;

/**
 * Decompression of LZ4: blocks, and frames of them (LZ4 Frame Format 1.6). A block may copy from the blocks before it, so all of a frame is
 * decompressed into one array.
 */
public final class Lz4 {
    private static final int FRAME_MAGIC = 0x184D2204;

    private final byte[] in;
    private final byte[] out;
    private int read;
    private int written;

    private Lz4(byte[] in, int offset, int size) throws IOException {
        this.in = in;
        this.out = Decompressed.room(in.length - offset, size, Decompressed.LZ4_RATIO);
        this.read = offset;
    }

    /** One block of this size without compression. Throws IOException if it is damaged. */
    public static byte[] block(byte[] in, int offset, int end, int size) throws IOException {
        Lz4 block = new Lz4(in, offset, size);
        return block.whole(() -> block.sequences(end));
    }

    /** One frame of this size without compression. Checksums are passed over. Throws IOException if it is damaged. */
    public static byte[] frame(byte[] in, int offset, int size) throws IOException {
        Lz4 frame = new Lz4(in, offset, size);
        return frame.whole(frame::blocks);
    }

    private interface Part {
        void read() throws IOException;
    }

    private byte[] whole(Part part) throws IOException {
        try {
            part.read();
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("an LZ4 block is damaged", e);
        }
        if (written != out.length) {
            throw new IOException("an LZ4 block of " + out.length + " bytes has " + written);
        }
        return out;
    }

    private void blocks() throws IOException {
        if (takeInt() != FRAME_MAGIC) {
            throw new IOException("not an LZ4 frame");
        }
        int flags = take();
        // Block size, then the sizes and the dictionary that the flags announce, then a checksum of the header.
        read += 1 + ((flags & 0x08) != 0 ? 8 : 0) + ((flags & 0x01) != 0 ? 4 : 0) + 1;
        for (int size = takeInt(); size != 0; size = takeInt()) {
            int bytes = size & 0x7FFF_FFFF;
            if (size < 0) {
                copy(in, read, bytes);
                read += bytes;
            } else {
                sequences(read + bytes);
            }
            read += (flags & 0x10) != 0 ? 4 : 0;
        }
    }

    private void sequences(int end) throws IOException {
        while (read < end) {
            int token = take();
            int literals = length(token >> 4);
            copy(in, read, literals);
            read += literals;
            if (read < end) {
                int distance = take() | take() << 8;
                match(distance, length(token & 0x0F) + 4);
            }
        }
        if (read != end) {
            throw new IOException("an LZ4 block is damaged");
        }
    }

    /** A length that goes on in further bytes if its four bits are full. */
    private int length(int bits) {
        int length = bits;
        for (int more = bits == 15 ? 255 : 0; more == 255;) {
            more = take();
            length += more;
        }
        return length;
    }

    private void copy(byte[] from, int offset, int count) {
        System.arraycopy(from, offset, out, written, count);
        written += count;
    }

    /** Copies from what was written; it may overlap what is written now. */
    private void match(int distance, int count) throws IOException {
        if (distance == 0 || distance > written) {
            throw new IOException("an LZ4 block is damaged");
        }
        if (distance >= count) {
            copy(out, written - distance, count);
        } else {
            for (int i = 0; i < count; i++) {
                out[written] = out[written - distance];
                written++;
            }
        }
    }

    private int take() {
        return in[read++] & 0xFF;
    }

    private int takeInt() {
        return take() | take() << 8 | take() << 16 | take() << 24;
    }
}
