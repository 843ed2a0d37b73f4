package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufFileType;
import org.bytestill.gguf.GgufMetadata;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.gguf.Quantization;
import org.bytestill.problem.UserError;
import org.bytestill.text.NewTokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models written as GGUF and read again. */
class GgufExportTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private Path write(Path model, GgufFileType type) throws IOException {
        Path file = folder.resolve(model.getFileName() + "-" + type.word() + ".gguf");
        GgufWriter writer = new GgufWriter();
        GgufModel.of(model, type).addTo(writer, "tiny");
        writer.write(file, Progress.NONE);
        // Lists of rotary divisors come on top.
        assertThat(writer.tensorBytes() - GgufModel.tensorBytes(Architecture.read(model), type)).isBetween(0L, 100L);
        return file;
    }

    /** A copy of a golden model whose configuration is changed. */
    private Path changed(String name, Consumer<ObjectNode> change) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(MODELS.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode config = (ObjectNode) mapper.readTree(copy.resolve("config.json").toFile());
        change.accept(config);
        mapper.writeValue(copy.resolve("config.json").toFile(), config);
        return copy;
    }

    /** The golden model; that of GPT-NeoX turns an odd number of elements, which llama.cpp cannot. */
    private Path golden(String name) throws IOException {
        return name.equals("gpt_neox") ? changed(name, config -> {
            config.remove("rope_parameters");
            config.put("rotary_pct", 0.5);
        }) : MODELS.resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama2", "llama3", "smollm2", "mistral", "qwen2", "qwen3", "gemma2", "gemma3", "olmo2", "phi3", "gpt2",
        "gpt_neox"})
    void aModelComesBackAsItWas(String name) throws IOException {
        Path model = golden(name);
        Path file = write(model, GgufFileType.F32);
        Architecture expected = Architecture.read(model);
        Architecture found = Architecture.read(file);
        assertThat(found.script()).as("computes the same").isEqualTo(expected.script());
        assertThat(found.rotaryFrequencies()).containsExactly(expected.rotaryFrequencies(), within(1e-7f));
        EqualModels.require(model, file);
    }

    @ParameterizedTest
    @CsvSource({"smollm2, llama", "gpt2, gpt2", "gpt_neox, gptneox", "phi3, phi3"})
    void everyTypeIsWrittenForRowsThatAreNoMultipleOfABlock(String name, String architecture) throws IOException {
        Path model = golden(name);
        for (GgufFileType type : GgufFileType.values()) {
            GgufFile file = GgufFile.open(write(model, type));
            assertThat(file.metadata().text("general.architecture")).contains(architecture);
            assertThat(file.metadata().whole("general.file_type")).hasValue(type.number());
            // 48 is no multiple of 32, 96 is: these rows have the type, or what stands in for it.
            Quantization down = file.tensors().get("blk.1.ffn_down.weight").quantization();
            assertThat(down).isEqualTo(switch (type) {
                case F32 -> Quantization.F32;
                case F16 -> Quantization.F16;
                case BF16 -> Quantization.BF16;
                case Q8_0, Q6_K, Q4_K_M -> Quantization.Q8_0;
                case Q4_0 -> Quantization.Q4_0;
            });
            assertThat(file.tensors().get("token_embd.weight").quantization()).isEqualTo(type == GgufFileType.F32 ? Quantization.F32
                    : type == GgufFileType.BF16 ? Quantization.BF16 : Quantization.F16);
            assertThat(file.tensors().get("output_norm.weight").quantization()).isEqualTo(Quantization.F32);
        }
    }

    /** 1 + 2^-24 lies between two floats and is rounded to 1; 1 + 0.5 is exact. */
    @Test
    void whatANormLosesWhenOneIsAddedIsKept() {
        GgufWriter writer = new GgufWriter().text("general.architecture", "gemma2");
        float[] scales = {0x1p-24f, 0.5f, -1.3f, 0x1.fffffep-1f, 5.3f};
        NormResidual.addTo(writer, "output_norm.weight", scales);
        NormResidual.addTo(writer, "blk.0.attn_norm.weight", new float[] {0.5f, 0.25f});
        writer.tensor("output_norm.weight", Quantization.F32, new long[] {5}, sink -> sink.accept(new float[5]));
        Path file = folder.resolve("norms.gguf");
        try {
            writer.write(file, Progress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        GgufFile read = GgufFile.open(file);
        assertThat(read.metadata().floats("bytestill.norm_residual.output_norm.weight")).startsWith(0x1p-24f, 0f).hasSize(5);
        assertThat(read.metadata().has("bytestill.norm_residual.blk.0.attn_norm.weight")).as("one that loses nothing").isFalse();
        float[] stored = new float[scales.length];
        for (int i = 0; i < scales.length; i++) {
            stored[i] = scales[i] + 1;
        }
        assertThat(NormResidual.scales(read, read.tensors().get("output_norm.weight"), stored)).containsExactly(scales);
        assertThatThrownBy(() -> NormResidual.scales(read, read.tensors().get("output_norm.weight"), new float[4]))
                .isInstanceOf(UserError.class).hasMessageContaining("has 5 values, its tensor 4");
    }

    @Test
    void aPaddedEmbeddingHasATokenForEveryRow() throws IOException {
        GgufMetadata metadata = GgufFile.open(write(MODELS.resolve("llama3"), GgufFileType.F32)).metadata();
        assertThat(metadata.texts("tokenizer.ggml.tokens")).hasSize(576).element(520).isEqualTo("[PAD520]");
        assertThat(metadata.wholes("tokenizer.ggml.token_type").subList(518, 522)).containsExactly(1L, 1L, 5L, 5L);
        assertThat(metadata.text("tokenizer.ggml.pre")).contains("llama-bpe");
    }

    @ParameterizedTest
    @CsvSource({"smollm2, gpt2, gpt-2", "qwen2, gpt2, qwen2", "llama3, gpt2, llama-bpe"})
    void howTextIsCutIsFoundByTrying(String name, String kind, String pieces) throws IOException {
        GgufMetadata metadata = GgufFile.open(write(MODELS.resolve(name), GgufFileType.Q8_0)).metadata();
        assertThat(metadata.text("tokenizer.ggml.model")).contains(kind);
        assertThat(metadata.text("tokenizer.ggml.pre")).contains(pieces);
    }

    @Test
    void aSlidingWindowThatLlamaCppLacksShortensTheContext() throws IOException {
        GgufModel model = GgufModel.of(MODELS.resolve("mistral"), GgufFileType.F32);
        assertThat(model.notes()).anyMatch(note -> note.contains("no sliding window for llama models") && note.contains(" 8,"));
        GgufMetadata metadata = GgufFile.open(write(MODELS.resolve("mistral"), GgufFileType.F32)).metadata();
        assertThat(metadata.whole("llama.context_length")).hasValue(8);
    }

    @Test
    void aTiedHeadThatLlamaCppAsksForIsWrittenTwice() throws IOException {
        Path tied = changed("olmo2", config -> config.put("tie_word_embeddings", true));
        Files.delete(tied.resolve("model.safetensors"));
        Path single = MODELS.resolve("olmo2");
        try (Weights weights = Weights.mapped(Checkpoint.open(single), Dtype.FLOAT32, Device.CPU)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            for (int i = 0; i < weights.parameters().size(); i++) {
                if (!weights.parameters().get(i).name().equals("lm_head.weight")) {
                    writer.add(weights.parameters().get(i).name(), weights.tensors().tensors().get(i), Dtype.FLOAT32);
                }
            }
            writer.write(tied.resolve("model.safetensors"));
        }
        assertThat(GgufFile.open(write(tied, GgufFileType.F32)).tensors()).containsKeys("output.weight", "token_embd.weight");
        assertThat(GgufFile.open(write(MODELS.resolve("smollm2"), GgufFileType.F32)).tensors()).doesNotContainKey("output.weight");
    }

    @ParameterizedTest
    @CsvSource({"llama2, hidden_act, '\"gelu\"', with silu", "qwen3, attention_bias, true, no biases",
        "gemma2, query_pre_attn_scalar, 64, llama.cpp takes 16",
        "gemma2, attn_logit_softcapping, null, caps the logits", "gpt2, scale_attn_weights, false, head size alone",
        "qwen2, rope_scaling, '{\"rope_type\": \"llama3\", \"factor\": 2, \"low_freq_factor\": 1, \"high_freq_factor\": 4}', does not stretch",
        "gpt_neox, hidden_act, '\"relu\"', with gelu"})
    void whatLlamaCppComputesInAnotherWayIsRefusedWithTheKey(String name, String key, String value, String reason) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Path model = changed(name, config -> {
            try {
                config.set(key, mapper.readTree(value));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> new GgufShape(Architecture.read(model))).isInstanceOf(UserError.class).hasMessageContaining(reason)
                .hasMessageContaining("config.json: key \"").hasMessageContaining("GGUF");
        assertThat(GgufModel.refusal(Architecture.read(model))).hasValueSatisfying(told -> assertThat(told).contains(reason));
        assertThat(GgufModel.refusal(Architecture.read(MODELS.resolve("llama2")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"llama.attention.scale, scale of the attention", "llama.logit_scale, scaled logits",
        "llama.final_logit_softcapping, capped logits",
        "llama.rope.scale_linear, stretched rotation"})
    void aKeyThatChangesTheModelIsRefusedWhenItIsRead(String key, String reason) throws IOException {
        assertThatThrownBy(() -> Architecture.read(withKey(key, 0.5))).isInstanceOf(UserError.class)
                .hasMessageContaining("with-key.gguf: key \"" + key + "\" is 0.5").hasMessageContaining(reason);
    }

    @Test
    void aKeyThatNobodyKnowsIsTold() throws IOException {
        assertThat(Architecture.read(withKey("llama.new_thing", 3)).notes()).anyMatch(note -> note.contains("llama.new_thing"));
        assertThat(Architecture.read(withKey("llama.logit_scale", 0)).notes()).noneMatch(note -> note.contains("logit_scale"));
        assertThat(Architecture.read(withKey("general.new_thing", 3)).notes()).noneMatch(note -> note.contains("new_thing"));
    }

    @Test
    void sizesThatAreNotTheHeadsAreRefused() throws IOException {
        assertThatThrownBy(() -> Architecture.read(withKey("llama.attention.value_length", 6))).isInstanceOf(UserError.class)
                .hasMessageContaining("\"llama.attention.value_length\" is 6, a head has 12 elements");
        assertThatThrownBy(() -> Architecture.read(withKey("llama.rope.dimension_count", 6))).isInstanceOf(UserError.class)
                .hasMessageContaining("turn as a whole");
    }

    /** A GGUF of a tiny Llama in which a key is added; of two with one name the later counts. */
    private Path withKey(String key, double value) throws IOException {
        GgufWriter writer = new GgufWriter();
        GgufModel.of(MODELS.resolve("llama2"), GgufFileType.F32).addTo(writer, "tiny");
        Path file = folder.resolve("with-key.gguf");
        (value == Math.rint(value) ? writer.whole(key, (int) value) : writer.real(key, value)).write(file, Progress.NONE);
        return file;
    }

    @Test
    void aByteTokenizerIsWrittenWithoutMerges() throws IOException {
        Path bytes = changed("smollm2", config -> config.put("vocab_size", 257));
        for (String file : List.of("model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            Files.delete(bytes.resolve(file));
        }
        try (Weights weights = Weights.mapped(Checkpoint.open(MODELS.resolve("smollm2")), Dtype.FLOAT32, Device.CPU)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            for (int i = 0; i < weights.parameters().size(); i++) {
                float[] values = weights.tensors().tensors().get(i).toFloats();
                long[] shape = weights.parameters().get(i).shape();
                writer.add(weights.parameters().get(i).name(), i == 0 ? Arrays.copyOf(values, 257 * 48) : values,
                        i == 0 ? new long[] {257, 48} : shape);
            }
            writer.write(bytes.resolve("model.safetensors"));
        }
        for (Map.Entry<String, byte[]> file : new NewTokenizer(NewTokenizer.BYTES, MODELS.resolve("smollm2")).files().entrySet()) {
            Files.write(bytes.resolve(file.getKey()), file.getValue());
        }
        Path file = write(bytes, GgufFileType.F32);
        assertThat(GgufFile.open(file).metadata().texts("tokenizer.ggml.merges")).isEmpty();
        EqualModels.requireTokens(bytes, file);
    }
}
