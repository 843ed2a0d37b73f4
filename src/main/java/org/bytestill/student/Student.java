package org.bytestill.student;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.model.Checkpoint;
import org.bytestill.model.Decoder;
import org.bytestill.model.ModelConfig;
import org.bytestill.model.Weights;
import org.bytestill.run.UpdateTimes;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.NativeMemory;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorList;
import org.bytestill.torch.TensorOps;
import org.jspecify.annotations.Nullable;

/**
 * The student model: a decoder in training, whose weights are all trained, or low-rank adapters beside them (LoRA), or none; a byte head
 * if the objective has one; and the losses and gradients of a batch. Used by one thread.
 */
public final class Student implements AutoCloseable {
    private final ModelConfig config;
    private final Adaptation adaptation;
    private final Weights weights;
    private final @Nullable ByteHead head;
    private final Computation computation;
    private final TensorList noHead = new TensorList(List.of());
    private final Script script;
    private final Scope scope;
    private final Tensor frequencies;
    private final Backbone backbone;
    private final UpdateTimes times = new UpdateTimes();
    private final Decoder decoder;

    Student(Adaptation adaptation, Weights weights, @Nullable ByteHead head, Computation computation, String objectiveScript) {
        this.config = weights.architecture().config();
        this.adaptation = adaptation;
        this.weights = weights;
        this.head = head;
        this.computation = computation;
        this.script = new Script(weights.architecture().trainingScript() + ScriptTemplate.source("token_loss")
                + ScriptTemplate.source("token_head") + objectiveScript);
        this.scope = Scope.open("student", weights.device());
        float[] rotation = weights.architecture().rotaryFrequencies();
        this.frequencies = scope.of(rotation, rotation.length);
        this.backbone = new Backbone(script, weights.tensors(), frequencies, computation);
        this.decoder = Decoder.sharing(weights);
    }

    /** Loads a model for training all of it. */
    public static Student open(Path folder, int headPositions, long headSeed, Device device) {
        return open(folder, Adaptation.FULL, headPositions, headSeed, device, Computation.PLAIN);
    }

    /**
     * Loads a model for training: a Hugging Face folder, a GGUF file, or an adapter, which is merged into its base unless it is
     * itself trained on.
     *
     * @param headPositions bytes of a token that the byte head supervises; 0 for no head
     * @param headSeed      seed of the head's initial weights
     * @param computation   how passes are computed
     */
    public static Student open(Path folder, Adaptation adaptation, int headPositions, long headSeed, Device device,
            Computation computation) {
        return open(folder, adaptation, headPositions, headSeed, device, computation, "");
    }

    /** The same, with the TorchScript methods of an objective. */
    public static Student open(Path folder, Adaptation adaptation, int headPositions, long headSeed, Device device, Computation computation,
            String objectiveScript) {
        return open(folder, adaptation, HeadShape.parallel(headPositions), headSeed, device, computation, objectiveScript);
    }

    /** The same with a byte head of any shape. */
    public static Student open(Path folder, Adaptation adaptation, HeadShape headShape, long headSeed, Device device,
            Computation computation,
            String objectiveScript) {
        NativeMemory.giveBackFrom(
                computation.recompute() && adaptation.form() == Adaptation.Form.FULL ? 1 << 20 : NativeMemory.LARGEST_KEPT_BYTES);
        Weights weights = adaptation.load(Checkpoint.open(folder), computation.precision(), device);
        ByteHead head = headShape.positions() > 0
                ? ByteHead.random(headShape, weights.architecture().config().hiddenSize(), headSeed, device)
                : null;
        return new Student(adaptation, weights, head, computation, objectiveScript);
    }

    public ModelConfig config() {
        return config;
    }

    /** What of the decoder is trained. */
    public Adaptation adaptation() {
        return adaptation;
    }

    public Weights weights() {
        return weights;
    }

    /** The byte head, or null if the objective has none. */
    public @Nullable ByteHead head() {
        return head;
    }

    /** The student as a decoder for inference, over the weights as they are at the moment of a call. */
    public Decoder decoder() {
        return decoder;
    }

    /** The tensors an update changes: with {@code trainsBackbone} the weights that are trained, in their order, then the head's. */
    public List<Tensor> trained(boolean trainsBackbone) {
        boolean[] trained = trainedWeights(trainsBackbone);
        Stream<Tensor> own = IntStream.range(0, trained.length).filter(i -> trained[i]).mapToObj(weights.tensors().tensors()::get);
        return Stream.concat(own, headTensors().tensors().stream()).toList();
    }

