package org.bytestill.gguf;

import java.nio.ByteBuffer;

/** Quantizes one block. Not thread-safe: some keep arrays for their search. */
@FunctionalInterface
interface BlockWriter {
    /**
     * @param in   numbers, of which those from {@code from} on are the block
     * @param out  little-endian
     * @param at   first byte of the block in it
     */
    void write(float[] in, int from, ByteBuffer out, int at);
}
