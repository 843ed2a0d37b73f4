package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What configurations and checkpoints of the families may say, and what is refused. */
class FamilyTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    @TempDir
    private Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    /** The golden's configuration with other values. */
    private Architecture architecture(String family, Map<String, Object> changes) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode keys = (ObjectNode) json.readTree(MODELS.resolve(family).resolve("config.json").toFile());
        changes.forEach((key, value) -> keys.set(key, json.valueToTree(value)));
        json.writeValue(folder.resolve("config.json").toFile(), keys);
        return Architecture.read(folder);
    }

    private static List<Integer> slidingLayers(Architecture architecture) {
        Family family = architecture.family();
        ModelConfig config = architecture.config();
        return IntStream.range(0, config.layers()).filter(layer -> family.window(config) > 0 && family.isSliding(config, layer)).boxed()
                .toList();
    }

    @Test
    void anUnknownArchitectureIsNamedWithAllKnownOnes() {
        assertThatThrownBy(() -> architecture("llama2", Map.of("model_type", "mamba"))).isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "Architecture \"mamba\" is not supported; these are: gemma2, gemma3_text, gpt2, gpt_neox, llama, ministral, "
                                + "mistral, olmo2, phi3, qwen2, qwen3.");
    }

    @Test
    void aConfigurationWithoutArchitectureSaysWhichKeyIsMissing() {
        assertThatThrownBy(() -> architecture("llama2", Collections.singletonMap("model_type", null))).isInstanceOf(UserError.class)
                .hasMessageContaining("key \"model_type\" is null").hasMessageContaining("qwen3");
    }

    @Test
    void layersSlideAsEachFamilySays() throws IOException {
        assertThat(slidingLayers(architecture("mistral", Map.of()))).containsExactly(0, 1);
        assertThat(slidingLayers(architecture("mistral", Map.of("layer_types", List.of("full_attention", "sliding_attention")))))
                .as("Ministral")
                .containsExactly(1);
        assertThat(slidingLayers(architecture("mistral", Map.of("model_type", "ministral")))).containsExactly(0, 1);
        Map<String, Object> listed = Map.of("sliding_window", 8, "layer_types", List.of("full_attention", "sliding_attention"));
        assertThat(slidingLayers(architecture("phi3", listed)))
                .as("its class does not know the list").containsExactly(0, 1);
        assertThat(slidingLayers(architecture("gemma2", Map.of("num_hidden_layers", 5)))).containsExactly(0, 2, 4);
        assertThat(slidingLayers(architecture("gemma3", Map.of("num_hidden_layers", 7, "sliding_window_pattern", 3)))).containsExactly(0, 1,
                3, 4, 6);
        assertThat(slidingLayers(
                architecture("gemma3", Map.of("layer_types", List.of("full_attention", "full_attention", "sliding_attention")))))
                .containsExactly(2);
        assertThat(slidingLayers(architecture("qwen2", Map.of("sliding_window", 8)))).as("use_sliding_window is false").isEmpty();
        Map<String, Object> upper = new HashMap<>(Map.of("use_sliding_window", true, "sliding_window", 8, "max_window_layers", 1));
        upper.put("layer_types", null);
        assertThat(slidingLayers(architecture("qwen3", upper)))
                .containsExactly(1);
        assertThat(slidingLayers(architecture("phi3", Map.of()))).isEmpty();
    }

    @Test
    void valuesThatCannotBeComputedAreRefusedWithKeyAndCure() throws IOException {
        assertThatThrownBy(() -> architecture("llama3", Map.of("num_key_value_heads", 3))).isInstanceOf(UserError.class)
                .hasMessageContaining("num_attention_heads\" is 4").hasMessageContaining("num_key_value_heads, which is 3");
        assertThatThrownBy(() -> architecture("llama3", Map.of("quantization_config", Map.of("quant_method", "gptq", "bits", 4))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"quant_method\" is \"gptq\"").hasMessageContaining("GGUF");
        assertThatThrownBy(() -> architecture("gemma2", Map.of("use_bidirectional_attention", true))).isInstanceOf(UserError.class)
                .hasMessageContaining("left to right");
        assertThatThrownBy(() -> architecture("gpt2", Map.of("activation_function", "mish"))).isInstanceOf(UserError.class)
                .hasMessageContaining("\"activation_function\" is \"mish\"")
                .hasMessageContaining("gelu_new");
        assertThatThrownBy(() -> architecture("qwen2", Map.of("use_sliding_window", true, "layer_types", List.of("full_attention"))))
                .isInstanceOf(UserError.class).hasMessageContaining("2 entries");
        assertThatThrownBy(() -> architecture("mistral", Map.of("layer_types", List.of("full_attention", "chunked_attention"))))
                .isInstanceOf(UserError.class).hasMessageContaining("\"layer_types\"")
                .hasMessageContaining("full_attention or sliding_attention");
        assertThatThrownBy(() -> architecture("llama3", Map.of("tie_word_embeddings", "yes"))).isInstanceOf(UserError.class)
                .hasMessageContaining("\"tie_word_embeddings\" is \"yes\"; true or false is needed");
    }

    @Test
    void aGpt2OfTheFirstReleaseLoadsWithoutPrefixAndWithItsMasks() throws IOException {
        Safetensors prefixed = Safetensors.open(MODELS.resolve("gpt2/model.safetensors"));
        SafetensorsWriter plain = new SafetensorsWriter();
        prefixed.entries().forEach((name, entry) -> plain.add(name.replace("transformer.", ""), prefixed.floats(name), entry.shape()));
        plain.add("h.0.attn.bias", new float[4], 1, 1, 2, 2).write(folder.resolve("model.safetensors"));
        Files.copy(MODELS.resolve("gpt2/config.json"), folder.resolve("config.json"));
        long[][] ids = {{5, 6, 7, 8}};
        long[][] mask = {{1, 1, 1, 1}};
        try (Decoder old = Decoder.open(folder, Dtype.FLOAT32, Device.CPU);
                Decoder golden = Decoder.open(MODELS.resolve("gpt2"), Dtype.FLOAT32, Device.CPU)) {
            assertThat(old.logits(ids, mask)).isEqualTo(golden.logits(ids, mask));
        }
    }

    @Test
    void theTextModelOfAGemma3ThatSeesImagesIsReadAloneAndPassedOnAlone() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path plain = MODELS.resolve("gemma3");
        ObjectNode text = (ObjectNode) json.readTree(plain.resolve("config.json").toFile());
        Architecture expected = Architecture.read(plain);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (Weights weights = Weights.mapped(Checkpoint.open(plain), Dtype.FLOAT32, Device.CPU)) {
            for (int i = 0; i < weights.parameters().size(); i++) {
                writer.add("language_model." + weights.parameters().get(i).name(), weights.tensors().tensors().get(i));
            }
            writer.add("vision_tower.vision_model.post_layernorm.weight", new float[4], 4).write(folder.resolve("model.safetensors"));
        }
        ObjectNode seeing = json.createObjectNode().put("model_type", "gemma3").put("eos_token_id", 1);
        seeing.set("text_config", text);
        seeing.putObject("vision_config").put("hidden_size", 4);
        json.writeValue(folder.resolve("config.json").toFile(), seeing);
        long[][] ids = {{5, 6, 7, 8, 9, 10, 11, 12, 13, 14}};
        long[][] mask = {{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
        try (Decoder decoder = Decoder.open(folder, Dtype.FLOAT32, Device.CPU);
                Decoder golden = Decoder.open(plain, Dtype.FLOAT32, Device.CPU)) {
            assertThat(decoder.logits(ids, mask)).isEqualTo(golden.logits(ids, mask));
        }
        Path copy = Files.createDirectory(folder.resolve("copy"));
        SideFiles.copy(folder, copy);
        assertThat(json.readTree(copy.resolve("config.json").toFile()).path("architectures").get(0).asText())
                .isEqualTo("Gemma3ForCausalLM");
        assertThat(Architecture.read(copy).config().hiddenSize()).isEqualTo(expected.config().hiddenSize());
        // The 4B model's file says only what differs from the library's defaults.
        text.removeAll().put("model_type", "gemma3_text").put("hidden_size", 2560).put("num_hidden_layers", 34).put("intermediate_size",
                10240);
        json.writeValue(folder.resolve("config.json").toFile(), seeing);
        ModelConfig sparse = Architecture.read(folder).config();
        assertThat(sparse.vocabularySize()).isEqualTo(262_208);
        assertThat(sparse.heads()).isEqualTo(8);
        assertThat(sparse.keyValueHeads()).isEqualTo(4);
        assertThat(sparse.tiedHead()).isTrue();
    }

    @Test
    void aShortTextScoresTheSameBesideOneOfTheOtherRotation() throws IOException {
        List<Double> near = List.of(1.0, 1.1, 1.3, 1.6, 2.0, 2.5);
        List<Double> far = List.of(1.0, 2.0, 3.0, 4.0, 6.0, 9.0);
        Files.copy(MODELS.resolve("phi3/model.safetensors"), folder.resolve("model.safetensors"));
        architecture("phi3", Map.of("original_max_position_embeddings", 8, "rope_scaling",
                Map.of("type", "longrope", "short_factor", near, "long_factor", far)));
        int[] shortText = IntStream.range(10, 18).toArray();
        int[] longText = IntStream.range(30, 39).toArray();
        try (Decoder decoder = Decoder.open(folder, Dtype.FLOAT32, Device.CPU)) {
            List<float[]> together = decoder.tokenLogProbabilities(List.of(shortText, longText, shortText));
            float[] alone = decoder.tokenLogProbabilities(List.of(shortText)).get(0);
            assertThat(together.get(0)).isEqualTo(alone);
            assertThat(together.get(2)).isEqualTo(alone);
            int[] lengthened = IntStream.range(10, 19).toArray();
            assertThat(decoder.tokenLogProbabilities(List.of(lengthened)).get(0)[6]).as("a ninth token turns those before it differently")
                    .isNotCloseTo(alone[6], within(1e-3f));
        }
    }

    @Test
    void aTensorOfAnotherFamilyIsNamed() throws IOException {
        Files.copy(MODELS.resolve("llama2/model.safetensors"), folder.resolve("model.safetensors"));
        Architecture changed = architecture("llama2", Map.of("model_type", "olmo2"));
        assertThatThrownBy(() -> Checkpoint.open(folder, changed)).isInstanceOf(UserError.class)
                .hasMessageContaining("\"model.layers.0.self_attn.q_norm.weight\" is missing").hasMessageContaining("olmo2");
    }
}