    /** For every weight whether it is trained. Frozen ones cost neither time nor memory in the backward pass. */
    private boolean[] trainedWeights(boolean trainsBackbone) {
        return trainsBackbone ? weights.trained() : new boolean[weights.parameters().size()];
    }

    private TensorList headTensors() {
        return head == null ? noHead : head.tensors();
    }

    /**
     * Losses of one batch; in nats, summed as eq. 5 sums them, so that dividing by {@code tokens} gives the mean.
     *
     * @param token  sum over tokens of the cross-entropy
     * @param bytes  sum over tokens of the mean cross-entropy of their bytes
     * @param kl     sum over tokens of the mean KL(teacher || head) of their bytes
     * @param same   sum over tokens of the share of their bytes where teacher and head find the same byte most probable
     * @param tokens supervised tokens
     */
    public record Losses(double token, double bytes, double kl, double same, int tokens) {
        public static final Losses NONE = new Losses(0, 0, 0, 0, 0);

        public Losses plus(Losses more) {
            return new Losses(token + more.token, bytes + more.bytes, kl + more.kl, same + more.same, tokens + more.tokens);
        }
    }

    /** The loss terms' weights, lambda_b and lambda_KL, and whether the student's own weights are trained. */
    public record LossWeights(double byteWeight, double klWeight, boolean trainsBackbone) {}

    /**
     * Computes losses and gradients of the paper's objective, or of fine-tuning, and adds the gradients to {@code sums}.
     *
     * @param scale one over the supervised tokens of the whole update
     * @param sums  gradients so far, in the order of {@link #trained}; empty before the first batch of an update
     * @param owner scope that owns the gradients
     */
    public Losses addGradients(StudentBatch batch, LossWeights lossWeights, double scale, List<Tensor> sums, Scope owner) {
        try (Scope pass = owner.inner("pass")) {
            Backbone.Input input = Backbone.Input.text(pass, batch);
            LossFunction loss = new TokenLoss(batch, lossWeights, scale, slots());
            return losses(addGradients(input, loss, lossWeights.trainsBackbone(), sums, owner), batch);
        }
    }

    /**
     * One forward and backward pass: the backbone's hidden states of texts, the loss function with its gradients, and the backward pass
     * through the backbone. Adds the gradients to {@code sums} (gradient accumulation).
     *
     * @param trainsBackbone whether the student's own weights are trained, or the byte head alone
     * @param sums           gradients so far, in the order of {@link #trained}; empty before the first batch of an update
     * @param owner          scope that owns the gradients
     * @return the loss function's losses
     */
    public List<Double> addGradients(Backbone.Input text, LossFunction loss, boolean trainsBackbone, List<Tensor> sums, Scope owner) {
        UpdateTimes.Part outside = times.at(UpdateTimes.Part.FORWARD);
        boolean first = sums.isEmpty();
        boolean[] trained = trainedWeights(trainsBackbone);
        int headWeight = weights.architecture().headWeight();
        widen(sums, owner);
        try (Scope pass = owner.inner("pass"); Backbone.Forward forward = backbone.forward(pass, text, trained, loss.readsBranches())) {
            times.at(UpdateTimes.Part.LOSS);
            boolean headIsTrained = trained[headWeight];
            List<Tensor> headSum = first || !headIsTrained ? List.of() : List.of(sums.get(placeOf(headWeight, trained)));
            LossFunction.LossResult result = loss.compute(script, first ? owner : pass,
                    new LossFunction.LossInput(forward.hidden(), forward, weights.tensors(), headTensors(), forward.wantsGradient(),
                            headIsTrained, headSum, computation.precision(), rowsAtOnce()));
            times.at(UpdateTimes.Part.BACKWARD);
            int ofBackbone = placeOf(trained.length, trained);
            List<Tensor> gradTokenHead = result.gradTokenHead() == null ? List.of() : List.of(result.gradTokenHead());
            List<Tensor> gradients = forward.backward(first ? owner : pass, result.gradHidden(), gradTokenHead,
                    first ? List.of() : sums.subList(0, ofBackbone));
            if (first) {
                sums.addAll(gradients);
                sums.addAll(result.gradByteHead());
            } else if (head != null) {
                script.method("accumulate").with("sums", sums.subList(ofBackbone, sums.size())).with("gradients", result.gradByteHead())
                        .tensors(pass);
            }
            return result.losses();
        } finally {
            times.at(outside);
        }
    }

