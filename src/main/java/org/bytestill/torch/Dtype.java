package org.bytestill.torch;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Number formats of tensors. Not DJL's DataType: that one aborts the process at BFLOAT16.
 *
 * <p>The code is the one TorchScript uses in {@code torch.to(x, code)}.
 */
public enum Dtype {
    UINT8(0, 1, "U8"),
    INT32(3, 4, "I32"),
    INT64(4, 8, "I64"),
    FLOAT16(5, 2, "F16"),
    FLOAT32(6, 4, "F32"),
    FLOAT64(7, 8, "F64"),
    BOOL(11, 1, "BOOL"),
    BFLOAT16(15, 2, "BF16");

    private final int code;
    private final int bytes;
    private final String safetensorsName;

    Dtype(int code, int bytes, String safetensorsName) {
        this.code = code;
        this.bytes = bytes;
        this.safetensorsName = safetensorsName;
    }

    /** The code of the format in TorchScript. */
    public int code() {
        return code;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The name in a safetensors header. */
    public String safetensorsName() {
        return safetensorsName;
    }

    /** The name in a {@code config.json}, which is PyTorch's. */
    public String torchName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dtype> ofSafetensors(String name) {
        return Arrays.stream(values()).filter(dtype -> dtype.safetensorsName.equals(name)).findFirst();
    }

    /** What DJL reports; it has no name for bfloat16 and says UNKNOWN. */
    static Dtype of(DataType dataType) {
        return switch (dataType) {
            case UINT8 -> UINT8;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT16 -> FLOAT16;
            case FLOAT32 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
            case BOOLEAN -> BOOL;
            case UNKNOWN -> BFLOAT16;
            default -> throw new IllegalStateException("A tensor of type " + dataType + " is not used in this program.");
        };
    }
}
