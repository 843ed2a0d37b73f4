package org.bytestill.gguf;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a GGUF file mostly holds, as llama.cpp names it: a number format, or for {@code Q4_K_M} a mixture of them. Which tensor gets which is
 * decided as llama.cpp's quantizer decides it ({@code use_more_bits} and the types that stand in where rows are no multiple of a block).
 */
public enum GgufFileType {
    F32(0, Quantization.F32, Quantization.F32),
    F16(1, Quantization.F16, Quantization.F16),
    BF16(32, Quantization.BF16, Quantization.BF16),
    Q8_0(7, Quantization.Q8_0, Quantization.Q8_0),
    Q6_K(18, Quantization.Q6_K, Quantization.Q6_K),
    Q4_K_M(15, Quantization.Q4_K, Quantization.Q6_K),
    Q4_0(2, Quantization.Q4_0, Quantization.Q6_K);

    private static final int LARGEST_LLAMA_LAYERS = 80;

    private final int number;
    private final Quantization usual;
    private final Quantization ofHead;

    /**
     * @param number {@code general.file_type}
     * @param usual  of matrices
     * @param ofHead of the token head, and of the embedding that stands for it
     */
    GgufFileType(int number, Quantization usual, Quantization ofHead) {
        this.number = number;
        this.usual = usual;
        this.ofHead = ofHead;
    }

    /** The number of {@code general.file_type}. */
    public int number() {
        return number;
    }

    /** True for blocks of integers. */
    public boolean isQuantized() {
        return usual.blockElements() > 1;
    }

    /** The word for it, such as {@code q4_k_m}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The number format of a tensor.
     *
     * @param name  such as {@code blk.3.attn_v.weight}
     * @param shape row-major
     * @param model what else decides
     */
    public Quantization of(String name, long[] shape, Model model) {
        if (shape.length < 2 || !name.endsWith("weight") || name.contains("_norm.weight") || name.equals("position_embd.weight")) {
            return Quantization.F32;
        }
        long width = shape[shape.length - 1];
        return fitting(wanted(name, width, model), width);
    }

    /**
     * What of a model decides on formats.
     *
     * @param layers     number of blocks
     * @param tied       true if the embedding is the token head
     * @param sharesKeys true if several query heads share a key head
     */
    public record Model(int layers, boolean tied, boolean sharesKeys) {}

    private Quantization wanted(String name, long width, Model model) {
        if (name.equals("output.weight") || name.equals("token_embd.weight") && model.tied) {
            return isQuantized() && width % usual.blockElements() != 0 ? Quantization.Q8_0 : ofHead;
        }
        if (this != Q4_K_M) {
            return usual;
        }
        boolean values = name.contains("attn_v.weight") || name.contains("attn_qkv.weight");
        if ((values || name.contains("ffn_down")) && needsMoreBits(layer(name), model.layers)) {
            return Quantization.Q6_K;
        }
        // The 70B model's values are small: eight query heads share them.
        return values && model.layers == LARGEST_LLAMA_LAYERS && model.sharesKeys ? Quantization.Q5_K : usual;
    }

    private static int layer(String name) {
        return Integer.parseInt(name.split("\\.")[1]);
    }

    /** The first and last eighth of the blocks, and every third between them. */
    private static boolean needsMoreBits(int layer, int layers) {
        return layer < layers / 8 || layer >= 7 * layers / 8 || (layer - layers / 8) % 3 == 2;
    }

    /** The format, or the one that stands in for it where a row is no multiple of its blocks; at last halves, which have none. */
    private static Quantization fitting(Quantization wanted, long width) {
        for (Quantization each = wanted; each != null; each = standIn(each)) {
            if (width % each.blockElements() == 0) {
                return each;
            }
        }
        return Quantization.F16;
    }

    private static @Nullable Quantization standIn(Quantization wanted) {
        return switch (wanted) {
            case Q4_K -> Quantization.Q5_0;
            case Q5_K, Q6_K -> Quantization.Q8_0;
            default -> null;
        };
    }
}
