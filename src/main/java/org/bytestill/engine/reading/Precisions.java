package org.bytestill.engine.reading;

import org.bytestill.problem.UserError;
import org.bytestill.torch.Dtype;

/** Number formats (dtypes) by their names in settings and options. */
public final class Precisions {
    private Precisions() {}

    /** @throws UserError if the name is neither {@code float32} nor {@code bfloat16} */
    public static Dtype named(String name) {
        return switch (name) {
            case "float32" -> Dtype.FLOAT32;
            case "bfloat16" -> Dtype.BFLOAT16;
            default -> throw UserError.badInput("Precision \"%s\" is not known; choose float32 or bfloat16.", name);
        };
    }
}
