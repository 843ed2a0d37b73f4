package org.bytestill.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Dtype;

/**
 * Number formats of exported weights: floating-point numbers, and the block formats of GGUF, which llama.cpp names so. Quantised weights are
 * compared with the unquantised ones in float32, and the difference is told, not judged.
 */
public enum WeightType {
    FLOAT32(32, Dtype.FLOAT32),
    BFLOAT16(16, Dtype.BFLOAT16),
    FLOAT16(16, Dtype.FLOAT16),
    Q8_0(8.5, Dtype.FLOAT32),
    Q6_K(6.5625, Dtype.FLOAT32),
    Q4_K_M(4.85, Dtype.FLOAT32),
    Q4_0(4.5, Dtype.FLOAT32);

    private final double bits;
    private final Dtype dtype;

    WeightType(double bits, Dtype dtype) {
        this.bits = bits;
        this.dtype = dtype;
    }

    /** @throws UserError that lists those there are */
    public static WeightType named(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equalsIgnoreCase(word)).findFirst().orElseThrow(() -> UserError.badInput(
                "Number format \"%s\" is not known. Choose one of: %s.", word,
                Arrays.stream(values()).map(WeightType::word).collect(Collectors.joining(", "))));
    }

    /** The word for it on the command line and in {@code run.json}: {@code bfloat16}, {@code q4_k_m}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As names of files write it: {@code BF16}, {@code Q4_K_M}. */
    public String shortName() {
        return isQuantised() ? name() : dtype.safetensorsName();
    }

    /** True for block formats, which keep fewer bits than a number format of tensors. */
    public boolean isQuantised() {
        return bits < 16;
    }

    /** The number format of tensors that holds them; of quantised weights the one they are turned into. */
    public Dtype dtype() {
        return dtype;
    }

    /** About how many bytes so many weights take. */
    public long bytes(long weights) {
        return Math.round(Math.ceil(weights * bits / 8));
    }
}
