package org.bytestill.student;

import java.util.List;
import java.util.function.Function;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;
import org.jspecify.annotations.Nullable;

/**
 * A loss function over the hidden states of the backbone: their losses, and the gradients of these with respect to the hidden states and
 * the heads. It stands between the backbone's forward and backward pass and takes the hidden states as given, so it may work through them
 * piece by piece, and may ask for those of more positions.
 */
public interface LossFunction {
    /**
     * What a loss is computed from.
     *
     * @param hidden              the texts' hidden states before the token head (batch, positions, hidden), without a graph
     * @param branches            reads branches of the texts; for a loss function that asked for it
     * @param weights             the decoder's weights, in its script's order; {@code self.token_head(hidden, weights)} gives logits
     * @param byteHead            the byte head's weights, or empty
     * @param wantsGradHidden     whether the gradients with respect to the hidden states are wanted
     * @param wantsGradTokenHead  whether the gradient with respect to the token head's matrix is wanted
     * @param tokenHeadSum        the sum of the latter so far, to be added to in place; empty before the first batch of an update
     * @param precision           number format of products; everything else is float32
     * @param rowsAtOnce          rows of logits that may be held at once
     */
    record LossInput(Tensor hidden, @Nullable Branches branches, TensorList weights, TensorList byteHead, boolean wantsGradHidden,
            boolean wantsGradTokenHead, List<Tensor> tokenHeadSum, Dtype precision, int rowsAtOnce) {}

    /** The forward pass of branches of the texts. */
    interface Branches {
        /**
         * The branches' hidden states (batch, branches, hidden), without a backward pass. Any number of times, before {@link #forward}.
         *
         * @param owner scope of the hidden states
         * @param input makes the input
         */
        Tensor forwardNoGrad(Scope owner, Function<Scope, Backbone.Input> input);

        /**
         * The branches' hidden states (batch, branches, hidden), which take part in the backward pass. Once.
         *
         * @param input makes the input in a scope that stays open until the backward pass
         */
        Tensor forward(Function<Scope, Backbone.Input> input);
    }

    /**
     * Losses and gradients.
     *
     * @param losses        sums of the loss function's own losses
     * @param gradHidden    gradient with respect to the texts' hidden states, in their shape, then to the branches' if
     *                      {@link Branches#forward} read them; ignored if not wanted
     * @param gradByteHead  gradients with respect to the byte head's weights
     * @param gradTokenHead gradient with respect to the token head's matrix, or null if it was not wanted or was added to its sum
     */
    record LossResult(List<Double> losses, List<Tensor> gradHidden, List<Tensor> gradByteHead, @Nullable Tensor gradTokenHead) {}

    /** Whether branches of the texts may be read. */
    default boolean readsBranches() {
        return false;
    }

    /**
     * Computes losses and gradients.
     *
     * @param script the student's, which holds this loss function's methods
     * @param owner  scope that owns the gradients
     */
    LossResult compute(Script script, Scope owner, LossInput input);
}
