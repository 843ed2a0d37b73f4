package org.bytestill.student;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptCall;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;
import org.jspecify.annotations.Nullable;

/**
 * The backbone of a decoder in training: the forward pass from token ids to the hidden states before the token head, and the backward
 * pass from the gradient with respect to these to the gradients with respect to the weights. The script is
 * {@code torchscript/backbone.py}.
 *
 * <p>The autograd graph is cut at every block: backward goes block by block, frees each block's graph and adds its gradients to their
 * sums before it takes the next. Activation recomputation (gradient checkpointing: a block's graph is made again in the backward pass
 * instead of kept) is therefore the same arithmetic, and gives the same gradients to the bit. The loss between the two passes takes the
 * hidden states as given.
 *
 * <p>A text may have branches, other continuations of its prefixes: positions that attend to some of the text's keys and values, and to
 * some of their own. The graph of a block's branches hangs from that of its text, so the text is read once and both are in one backward
 * pass.
 *
 * <p>Mixed precision: a block's matrices are cast to the compute format as the block is reached. Products and attention are computed in
 * that format; the residual stream, norms and softmax stay float32. Gradients with respect to matrices come in the compute format, which
 * holds them exactly, since products in it made them; added up over several passes they are float32.
 */
public final class Backbone {
    private final Script script;
    private final TensorList weights;
    private final Tensor frequencies;
    private final Computation computation;

    Backbone(Script script, TensorList weights, Tensor frequencies, Computation computation) {
        this.script = script;
        this.weights = weights;
        this.frequencies = frequencies;
        this.computation = computation;
    }

    /**
     * A batch of token sequences: texts, or branches of texts; of one text there may be several rows of branches.
     *
     * @param ids       token ids (batch, positions); of packed texts a single row
     * @param positions float32 (positions) of a text, (batch, positions) of branches: places in the text
     * @param mask      empty for texts, which are causal; of branches bool, who attends to whom of text and branches
     *                  (batch, 1, branches, text + branches)
     * @param textOf    empty for texts; of branches what {@link BatchLayout#textOf} says of the text that each row hangs from
     * @param packing   of packed texts {@link BatchLayout#packing}; else nothing
     */
    public record Input(Tensor ids, Tensor positions, Tensor mask, Tensor textOf, List<Tensor> packing) {
        /** Branches, a row each. */
        public Input(Tensor ids, Tensor positions, Tensor mask, Tensor textOf) {
            this(ids, positions, mask, textOf, List.of());
        }

        /**
         * Texts.
         *
         * @param ids token ids of all places of the layout
         */
        public static Input text(Scope scope, BatchLayout layout, long[] ids) {
            Tensor none = scope.of(new byte[0], 0);
            return new Input(scope.of(ids, layout.rows(), layout.columns()), layout.positions(scope), none, none, layout.packing(scope));
        }

        /** The texts of a micro-batch. */
        public static Input text(Scope scope, StudentBatch batch) {
            return text(scope, batch.layout(), batch.ids());
        }
    }

    /**
     * The texts that branches hang from.
     *
     * @param positions empty if what is read are texts themselves
     * @param keys      of each block; with the values what branches attend to
     * @param leaves    weights of the blocks as the texts' graph sees them; none if branches get no graph
     */
    private record Texts(Tensor positions, List<Tensor> keys, List<Tensor> values, List<Tensor> leaves) {
        static Texts none(Input texts) {
            return new Texts(texts.textOf(), List.of(), List.of(), List.of());
        }
    }

