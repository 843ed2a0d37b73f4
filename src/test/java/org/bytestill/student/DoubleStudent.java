package org.bytestill.student;

import java.nio.file.Path;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Weights;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;

/** A student whose weights are float64, so that finite differences have digits to spare. */
public final class DoubleStudent {
    private DoubleStudent() {}

    public static Student open(Path folder) {
        return new Student(Adaptation.FULL, Weights.trainable(Checkpoint.open(folder), Dtype.FLOAT64, Device.CPU), null, Computation.PLAIN,
                "");
    }
}
