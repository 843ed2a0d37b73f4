package org.bytestill.export;

import java.io.IOException;
import org.bytestill.model.Parameter;
import org.bytestill.model.StreamedWeights;
import org.bytestill.problem.UserError;
import org.bytestill.torch.TensorOps;

/** The range of float16, in which models that were trained in bfloat16 may not fit: their largest weights would become infinite. */
public final class HalfRange {
    /** Halfway from the largest number, 65,504, to the next power of two: from here on a value is rounded to infinity. */
    private static final double INFINITE_FROM = 65_520;

    private HalfRange() {}

    /**
     * Reads all weights if they shall be float16.
     *
     * @throws UserError that names the first weight beyond the range and its largest value
     */
    public static void require(StreamedWeights weights, WeightType type) throws IOException {
        if (type != WeightType.FLOAT16) {
            return;
        }
        for (Parameter parameter : weights.parameters()) {
            weights.rows(parameter, rows -> require(parameter, TensorOps.largest(rows)));
        }
    }

    private static void require(Parameter parameter, double largest) {
        if (!(largest < INFINITE_FROM)) {
            throw UserError.badInput("Weight \"%s\" holds a value of %.6g, float16 ends at 65,504. Choose bfloat16 or float32.",
                    parameter.name(), largest);
        }
    }
}