    /** The clock of the updates that train it. */
    public UpdateTimes times() {
        return times;
    }

    /** Turns sums in a narrower format into float32: one pass's gradients lose nothing in it, a sum would. */
    private static void widen(List<Tensor> sums, Scope owner) {
        for (int i = 0; i < sums.size(); i++) {
            if (sums.get(i).dtype() == Dtype.BFLOAT16) {
                try (Tensor narrow = sums.get(i)) {
                    sums.set(i, TensorOps.to(owner, narrow, Dtype.FLOAT32));
                }
            }
        }
    }

    /** Trained weights before that one. */
    private static int placeOf(int weight, boolean[] trained) {
        return (int) IntStream.range(0, weight).filter(i -> trained[i]).count();
    }

    /** Losses without gradients, for evaluation. */
    public Losses losses(StudentBatch batch) {
        try (Scope pass = scope.inner("losses")) {
            Tensor hidden = backbone.forwardNoGrad(pass, Backbone.Input.text(pass, batch));
            return losses(TokenLoss.losses(script, pass, batch, slots(), lossInput(hidden, headTensors())), batch);
        }
    }

    /**
     * Losses without gradients, for evaluation, with the token loss of each document.
     *
     * @param tokens supervised tokens of each document, in the order of the batch
     */
    public DocumentLosses losses(StudentBatch batch, int[] tokens) {
        try (Scope pass = scope.inner("losses")) {
            Tensor hidden = backbone.forwardNoGrad(pass, Backbone.Input.text(pass, batch));
            double[] nats = new double[tokens.length];
            for (int document = 0, begin = 0; document < tokens.length; begin += tokens[document++]) {
                StudentBatch part = batch.tokens(begin, begin + tokens[document]);
                nats[document] = TokenLoss.losses(script, pass, part, 0, lossInput(hidden, noHead)).get(0);
            }
            Losses whole = head == null ? Losses.NONE
                    : losses(TokenLoss.losses(script, pass, batch, slots(), lossInput(hidden, headTensors())), batch);
            return new DocumentLosses(new Losses(DoubleStream.of(nats).sum(), whole.bytes, whole.kl, whole.same, batch.supervisedTokens()),
                    nats);
        }
    }

    /** Losses of a batch, and of each of its documents the sum of the token cross-entropy, nats. */
    public record DocumentLosses(Losses losses, double[] nats) {}

    private LossFunction.LossInput lossInput(Tensor hidden, TensorList byteHead) {
        return new LossFunction.LossInput(hidden, null, weights.tensors(), byteHead, false, false, List.of(), Dtype.FLOAT32, rowsAtOnce());
    }

    /** Hidden states before the token head, float32 (rows, columns, hidden) of the batch's layout, without a graph. */
    public Tensor hiddenStates(Scope owner, StudentBatch batch) {
        try (Scope pass = scope.inner("hidden states")) {
            return backbone.forwardNoGrad(owner, Backbone.Input.text(pass, batch));
        }
    }

    /**
     * Logits of the token head, float32 (rows, vocabulary), without a graph.
     *
     * @param hidden as {@link #hiddenStates} gives them
     * @param rows   int64 (rows), flat positions in the batch
     */
    public Tensor logits(Scope owner, Tensor hidden, Tensor rows) {
        try (Scope pass = scope.inner("logits")) {
            Tensor states = script.method("hidden_at").with("hidden", hidden).with("places", rows).tensor(pass);
            return script.method("token_head").with("hidden", states).with("weights", weights.tensors()).tensor(owner);
        }
    }

    private int rowsAtOnce() {
        return computation.rowsAtOnce(config.vocabularySize());
    }

    private int slots() {
        return head == null || head.shape().isAutoregressive() ? 0 : head.positions();
    }

    private static Losses losses(List<Double> sums, StudentBatch batch) {
        boolean bytes = sums.size() == 4 && batch.bytes() != null;
        return new Losses(sums.get(0), bytes ? sums.get(1) : 0, bytes ? sums.get(2) : 0, bytes ? sums.get(3) : 0, batch.supervisedTokens());
    }

    @Override
    public void close() {
        decoder.close();
        scope.close();
        script.close();
        noHead.close();
        if (head != null) {
            head.close();
        }
        weights.close();
        NativeMemory.release();
    }
}
