package org.bytestill.gguf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a GGUF file stores numbers: in blocks of so many elements and bytes.
 *
 * <p>The numbers are those of the Python package {@code gguf} to the bit, which is why products and sums keep its order and
 * are rounded to float32 one by one.
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

    /** Names of types that are known by number but not read, for messages. */
    private static final List<String> NAMES = List.of("F32", "F16", "Q4_0", "Q4_1", "Q4_2", "Q4_3", "Q5_0", "Q5_1", "Q8_0", "Q8_1", "Q2_K", "Q3_K", "Q4_K",
            "Q5_K", "Q6_K", "Q8_K", "IQ2_XXS", "IQ2_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ2_S", "IQ4_XS", "I8", "I16", "I32", "I64", "F64", "IQ1_M",
            "BF16");

    private final int type;
    private final int blockElements;
    private final int blockBytes;
    private final BlockReader reader;

    /** Turns one block into numbers. */
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

    /** The quantization of a type number, if it can be read. */
    static Optional<Quantization> of(int type) {
        return Arrays.stream(values()).filter(quantization -> quantization.type == type).findFirst();
    }

    static String nameOf(int type) {
        return type >= 0 && type < NAMES.size() ? NAMES.get(type) : "number " + type;
    }

    /** Elements that share one block; the length of a row is a multiple of it. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of so many elements, a multiple of {@link #blockElements()}. */
    public long bytesOf(long elements) {
        return elements / blockElements * blockBytes;
    }

    /**
     * Reads whole blocks.
     *
     * @param in       the stored blocks, little-endian
     * @param at       first byte of the first block
     * @param out      receives the elements from index {@code to} on
     * @param elements how many; a multiple of {@link #blockElements()}
     */
    public void read(ByteBuffer in, int at, float[] out, int to, int elements) {
        int from = at;
        for (int element = 0; element < elements; element += blockElements) {
            reader.read(in, from, out, to + element);
            from += blockBytes;
        }
    }
}
