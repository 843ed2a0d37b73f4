package org.bytestill.engine.reading;

import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/** Number formats (dtypes) by their names in settings and options. */
public final class Precisions {
    public static final String AUTO = "auto";

    private Precisions() {}

    /**
     * The same, or {@value #AUTO}: bfloat16 on a GPU, which multiplies so, and float32 on the CPU.
     *
     * @throws UserError if the name is none of the three
     */
    public static Dtype named(String name, Device device) {
        return name.equals(AUTO) ? device.isCpu() ? Dtype.FLOAT32 : Dtype.BFLOAT16 : named(name);
    }

    /** @throws UserError if the name is neither {@code float32} nor {@code bfloat16} */
    public static Dtype named(String name) {
        return switch (name) {
            case "float32" -> Dtype.FLOAT32;
            case "bfloat16" -> Dtype.BFLOAT16;
            default -> throw UserError.badInput("Precision \"%s\" is not known; choose float32 or bfloat16.", name);
        };
    }
}
