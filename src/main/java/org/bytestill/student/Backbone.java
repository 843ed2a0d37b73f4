package org.bytestill.student;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;

/** The decoder up to the states before its token head, forward and back; the script is {@link org.bytestill.model.BackboneScript}. */
public final class Backbone {
    private final Script script;
    private final TensorList weights;
    private final Tensor frequencies;
    private final int layers;
    private final Computation computation;

    Backbone(Script script, TensorList weights, Tensor frequencies, int layers, Computation computation) {
        this.script = script;
        this.weights = weights;
        this.frequencies = frequencies;
        this.layers = layers;
        this.computation = computation;
    }

    /**
     * What is read: texts, or what branches off them; of one text there may be several rows of branches.
     *
     * @param ids       token ids (batch, positions)
     * @param positions float32 (positions) of a text, (batch, positions) of branches: places in the text
     * @param mask      empty for a text, where each sees those before it; of branches bool, who sees whom of text and branches
     *                  (batch, 1, branches, text + branches)
     * @param of        empty for texts; of branches int64 (batch), which text each row hangs from
     */
    public record Input(Tensor ids, Tensor positions, Tensor mask, Tensor of) {
        /** Texts. */
        public static Input text(Scope scope, Tensor ids) {
            Tensor none = scope.of(new byte[0], 0);
            return new Input(ids, scope.numbers(Math.toIntExact(ids.size(1))), none, none);
        }
    }

    /** The states before the token head of a text (batch, positions, hidden), in float32 whatever the precision of training. */
    Tensor read(Scope owner, Input text) {
        return script.callOne(owner, "backbone_forward", text.ids(), text.positions(), text.mask(), text.of(), text.of(), List.of(), List.of(), frequencies, weights,
                new boolean[weights.tensors().size()], Dtype.FLOAT32.code(), false, false);
    }

    /**
     * Reads a text and keeps what the way back needs for the weights that are trained, a flag for each.
     *
     * @param branches whether branches of the text may be read after it
     */
    Forward forward(Scope owner, Input text, boolean[] trained, boolean branches) {
        return new Forward(owner.inner("backbone"), text, trained, branches);
    }

    /** A forward pass whose way back is open. */
    final class Forward implements AutoCloseable, LossFunction.Branching {
        private final Scope scope;
        private final boolean[] trained;
        /** The text, then its branches if they were read; of both the inputs, and what the way back needs. */
        private final List<Input> inputs = new ArrayList<>();
        private final List<List<Tensor>> kept = new ArrayList<>();
        /** The text's keys and values of each block, if it may have branches. */
        private final List<Tensor> shown;
        private final Tensor hidden;

        private Forward(Scope scope, Input text, boolean[] trained, boolean branches) {
            this.scope = scope;
            this.trained = trained;
            List<Tensor> result = read(text, text.of(), List.of(), List.of(), branches);
            int ofBlocks = branches ? 2 * layers : 0;
            hidden = result.get(0);
            shown = result.subList(1, 1 + ofBlocks);
            kept.add(result.subList(1 + ofBlocks, result.size()));
        }

        private List<Tensor> read(Input input, Tensor textPositions, List<Tensor> seen, List<Tensor> textKept, boolean shows) {
            inputs.add(input);
            return call(scope, input, textPositions, seen, textKept, trained, shows);
        }

        private List<Tensor> call(Scope owner, Input input, Tensor textPositions, List<Tensor> seen, List<Tensor> textKept, boolean[] keptFor, boolean shows) {
            return script.call(owner, "backbone_forward", input.ids(), input.positions(), input.mask(), input.of(), textPositions, seen, textKept, frequencies, weights, keptFor,
                    computation.precision().code(), computation.recompute(), shows);
        }

        /** The text's states before the token head (batch, positions, hidden). */
        Tensor hidden() {
            return hidden;
        }

        @Override
        public Tensor look(Scope owner, Function<Scope, Input> branches) {
            try (Scope looking = scope.inner("look")) {
                return call(owner, branches.apply(looking), inputs.get(0).positions(), shown, List.of(), new boolean[trained.length], false).get(0);
            }
        }

        @Override
        public Tensor read(Function<Scope, Input> branches) {
            List<Tensor> result = read(branches.apply(scope), inputs.get(0).positions(), shown, kept.get(0), false);
            kept.add(result.subList(1, result.size()));
            shown.forEach(Tensor::close); // the graph holds what it needs of them
            return result.get(0);
        }

        /** False if no trained weight lies before the states. */
        boolean wantsGradient() {
            return !kept.get(0).isEmpty();
        }

        /**
         * The gradients by the trained weights, from those by the states. May be called once.
         *
         * @param owner    scope of the gradients
         * @param gradHidden gradient by the text's states, then by its branches' if they were read
         * @param known    the gradient by the token head's matrix, if it is trained and was not added to a sum
         * @param sums     gradients so far, to be added to; empty for none
         * @return a gradient for each trained weight; empty if they were added to {@code sums}
         */
        List<Tensor> backward(Scope owner, List<Tensor> gradHidden, List<Tensor> known, List<Tensor> sums) {
            return script.call(owner, "backbone_backward", inputs.stream().map(Input::ids).toList(), inputs.stream().map(Input::positions).toList(),
                    inputs.stream().map(Input::mask).toList(), inputs.stream().map(Input::of).toList(), frequencies, weights, trained, computation.precision().code(), computation.recompute(),
                    kept.get(0), kept.size() > 1 ? kept.get(1) : List.of(), gradHidden, known, List.copyOf(sums));
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
