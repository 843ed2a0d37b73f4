package org.bytestill.gguf;

/**
 * The descriptor of a tensor in a GGUF file.
 *
 * @param shape row-major, as everywhere else in this program; the file itself lists the dimension of the shortest stride first
 * @param start offset of its first byte in the file
 */
public record GgufTensor(String name, Quantization quantization, long[] shape, long start) {
    /** Length of the last dimension, which is stored contiguously in whole blocks. */
    public int rowElements() {
        return Math.toIntExact(shape[shape.length - 1]);
    }

    public long rows() {
        long rows = 1;
        for (int i = 0; i < shape.length - 1; i++) {
            rows *= shape[i];
        }
        return rows;
    }

    public long rowBytes() {
        return quantization.bytesOf(rowElements());
    }

    /** Bytes of the tensor as stored. */
    public long bytes() {
        return rows() * rowBytes();
    }
}
