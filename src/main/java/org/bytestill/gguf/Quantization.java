package org.bytestill.gguf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The quantization types of GGUF tensors: elements and bytes per block, and the dequantization.
 *
 * <p>The results equal those of the Python package {@code gguf} bit for bit, which is why products and sums keep its order and each is
 * rounded to float32.
 */
public enum Quantization {
    F32(0, 1, 4, Blocks::f32),
    F16(1, 1, 2, Blocks::f16),
    Q4_0(2, 32, 18, Blocks::q4Symmetric),
    Q4_1(3, 32, 20, Blocks::q4WithMinimum),
    Q5_0(6, 32, 22, Blocks::q5Symmetric),
    Q5_1(7, 32, 24, Blocks::q5WithMinimum),
    Q8_0(8, 32, 34, Blocks::q8),
    Q4_K(12, 256, 144, SuperBlocks::q4),
    Q5_K(13, 256, 176, SuperBlocks::q5),
    Q6_K(14, 256, 210, SuperBlocks::q6),
    BF16(30, 1, 2, Blocks::bf16);

    /** Names of all type numbers, for messages about unsupported ones. */
    private static final List<
            String> NAMES = List.of("F32", "F16", "Q4_0", "Q4_1", "Q4_2", "Q4_3", "Q5_0", "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K", "Q4_K",
                    "Q5_K", "Q6_K", "Q8_K", "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "I8", "I16",
                    "I32", "I64", "F64", "IQ1_M",
                    "BF16");

    private final int type;
    private final int blockElements;
    private final int blockBytes;
    private final BlockReader reader;

    /** Dequantizes one block. */
    @FunctionalInterface
    interface BlockReader {
        /**
         * @param in  little-endian
         * @param at  first byte of the block
         * @param to  index of the block's first element in {@code out}
         */
        void read(ByteBuffer in, int at, float[] out, int to);
    }

    Quantization(int type, int blockElements, int blockBytes, BlockReader reader) {
        this.type = type;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
        this.reader = reader;
    }

    /** The quantization of a type number, if it is supported. */
    static Optional<Quantization> of(int type) {
        return Arrays.stream(values()).filter(quantization -> quantization.type == type).findFirst();
    }

    static String nameOf(int type) {
        return type >= 0 && type < NAMES.size() ? NAMES.get(type) : "number " + type;
    }

    /** Block size in elements; the length of a row is a multiple of it. */
    public int blockElements() {
        return blockElements;
    }

    /** Stored size in bytes of a number of elements, a multiple of {@link #blockElements()}. */
    public long bytesOf(long elements) {
        return elements / blockElements * blockBytes;
    }

    /**
     * Dequantizes whole blocks.
     *
     * @param in       the stored blocks, little-endian
     * @param at       first byte of the first block
     * @param out      receives the elements from index {@code to} on
     * @param elements number of elements, a multiple of {@link #blockElements()}
     */
    public void read(ByteBuffer in, int at, float[] out, int to, int elements) {
        int from = at;
        for (int element = 0; element < elements; element += blockElements) {
            reader.read(in, from, out, to + element);
            from += blockBytes;
        }
    }
}
