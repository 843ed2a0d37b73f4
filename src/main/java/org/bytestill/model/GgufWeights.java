package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufTensor;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;

/**
 * The weights of a GGUF file as a Hugging Face checkpoint would hold them: under its names, in its layout, as floating-point
 * numbers. A piece of a tensor at a time passes through Java's memory.
 */
final class GgufWeights implements WeightFile {
    /** Elements of a piece: 16 MB of float32. */
    private static final int ELEMENTS_AT_ONCE = 4 << 20;
    /** Tensors that state rotary frequencies; {@link GgufConfig} reads them. */
    private static final String ROTARY_PREFIX = "rope_";

    private final GgufFile content;
    private final ModelConfig config;
    private final Map<String, Stored> stored = new LinkedHashMap<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();

    private record Source(GgufTensor tensor, GgufLayout layout) {}

    private GgufWeights(GgufFile content, ModelConfig config) {
        this.content = content;
        this.config = config;
        GgufArchitecture architecture = GgufArchitecture.of(content);
        for (GgufTensor tensor : content.tensors().values()) {
            GgufArchitecture.Entry entry = architecture.entry(tensor.name());
            if (entry != null) {
                sources.put(entry.name(), new Source(tensor, entry.layout()));
                stored.put(entry.name(), new Stored(shape(tensor, entry.layout()), tensor.bytes()));
            } else if (!tensor.name().startsWith(ROTARY_PREFIX)) {
                // Under its own name it is found to be surplus, and told.
                stored.put(tensor.name(), new Stored(tensor.shape(), tensor.bytes()));
            }
        }
    }

    static GgufWeights open(Path file, ModelConfig config) {
        return new GgufWeights(GgufFile.open(file), config);
    }

    private static long[] shape(GgufTensor tensor, GgufLayout layout) {
        return exchanged(tensor.shape(), layout);
    }

    /** A shape in the file by that in the checkpoint, or the other way round. */
    static long[] exchanged(long[] shape, GgufLayout layout) {
        return layout == GgufLayout.TRANSPOSED && shape.length == 2 ? new long[] {shape[1], shape[0]} : shape;
    }

    @Override
    public Path file() {
        return content.file();
    }

    @Override
    public Map<String, Stored> tensors() {
        return stored;
    }

    @Override
    public Dtype dtype(String name) {
        return Dtype.FLOAT32;
    }

    @Override
    public Loader loader(Scope target, Scope temporary) {
        return (name, dtype, own) -> {
            if (target.device().isCpu()) {
                return read(name, dtype, target);
            }
            try (Tensor onCpu = read(name, dtype, temporary)) {
                return TensorOps.copy(target, onCpu, dtype);
            }
        };
    }

    @Override
    public void rows(String name, long rowsAtOnce, RowSink sink) throws IOException {
        long[] shape = stored.get(name).shape();
        pieces(name, (int) Math.min(Integer.MAX_VALUE, rowsAtOnce), (start, numbers) -> {
            try (Scope piece = Scope.open("piece", Device.CPU)) {
                long[] part = shape.clone();
                part[0] = numbers.length / Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
                sink.accept(piece.of(numbers, part));
            }
        });
    }

    private Tensor read(String name, Dtype dtype, Scope scope) {
        Tensor tensor = TensorOps.empty(scope, dtype, stored.get(name).shape());
        pieces(name, Math.max(1, ELEMENTS_AT_ONCE / sources.get(name).tensor().rowElements()), (start, numbers) -> {
            try (Scope piece = Scope.open("piece", Device.CPU)) {
                TensorOps.copyIntoPart(tensor, start, piece.of(numbers, numbers.length));
            }
        });
        return tensor;
    }

    /** Takes the numbers of a tensor, in the checkpoint's layout, from element {@code start} on. */
    @FunctionalInterface
    private interface PieceSink<E extends Exception> {
        void accept(long start, float[] numbers) throws E;
    }

    /** Reads a tensor of the checkpoint from its first element to its last; as a whole if it has one dimension or is transposed. */
    private <E extends Exception> void pieces(String name, int rowsAtOnce, PieceSink<E> sink) throws E {
        Source source = sources.get(name);
        GgufTensor tensor = source.tensor();
        if (tensor.shape().length == 1 || source.layout() == GgufLayout.TRANSPOSED) {
            sink.accept(0, arranged(content.rows(tensor, 0, Math.toIntExact(tensor.rows()), row -> row), source));
            return;
        }
        for (long first = 0; first < tensor.rows(); first += rowsAtOnce) {
            int count = (int) Math.min(rowsAtOnce, tensor.rows() - first);
            sink.accept(first * tensor.rowElements(),
                    content.rows(tensor, first, count, row -> source.layout().sourceRow(row, tensor.rows(), config)));
        }
    }

    /** A whole tensor of one dimension, or one that is transposed. */
    private float[] arranged(float[] numbers, Source source) {
        if (source.layout() == GgufLayout.PLUS_ONE) {
            return NormResidual.scales(content, source.tensor(), numbers);
        }
        float[] arranged = new float[numbers.length];
        int rows = (int) source.tensor().rows();
        int width = source.tensor().rowElements();
        for (int i = 0; i < numbers.length; i++) {
            arranged[i] = switch (source.layout()) {
                case TRANSPOSED -> numbers[i % rows * width + i / rows];
                default -> numbers[(int) source.layout().sourceRow(i, numbers.length, config)];
            };
        }
        return arranged;
    }
}
