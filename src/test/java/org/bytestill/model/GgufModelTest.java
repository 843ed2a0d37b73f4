package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GGUF files of the golden models, in llama.cpp's layout, against the models' own folders. */
class GgufModelTest {
    private static final Path GGUF = Path.of("src/test/resources/goldens/gguf");
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama2", "qwen2", "qwen3", "gemma2", "gemma3", "olmo2", "phi3", "gpt2", "gpt_neox"})
    void shapeAndWeightsAreThoseOfTheFolder(String name) {
        Path file = GGUF.resolve(name + ".gguf");
        Architecture architecture = Architecture.read(file);
        Architecture expected = Architecture.read(MODELS.resolve(name));
        assertThat(architecture.config()).usingRecursiveComparison().ignoringFields("keys").isEqualTo(expected.config());
        assertThat(architecture.script()).as("computes the same").isEqualTo(expected.script());
        assertThat(architecture.rotaryFrequencies()).containsExactly(expected.rotaryFrequencies(), within(1e-7f));
        try (Weights theirs = weights(MODELS.resolve(name), architecture); Weights ours = weights(file, architecture)) {
            for (int i = 0; i < ours.parameters().size(); i++) {
                String parameter = ours.parameters().get(i).name();
                // Gemma's norms are stored with 1 added, which rounds them to a part of 1.
                float rounding = name.startsWith("gemma") && parameter.endsWith("norm.weight") ? 0x1p-24f : 0;
                assertThat(largestDifference(ours.tensors().tensors().get(i).toFloats(), theirs.tensors().tensors().get(i).toFloats()))
                        .as(parameter)
                        .isLessThanOrEqualTo(rounding);
            }
        }
    }

    private static float largestDifference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static Weights weights(Path model, Architecture architecture) {
        return Weights.mapped(Checkpoint.open(model, architecture), Dtype.FLOAT32, Device.CPU);
    }

    @Test
    void bfloat16IsRoundedFromTheNumbersOfTheFile() {
        Architecture architecture = Architecture.read(GGUF.resolve("llama3.gguf"));
        // The golden weights are bfloat16 themselves: nothing is lost.
        try (Scope scope = Scope.open("test", Device.CPU); Weights exact = weights(GGUF.resolve("llama3.gguf"), architecture);
                Weights half = Weights.mapped(Checkpoint.open(GGUF.resolve("llama3.gguf")), Dtype.BFLOAT16, Device.CPU)) {
            Tensor embedding = half.tensors().tensors().get(0);
            assertThat(embedding.dtype()).isEqualTo(Dtype.BFLOAT16);
            assertThat(TensorOps.copy(scope, embedding, Dtype.FLOAT32).toFloats())
                    .containsExactly(exact.tensors().tensors().get(0).toFloats());
        }
    }

    @Test
    void aDecoderOpensAFileOrAFolderWithOne() throws IOException {
        Files.copy(GGUF.resolve("llama3.gguf"), folder.resolve("any name.gguf"));
        long[][] ids = {{1, 5, 9, 300}};
        long[][] mask = {{1, 1, 1, 1}};
        try (Decoder fromFile = Decoder.open(GGUF.resolve("llama3.gguf"), Dtype.FLOAT32, Device.CPU);
                Decoder fromFolder = Decoder.open(folder, Dtype.FLOAT32, Device.CPU);
                Decoder reference = Decoder.open(MODELS.resolve("llama3"), Dtype.FLOAT32, Device.CPU)) {
            float[] expected = reference.logits(ids, mask);
            assertThat(fromFile.logits(ids, mask)).satisfies(closeTo(expected, 1e-5f));
            assertThat(fromFolder.logits(ids, mask)).satisfies(closeTo(expected, 1e-5f));
        }
    }

    @Test
    void rotatedRowsGoBackToTheirHalves() {
        // A head of 6: the file has 0 3 1 4 2 5, row r of the checkpoint is where r stands.
        Architecture architecture = Architecture.read(GGUF.resolve("llama3.gguf"));
        long rows = 6L * architecture.config().heads();
        assertThat(LongStream.range(0, 6).map(row -> GgufLayout.ROTARY_QUERIES.sourceRow(row, rows, architecture.config())))
                .containsExactly(0L, 2L, 4L, 1L, 3L, 5L);
        assertThat(GgufLayout.ROTARY_QUERIES.sourceRow(7, rows, architecture.config())).as("second head").isEqualTo(8);
    }

    @Test
    void fusedRowsGoBackToTheirHeads() {
        // Four heads of 2: queries 0 to 7, keys 8 to 15, values 16 to 23; the checkpoint begins with the first head's.
        Architecture architecture = Architecture.read(GGUF.resolve("llama3.gguf"));
        assertThat(LongStream.range(0, 7).map(row -> GgufLayout.QUERIES_KEYS_VALUES.sourceRow(row, 24, architecture.config())))
                .containsExactly(0L, 1L, 8L, 9L, 16L, 17L, 2L);
    }

    @Test
    void everyTableNamesAWeightOnce() {
        for (GgufArchitecture architecture : GgufArchitecture.values()) {
            assertThat(architecture.entry("token_embd.weight")).as(architecture.name()).isNotNull();
            assertThat(architecture.entry("blk.11.ffn_down.weight").name()).contains(".11.").endsWith(".weight");
            assertThat(architecture.entry("blk.0.ssm_a")).isNull();
        }
        assertThat(GgufArchitecture.GPT2.entry("blk.3.attn_qkv.weight"))
                .isEqualTo(new GgufArchitecture.Entry("transformer.h.3.attn.c_attn.weight", GgufLayout.TRANSPOSED));
        assertThat(GgufArchitecture.GPT2.entry("blk.3.attn_qkv.bias").layout()).isEqualTo(GgufLayout.SAME);
    }

    @Test
    void anotherArchitectureIsToldWithTheKnownOnes() throws IOException {
        assertThatThrownBy(() -> Architecture.read(GGUF.resolve("quantizations.gguf"))).isInstanceOf(UserError.class)
                .hasMessageContaining("quantizations.gguf holds the architecture \"none\"").hasMessageContaining("gemma3, gpt2");
        Path missing = folder.resolve("missing.gguf");
        assertThatThrownBy(() -> Architecture.read(missing)).isInstanceOf(UserError.class)
                .hasMessageContaining("missing.gguf does not exist");
    }

    @Test
    void aTensorUnknownToTheArchitectureIsTold() throws IOException {
        Path file = renamed("blk.1.ffn_up.weight", "blk.1.ffn_xx.weight");
        assertThatThrownBy(() -> Decoder.open(file, Dtype.FLOAT32, Device.CPU)).isInstanceOf(UserError.class)
                .hasMessageContaining("\"model.layers.1.mlp.up_proj.weight\" is missing; its metadata describes a llama model");
    }

    @Test
    void anotherStretchingOfTheFrequenciesIsRefused() throws IOException {
        Path file = renamed("llama.rope.freq_base", "llama.rope.freq_xxxx");
        assertThatThrownBy(() -> Architecture.read(file)).as("with the default base the factors do not follow Llama 3's rule")
                .isInstanceOf(UserError.class)
                .hasMessageContaining("rope_freqs.weight").hasMessageContaining("not supported");
    }

    private Path renamed(String from, String to) throws IOException {
        String content = new String(Files.readAllBytes(GGUF.resolve("llama3.gguf")), StandardCharsets.ISO_8859_1);
        assertThat(content).contains(from);
        return Files.write(folder.resolve("renamed.gguf"), content.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }
}
