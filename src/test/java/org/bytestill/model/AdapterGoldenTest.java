package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.BaseModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Adapters that PEFT wrote and computed: parts of layers, transposed, fused, rank-stabilised, with patterns, with embeddings and heads. */
class AdapterGoldenTest {
    private static final Path ADAPTERS = Path.of("src/test/resources/goldens/adapters");
    private static final Lora.Choice NOT_ASKED = new Lora.Choice(1, 1, List.of(), List.of());

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() {
        TorchThread.prepare(1);
    }

    static Stream<String> adapters() throws IOException {
        try (Stream<Path> folders = Files.list(ADAPTERS)) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAdapterMergedIntoItsBaseAgreesWithPeft(String name) {
        Golden golden = new Golden(name);
        try (Decoder merged = Decoder.open(ADAPTERS.resolve(name), Dtype.FLOAT32, Device.CPU)) {
            assertThat(golden.largestLogitDifference(merged.logits(golden.ids, golden.mask))).isLessThan(1e-4);
            assertThat(merged.lossAndGradients(golden.ids, golden.mask).loss()).isCloseTo(golden.loss(), within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAdapterBesideItsBaseAgreesWithPeftInLogitsLossAndGradients(String name) {
        Golden golden = new Golden(name);
        try (Weights weights = adapted(ADAPTERS.resolve(name)); Decoder decoder = Decoder.sharing(weights)) {
            assertThat(golden.largestLogitDifference(decoder.logits(golden.ids, golden.mask))).isLessThan(1e-4);
            Decoder.LossAndGradients ours = decoder.lossAndGradients(golden.ids, golden.mask);
            assertThat(ours.loss()).isCloseTo(golden.loss(), within(1e-5));
            List<String> names = golden.file.entries().keySet().stream().filter(key -> key.startsWith("grad.")).toList();
            assertThat(adapterTensors(name)).extracting(weights.architecture()::weightNamed)
                    .as("by what the adapter holds and nothing else").containsAll(ours.gradients().keySet());
            assertThat(names.size()).isPositive();
            for (String gradient : names) {
                float[] theirs = golden.file.floats(gradient);
                float[] found = ours.gradients().get(weights.architecture().weightNamed(gradient.substring("grad.".length())));
                assertThat(found).as(gradient).hasSameSizeAs(theirs);
                double largest = 0;
                double difference = 0;
                for (int i = 0; i < theirs.length; i++) {
                    largest = Math.max(largest, Math.abs(theirs[i]));
                    difference = Math.max(difference, Math.abs(theirs[i] - found[i]));
                }
                assertThat(difference / largest).as(gradient).isLessThan(1e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAdapterThatIsWrittenIsReadAsTheSame(String name) throws IOException {
        Golden golden = new Golden(name);
        Path base = BaseModel.of(ADAPTERS.resolve(name)).toAbsolutePath();
        try (Weights weights = adapted(ADAPTERS.resolve(name))) {
            AdapterFolder.write(weights, base.toString(), folder, Dtype.FLOAT32);
            Lora expected = weights.lora();
            Lora found = PeftAdapter.open(folder, weights.architecture().withLora(Lora.NONE)).lora();
            assertThat(found.adapters().keySet()).containsExactlyElementsOf(expected.adapters().keySet());
            expected.adapters().forEach((module, adapter) -> {
                assertThat(found.adapters().get(module).rank()).isEqualTo(adapter.rank());
                assertThat(found.adapters().get(module).scale()).isCloseTo(adapter.scale(), within(1e-12));
            });
        }
        Safetensors theirs = Safetensors.open(ADAPTERS.resolve(name).resolve("adapter_model.safetensors"));
        Safetensors ours = Safetensors.open(folder.resolve("adapter_model.safetensors"));
        assertThat(ours.entries().keySet()).containsExactlyInAnyOrderElementsOf(theirs.entries().keySet());
        theirs.entries().values().stream().filter(entry -> entry.dtype() == Dtype.FLOAT32)
                .forEach(entry -> assertThat(ours.floats(entry.name())).as(entry.name()).isEqualTo(theirs.floats(entry.name())));
        try (Decoder decoder = Decoder.open(folder, Dtype.FLOAT32, Device.CPU)) {
            assertThat(golden.largestLogitDifference(decoder.logits(golden.ids, golden.mask))).isLessThan(1e-4);
        }
    }

    private static List<String> adapterTensors(String name) {
        return Safetensors.open(ADAPTERS.resolve(name).resolve("adapter_model.safetensors")).entries().keySet().stream()
                .map(tensor -> tensor.replace("base_model.model.", "")).toList();
    }

    private static Weights adapted(Path adapter) {
        return Weights.adapted(Checkpoint.open(adapter), NOT_ASKED, 0, Dtype.FLOAT32, Device.CPU);
    }

    private static final class Golden {
        private static final int LAST = 8;
        private final Safetensors file;
        private final long[][] ids;
        private final long[][] mask;

        Golden(String name) {
            file = Safetensors.open(ADAPTERS.resolve(name).resolve("golden.safetensors"));
            ids = matrix("input_ids");
            mask = matrix("attention_mask");
        }

        double loss() {
            return file.floats("loss")[0];
        }

        private long[][] matrix(String name) {
            long[] flat = file.longs(name);
            int rows = (int) file.entry(name).shape()[0];
            int columns = flat.length / rows;
            return Stream.iterate(0, row -> row + 1).limit(rows).map(row -> Arrays.copyOfRange(flat, row * columns, (row + 1) * columns))
                    .toArray(long[][]::new);
        }

        /** Over the last real positions of each row. */
        double largestLogitDifference(float[] ours) {
            float[] theirs = file.floats("logits");
            int vocabulary = theirs.length / (ids.length * LAST);
            double largest = 0;
            for (int row = 0; row < ids.length; row++) {
                int length = (int) Arrays.stream(mask[row]).sum();
                for (int i = 0; i < LAST * vocabulary; i++) {
                    float found = ours[(row * ids[0].length + length - LAST) * vocabulary + i];
                    largest = Math.max(largest, Math.abs(found - theirs[row * LAST * vocabulary + i]));
                }
            }
            return largest;
        }
    }
}
