package org.bytestill.gguf;

/**
 * Where a tensor lies in a GGUF file.
 *
 * @param shape rows first, as everywhere else in this program; the file itself lists the shortest stride first
 * @param start first byte, counted from the start of the file
 */
public record GgufTensor(String name, Quantization quantization, long[] shape, long start) {
    /** Elements of the last dimension: stored side by side, in whole blocks. */
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
