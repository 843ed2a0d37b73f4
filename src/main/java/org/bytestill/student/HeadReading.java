package org.bytestill.student;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Tensor;
import org.jspecify.annotations.Nullable;

/** Reads a tensor of next-token distributions (rows, vocabulary) row by row, as float64. */
final class HeadReading {
    private final @Nullable FloatBuffer floats;
    private final @Nullable DoubleBuffer doubles;
    private final float[] row;

    HeadReading(Tensor rows, int columns) {
        boolean isDouble = rows.dtype() == Dtype.FLOAT64;
        floats = isDouble ? null : rows.bytes().asFloatBuffer();
        doubles = isDouble ? rows.bytes().asDoubleBuffer() : null;
        row = new float[isDouble ? 0 : columns];
    }

    void next(double[] values) {
        if (doubles != null) {
            doubles.get(values);
            return;
        }
        floats.get(row);
        for (int i = 0; i < row.length; i++) {
            values[i] = row[i];
        }
    }
}
