package org.bytestill.gguf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The quantization types of GGUF tensors: elements and bytes per block, and the dequantization.
 *
 * <p>The results equal those of the Python package {@code gguf} bit for bit, which is why products and sums keep its order and each is
 * rounded to float32.
 */
public enum Quantization {
    F32(0, 1, 4, Blocks::f32, () -> QuantizedBlocks::f32),
    F16(1, 1, 2, Blocks::f16, () -> QuantizedBlocks::f16),
    Q4_0(2, 32, 18, Blocks::q4Symmetric, () -> QuantizedBlocks::q4),
    Q4_1(3, 32, 20, Blocks::q4WithMinimum, Quantization::unwritten),
    Q5_0(6, 32, 22, Blocks::q5Symmetric, () -> QuantizedBlocks::q5),
    Q5_1(7, 32, 24, Blocks::q5WithMinimum, Quantization::unwritten),
    Q8_0(8, 32, 34, Blocks::q8, () -> QuantizedBlocks::q8),
    Q4_K(12, 256, 144, SuperBlocks::q4, QuantizedSuperBlocks.Q4::new),
    Q5_K(13, 256, 176, SuperBlocks::q5, QuantizedSuperBlocks.Q5::new),
    Q6_K(14, 256, 210, SuperBlocks::q6, QuantizedSuperBlocks.Q6::new),
    BF16(30, 1, 2, Blocks::bf16, () -> QuantizedBlocks::bf16);

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
    private final Supplier<BlockWriter> writer;

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

    Quantization(int type, int blockElements, int blockBytes, BlockReader reader, Supplier<BlockWriter> writer) {
        this.type = type;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
        this.reader = reader;
        this.writer = writer;
    }

    private static BlockWriter unwritten() {
        throw new UnsupportedOperationException("only read");
    }

    /** The quantization of a type number, if it is supported. */
    static Optional<Quantization> of(int type) {
        return Arrays.stream(values()).filter(quantization -> quantization.type == type).findFirst();
    }

    /** The number of the type in files. */
    int type() {
        return type;
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

    /**
     * Quantizes whole blocks; equal to llama.cpp's reference bit for bit, without an importance matrix. Types that are only read are refused.
     *
     * @param in       finite numbers, those from {@code from} on
     * @param out      receives the blocks, little-endian
     * @param at       first byte of the first block
     * @param elements number of elements, a multiple of {@link #blockElements()}
     */
    public void write(float[] in, int from, ByteBuffer out, int at, int elements) {
        BlockWriter blocks = writer.get();
        int to = at;
        for (int element = 0; element < elements; element += blockElements) {
            blocks.write(in, from + element, out, to);
            to += blockBytes;
        }
    }
}