    /**
     * What a forward pass returns.
     *
     * @param hidden  hidden states (batch, positions, hidden), without a graph
     * @param keys    of each block, if they were kept for branches; so the values
     * @param inputs  of each block that the backward pass reaches, and of the last norm; none if no trained weight lies before hidden
     * @param outputs of these blocks with their graphs; none with recomputation
     * @param leaves  weights of these blocks as the graphs see them; none with recomputation
     */
    private record Output(Tensor hidden, List<Tensor> keys, List<Tensor> values, List<Tensor> inputs, List<Tensor> outputs,
            List<Tensor> leaves) {
        static Output of(List<List<Tensor>> parts) {
            return new Output(parts.get(0).get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
        }
    }

    /** Hidden states of texts (batch, positions, hidden), in float32 whatever the precision of training, without a backward pass. */
    Tensor forwardNoGrad(Scope owner, Input texts) {
        ScriptCall call = forwardCall(texts, Texts.none(texts), new boolean[weights.tensors().size()])
                .with("compute", Dtype.FLOAT32.code()).with("recompute", false).with("keeps_keys", false);
        return Output.of(call.lists(owner)).hidden();
    }

    private ScriptCall forwardCall(Input input, Texts texts, boolean[] trained) {
        return script.method("backbone_forward").with("ids", input.ids()).with("positions", input.positions()).with("mask", input.mask())
                .with("text_of", input.textOf()).with("packing", input.packing()).with("text_positions", texts.positions())
                .with("text_keys", texts.keys())
                .with("text_values", texts.values()).with("text_leaves", texts.leaves()).with("frequencies", frequencies)
                .with("weights", weights).with("trained", trained);
    }

    private ScriptCall computed(ScriptCall call) {
        return call.with("compute", computation.precision().code()).with("recompute", computation.recompute());
    }

    /**
     * Reads texts and keeps what the backward pass needs for the weights that are trained, a flag for each.
     *
     * @param branches whether branches of the texts may be read after them
     */
    Forward forward(Scope owner, Input texts, boolean[] trained, boolean branches) {
        return new Forward(owner.inner("backbone"), texts, trained, branches);
    }

    /** A forward pass that waits for its backward pass. */
    final class Forward implements AutoCloseable, LossFunction.Branches {
        private final Scope scope;
        private final boolean[] trained;
        /** The texts, then their branches if they were read. */
        private final List<Input> inputs = new ArrayList<>();
        private final Output texts;
        private @Nullable Output branches;

        private Forward(Scope scope, Input texts, boolean[] trained, boolean branches) {
            this.scope = scope;
            this.trained = trained;
            inputs.add(texts);
            this.texts = run(scope, texts, Texts.none(texts), trained, branches);
        }

        private Output run(Scope owner, Input input, Texts of, boolean[] keptFor, boolean keepsKeys) {
            return Output.of(computed(forwardCall(input, of, keptFor)).with("keeps_keys", keepsKeys).lists(owner));
        }

        /** The texts' hidden states (batch, positions, hidden). */
        Tensor hidden() {
            return texts.hidden();
        }

        private Texts textsWith(List<Tensor> leaves) {
            return new Texts(inputs.get(0).positions(), texts.keys(), texts.values(), leaves);
        }

        @Override
        public Tensor forwardNoGrad(Scope owner, Function<Scope, Input> input) {
            try (Scope passing = scope.inner("branches")) {
                return run(owner, input.apply(passing), textsWith(List.of()), new boolean[trained.length], false).hidden();
            }
        }

        @Override
        public Tensor forward(Function<Scope, Input> input) {
            inputs.add(input.apply(scope));
            branches = run(scope, inputs.get(1), textsWith(texts.leaves()), trained, false);
            texts.keys().forEach(Tensor::close); // the graph holds what it needs of them
            texts.values().forEach(Tensor::close);
            return branches.hidden();
        }

        /** False if no trained weight lies before the hidden states. */
        boolean wantsGradient() {
            return !texts.inputs().isEmpty();
        }

        /**
         * The gradients with respect to the trained weights, from those with respect to the hidden states. May be called once.
         *
         * @param owner         scope of the gradients
         * @param gradHidden    gradient with respect to the texts' hidden states, then to their branches' if they were read
         * @param gradTokenHead the gradient with respect to the token head's matrix, if it is trained and was not added to a sum
         * @param sums          gradients so far, to be added to; empty for none
         * @return a gradient for each trained weight; empty if they were added to {@code sums}
         */
        List<Tensor> backward(Scope owner, List<Tensor> gradHidden, List<Tensor> gradTokenHead, List<Tensor> sums) {
            return computed(script.method("backbone_backward")).with("ids", ofEach(Input::ids)).with("positions", ofEach(Input::positions))
                    .with("mask", ofEach(Input::mask)).with("text_of", ofEach(Input::textOf))
                    .with("packing", inputs.get(0).packing()).with("frequencies", frequencies)
                    .with("weights", weights).with("trained", trained)
                    .with("text_inputs", texts.inputs()).with("text_outputs", texts.outputs()).with("leaves", texts.leaves())
                    .with("branch_inputs", branches == null ? List.of() : branches.inputs())
                    .with("branch_outputs", branches == null ? List.of() : branches.outputs())
                    .with("grad_hidden", gradHidden).with("grad_token_head", gradTokenHead).with("gradient_sums", List.copyOf(sums))
                    .tensors(owner);
        }

        private List<Tensor> ofEach(Function<Input, Tensor> part) {
            return inputs.stream().map(part).toList();
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
