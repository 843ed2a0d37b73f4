package org.bytestill.model;

import java.util.List;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufTensor;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.problem.UserError;

/**
 * What the scales of Gemma's norms lose in a GGUF file, which holds them with 1 added and so rounded to 24 bits after the point: kept in an
 * array of our own, which other programs do not look at, so that the model comes back equal to the bit.
 */
final class NormResidual {
    private static final String KEY = "bytestill.norm_residual.";

    private NormResidual() {}

    /** Adds what the scales of a tensor lose; nothing if they lose nothing. */
    static void addTo(GgufWriter file, String tensor, float[] scales) {
        float[] lost = new float[scales.length];
        boolean any = false;
        for (int i = 0; i < lost.length; i++) {
            // In double both steps are exact; what a sum of two floats loses is a float.
            lost[i] = (float) (scales[i] - ((double) (scales[i] + 1) - 1));
            any |= lost[i] != 0;
        }
        if (any) {
            file.reals(KEY + tensor, lost);
        }
    }

    /**
     * The scales by what the file holds.
     *
     * @param stored with 1 added
     */
    static float[] scales(GgufFile file, GgufTensor tensor, float[] stored) {
        List<Float> lost = file.metadata().floats(KEY + tensor.name());
        if (!lost.isEmpty() && lost.size() != stored.length) {
            throw UserError.corruptFile("%s: key \"%s\" has %d values, its tensor %d. Export the model again.", file.file(),
                    KEY + tensor.name(), lost.size(), stored.length);
        }
        float[] scales = new float[stored.length];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (float) ((double) stored[i] - 1 + (lost.isEmpty() ? 0 : lost.get(i)));
        }
        return scales;
    }
}
