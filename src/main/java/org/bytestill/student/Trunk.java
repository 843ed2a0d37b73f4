package org.bytestill.student;

import java.util.List;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/** The decoder up to the states before its token head, forward and back; the script is {@link org.bytestill.model.TrunkScript}. */
public final class Trunk {
    private final Script script;
    private final TensorList weights;
    private final Tensor frequencies;
    private final Computation computation;

    Trunk(Script script, TensorList weights, Tensor frequencies, Computation computation) {
        this.script = script;
        this.weights = weights;
        this.frequencies = frequencies;
        this.computation = computation;
    }

    /**
     * What is read.
     *
     * @param ids       token ids (batch, positions)
     * @param positions float32 (positions) or (batch, positions): numbers of a text, depths of a tree
     * @param mask      bool, who sees whom (batch, 1, positions, positions); empty for a text, where each sees those before it
     */
    public record Input(Tensor ids, Tensor positions, Tensor mask) {}

    /** The states before the token head (batch, positions, hidden), in float32 whatever the precision of training. */
    Tensor read(Scope owner, Input input) {
        return read(owner, input, Dtype.FLOAT32);
    }

    /** The states, computed in a precision. */
    Tensor read(Scope owner, Input input, Dtype precision) {
        return script.callOne(owner, "trunk_forward", input.ids(), input.positions(), input.mask(), frequencies, weights,
                new boolean[weights.tensors().size()], precision.code(), false);
    }

    /** Reads the input and keeps what the way back needs for the weights that are trained, a flag for each. */
    Forward forward(Scope owner, Input input, boolean[] trained) {
        Scope scope = owner.inner("trunk");
        List<Tensor> result = script.call(scope, "trunk_forward", input.ids(), input.positions(), input.mask(), frequencies, weights, trained,
                computation.precision().code(), computation.recompute());
        return new Forward(scope, input, trained, result.get(0), result.subList(1, result.size()));
    }

    /** A forward pass whose way back is open. */
    final class Forward implements AutoCloseable {
        private final Scope scope;
        private final Input input;
        private final boolean[] trained;
        private final Tensor hidden;
        private final List<Tensor> kept;

        private Forward(Scope scope, Input input, boolean[] trained, Tensor hidden, List<Tensor> kept) {
            this.scope = scope;
            this.input = input;
            this.trained = trained;
            this.hidden = hidden;
            this.kept = kept;
        }

        /** The states before the token head (batch, positions, hidden). */
        Tensor hidden() {
            return hidden;
        }

        /** False if no trained weight lies before the states. */
        boolean wantsGradient() {
            return !kept.isEmpty();
        }

        /**
         * The gradients by the trained weights, from the one by the states. May be called once.
         *
         * @param owner scope of the gradients
         * @param known the gradient by the token head's matrix, if it is trained and was not added to a sum
         * @param sums  gradients so far, to be added to; empty for none
         * @return a gradient for each trained weight; empty if they were added to {@code sums}
         */
        List<Tensor> backward(Scope owner, Tensor byHidden, List<Tensor> known, List<Tensor> sums) {
            return script.call(owner, "trunk_backward", input.ids(), input.positions(), input.mask(), frequencies, weights, trained,
                    computation.precision().code(), computation.recompute(), kept, byHidden, known, List.copyOf(sums));
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
