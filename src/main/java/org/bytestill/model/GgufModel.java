package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytestill.gguf.GgufFileType;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.gguf.Quantization;
import org.bytestill.problem.UserError;
import org.bytestill.text.GgufTokenizerKeys;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * A model as a GGUF file holds it for llama.cpp and what is built on it: its shape as keys, its tokenizer, its weights under llama.cpp's
 * names and in its layout. Weights are read one after the other and quantized a piece at a time.
 */
public final class GgufModel {
    /** Of the blocks of integers. */
    private static final int QUANTIZATION_VERSION = 2;

    private final StreamedWeights weights;
    private final GgufShape shape;
    private final GgufTokenizerKeys tokenizer;
    private final GgufFileType type;

    /** A weight that becomes a tensor. */
    private record Target(Parameter weight, GgufArchitecture.Entry tensor, Quantization quantization) {}

    private GgufModel(Path model, GgufFileType type) {
        this.weights = StreamedWeights.of(model);
        this.shape = new GgufShape(weights.architecture());
        this.tokenizer = GgufTokenizerKeys.of(model, weights.architecture().config().vocabularySize());
        this.type = type;
    }

    /**
     * Reads headers and the tokenizer.
     *
     * @param model a Hugging Face folder, an adapter folder or a GGUF file
     * @param type  number formats of the tensors
     * @throws UserError if the model is damaged, or llama.cpp would compute it or cut text in another way
     */
    public static GgufModel of(Path model, GgufFileType type) {
        return new GgufModel(model, type);
    }

    /** Why llama.cpp would compute an architecture in another way, by its configuration alone; empty if it would not. */
    public static Optional<String> refusal(Architecture architecture) {
        try {
            new GgufShape(architecture);
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Bytes of all tensors of a model in a file of this type, by its architecture. */
    public static long tensorBytes(Architecture architecture, GgufFileType type) {
        return targets(architecture, GgufArchitecture.of(architecture.config()), type).stream()
                .mapToLong(target -> target.quantization().bytesOf(target.weight().elementCount())).sum();
    }

    private static List<Target> targets(Architecture architecture, GgufArchitecture names, GgufFileType type) {
        ModelConfig config = architecture.config();
        List<Target> targets = new ArrayList<>();
        boolean ownHead = !config.tiedHead() || names.needsHead();
        GgufFileType.Model model = new GgufFileType.Model(config.layers(), !ownHead, config.heads() != config.keyValueHeads());
        for (Parameter weight : architecture.parameters()) {
            GgufArchitecture.Entry tensor = names.tensorOf(weight.name());
            targets.add(target(weight, tensor, type, model));
        }
        if (ownHead && config.tiedHead()) {
            Parameter embedding = architecture.parameters().get(architecture.headWeight());
            targets.add(target(embedding, new GgufArchitecture.Entry("output.weight", GgufLayout.SAME), type, model));
        }
        return targets;
    }

    private static Target target(Parameter weight, GgufArchitecture.Entry tensor, GgufFileType type, GgufFileType.Model model) {
        return new Target(weight, tensor, type.of(tensor.name(), GgufWeights.exchanged(weight.shape(), tensor.layout()), model));
    }

    /** Adds everything but the chat templates to a file. */
    public void addTo(GgufWriter file, String name) {
        file.text("general.architecture", shape.architecture().word()).text("general.type", "model").text("general.name", name);
        file.whole("general.file_type", type.number());
        if (type.isQuantized()) {
            file.whole("general.quantization_version", QUANTIZATION_VERSION);
        }
        shape.addKeys(file);
        tokenizer.addTo(file);
        shape.addRotation(file);
        List<Target> targets = targets(weights.architecture(), shape.architecture(), type);
        if (!type.isQuantized()) {
            targets.stream().filter(target -> target.tensor().layout() == GgufLayout.PLUS_ONE).forEach(target -> addResidual(target, file));
        }
        targets.forEach(target -> add(target, file));
    }

    private void addResidual(Target norm, GgufWriter file) {
        try (Scope scope = Scope.open("norm", Device.CPU)) {
            NormResidual.addTo(file, norm.tensor().name(), weights.tensor(scope, norm.weight(), Dtype.FLOAT32).toFloats());
        }
    }

    private void add(Target target, GgufWriter file) {
        file.tensor(target.tensor().name(), target.quantization(),
                GgufWeights.exchanged(target.weight().shape(), target.tensor().layout()),
                sink -> read(target.weight(), target.tensor().layout(), sink));
    }

    private void read(Parameter weight, GgufLayout layout, GgufWriter.Sink sink) throws IOException {
        int rows = Math.toIntExact(weight.shape()[0]);
        int width = Math.toIntExact(weight.elementCount() / rows);
        ModelConfig config = weights.architecture().config();
        int[] source = layout.isPermuted() ? inverse(layout, rows, config) : new int[0];
        AtomicInteger first = new AtomicInteger();
        weights.rows(weight, layout.rowsTogether(rows, config), piece -> {
            float[] numbers = floats(piece);
            sink.accept(layout == GgufLayout.TRANSPOSED ? transposed(numbers, rows, width)
                    : arranged(numbers, first.getAndAdd(numbers.length / width), width, layout, source));
        });
    }

    private static float[] floats(Tensor piece) {
        try (Scope scope = Scope.open("floats", Device.CPU)) {
            return TensorOps.to(scope, piece, Dtype.FLOAT32).toFloats();
        }
    }

    /** For each row of the file the checkpoint's. */
    private static int[] inverse(GgufLayout layout, int rows, ModelConfig config) {
        int[] source = new int[rows];
        IntStream.range(0, rows).forEach(row -> source[(int) layout.sourceRow(row, rows, config)] = row);
        return source;
    }

    /** Rows from {@code first} on in the order of the file. */
    private static float[] arranged(float[] rows, int first, int width, GgufLayout layout, int[] source) {
        if (layout == GgufLayout.PLUS_ONE) {
            float[] scales = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                scales[i] = rows[i] + 1;
            }
            return scales;
        }
        if (source.length == 0) {
            return rows;
        }
        float[] arranged = new float[rows.length];
        for (int row = 0; row < rows.length / width; row++) {
            System.arraycopy(rows, (source[first + row] - first) * width, arranged, row * width, width);
        }
        return arranged;
    }

    private static float[] transposed(float[] rows, int count, int width) {
        float[] columns = new float[rows.length];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                columns[i * count + row] = rows[row * width + i];
            }
        }
        return columns;
    }

    /** How text is cut and what differs from the model's own files, as sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(shape.notes());
        notes.add("Text is cut as the tokenizer cuts it (" + tokenizer.way() + ").");
        notes.addAll(tokenizer.notes());
        return notes;
    }
}
