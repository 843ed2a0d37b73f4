package org.bytestill.student;

import java.util.List;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/**
 * The middle of a training pass: from the trunk's states to losses and their gradients. It takes the states as given, so it may
 * work through them piece by piece; the way back through the trunk is not its business.
 */
public interface Objective {
    /**
     * What it is given.
     *
     * @param hidden        the states before the token head (batch, positions, hidden), without a graph
     * @param weights       the decoder's weights, in its script's order; {@code (self).head(h, w)} gives logits
     * @param byteHead      the byte head's weights, or empty
     * @param byHidden      whether the gradient by the states is wanted
     * @param byTokenHead   whether the gradient by the token head's matrix is wanted
     * @param tokenHeadSum  the sum of the latter so far, to be added to in place; empty before the first batch of an update
     * @param precision     number format of products; everything else is float32
     * @param rowsAtOnce    rows of logits that may be held at once
     */
    record States(Tensor hidden, TensorList weights, TensorList byteHead, boolean byHidden, boolean byTokenHead, List<Tensor> tokenHeadSum,
            Dtype precision, int rowsAtOnce) {}

    /**
     * What it gives.
     *
     * @param losses      sums of its own losses
     * @param byHidden    gradient by the states, in their shape; not looked at if not wanted
     * @param byByteHead  gradients by the byte head's weights
     * @param byTokenHead gradient by the token head's matrix, or null if it was not wanted or was added to its sum
     */
    record Outcome(List<Double> losses, Tensor byHidden, List<Tensor> byByteHead, Tensor byTokenHead) {}

    /**
     * Computes losses and gradients.
     *
     * @param script  the student's, which holds this objective's methods
     * @param results scope that owns the gradients
     */
    Outcome of(Script script, Scope results, States states);
}
