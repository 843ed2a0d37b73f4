package org.bytestill.student;

import java.util.List;
import java.util.function.Function;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/**
 * The middle of a training pass: from the backbone's states to losses and their gradients. It takes the states as given, so it may
 * work through them piece by piece, and may ask for those of more positions; the way back through the backbone is not its business.
 */
public interface LossFunction {
    /**
     * What it is given.
     *
     * @param hidden        the text's states before the token head (batch, positions, hidden), without a graph
     * @param branching     reads branches of the text; for an objective that asked for it
     * @param weights       the decoder's weights, in its script's order; {@code (self).head(h, w)} gives logits
     * @param byteHead      the byte head's weights, or empty
     * @param gradHidden      whether the gradients by the states are wanted
     * @param gradTokenHead   whether the gradient by the token head's matrix is wanted
     * @param tokenHeadSum  the sum of the latter so far, to be added to in place; empty before the first batch of an update
     * @param precision     number format of products; everything else is float32
     * @param rowsAtOnce    rows of logits that may be held at once
     */
    record States(Tensor hidden, Branching branching, TensorList weights, TensorList byteHead, boolean gradHidden, boolean gradTokenHead,
            List<Tensor> tokenHeadSum, Dtype precision, int rowsAtOnce) {}

    /** Reads what branches off the text. */
    interface Branching {
        /**
         * The branches' states before the token head (batch, branches, hidden), of which there will be no way back. Any number of
         * times, before {@link #read}.
         *
         * @param owner    scope of the states
         * @param branches makes the input
         */
        Tensor look(Scope owner, Function<Scope, Backbone.Input> branches);

        /**
         * The branches' states before the token head (batch, branches, hidden), with a way back. Once.
         *
         * @param branches makes the input in a scope that stays open for the way back
         */
        Tensor read(Function<Scope, Backbone.Input> branches);
    }

    /**
     * What it gives.
     *
     * @param losses      sums of its own losses
     * @param gradHidden    gradient by the text's states, in their shape, then by the branches' if they were read; not looked at if not
     *                    wanted
     * @param gradByteHead  gradients by the byte head's weights
     * @param gradTokenHead gradient by the token head's matrix, or null if it was not wanted or was added to its sum
     */
    record Outcome(List<Double> losses, List<Tensor> gradHidden, List<Tensor> gradByteHead, Tensor gradTokenHead) {}

    /** Whether branches of the text may be read. */
    default boolean branches() {
        return false;
    }

    /**
     * Computes losses and gradients.
     *
     * @param script  the student's, which holds this objective's methods
     * @param results scope that owns the gradients
     */
    Outcome of(Script script, Scope results, States states);
}
