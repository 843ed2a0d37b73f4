package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of a configuration that change numbers: each is computed as transformers does, or refused by its name. */
class KnownKeysTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final Path KEYS = Path.of("src/test/resources/configs/transformers-keys.json");
    private static final Map<String, String> FOLDERS = Map.of("llama", "llama2", "gemma3_text", "gemma3", "ministral", "mistral");

    /** Another value of a key, and what must be so for it to count, as JSON; a null takes a key away. */
    private static final Map<String, String> OTHER = Map.ofEntries(Map.entry("vocab_size", "{\"vocab_size\": 77}"),
            Map.entry("hidden_size", "{\"hidden_size\": 24}"), Map.entry("n_embd", "{\"hidden_size\": null, \"n_embd\": 24}"),
            Map.entry("num_attention_heads", "{\"num_attention_heads\": 2, \"num_key_value_heads\": 2}"),
            Map.entry("n_head", "{\"num_attention_heads\": null, \"n_head\": 1}"),
            Map.entry("num_key_value_heads", "{\"num_key_value_heads\": 1}"),
            Map.entry("num_hidden_layers", "{\"num_hidden_layers\": 4, \"layer_types\": null}"),
            Map.entry("n_layer", "{\"num_hidden_layers\": null, \"n_layer\": 3}"),
            Map.entry("intermediate_size", "{\"intermediate_size\": 9}"), Map.entry("n_inner", "{\"n_inner\": 9}"),
            Map.entry("max_position_embeddings", "{\"max_position_embeddings\": 33}"),
            Map.entry("n_positions", "{\"max_position_embeddings\": null, \"n_positions\": 33}"),
            Map.entry("head_dim", "{\"head_dim\": 2}"), Map.entry("hidden_act", "{\"hidden_act\": \"relu\"}"),
            Map.entry("hidden_activation", "{\"hidden_activation\": \"relu\"}"),
            Map.entry("activation_function", "{\"activation_function\": \"relu\"}"), Map.entry("rms_norm_eps", "{\"rms_norm_eps\": 0.125}"),
            Map.entry("layer_norm_eps", "{\"layer_norm_eps\": 0.125}"), Map.entry("layer_norm_epsilon", "{\"layer_norm_epsilon\": 0.125}"),
            Map.entry("tie_word_embeddings", "{\"tie_word_embeddings\": true}"),
            Map.entry("rope_parameters", "{\"rope_parameters\": {\"rope_type\": \"linear\", \"factor\": 8.0, \"full_attention\": "
                    + "{\"rope_theta\": 3.0}}, \"rope_scaling\": null}"),
            Map.entry("rope_scaling", "{\"rope_scaling\": {\"rope_type\": \"linear\", \"factor\": 8.0}}"),
            Map.entry("rope_theta", "{\"rope_theta\": 123.0, \"rope_parameters\": null, \"rope_scaling\": null}"),
            Map.entry("rope_local_base_freq", "{\"rope_local_base_freq\": 123.0, \"rope_parameters\": null}"),
            Map.entry("rotary_emb_base", "{\"rotary_emb_base\": 123.0, \"rope_parameters\": null}"),
            Map.entry("rotary_pct", "{\"rotary_pct\": 1.0, \"rope_parameters\": null}"),
            Map.entry("partial_rotary_factor",
                    "{\"partial_rotary_factor\": 0.5, \"rope_parameters\": null, \"rope_scaling\": {\"rope_type\": \"linear\", \"factor\": 8.0}}"),
            Map.entry("original_max_position_embeddings",
                    "{\"original_max_position_embeddings\": 7, \"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 2.0, "
                            + "\"low_freq_factor\": 1.0, \"high_freq_factor\": 4.0}}"),
            Map.entry("phi3 partial_rotary_factor", "{\"partial_rotary_factor\": 0.5, \"rope_parameters\": null, \"rope_scaling\": null}"),
            Map.entry("phi3 original_max_position_embeddings",
                    "{\"original_max_position_embeddings\": 7, \"rope_scaling\": {\"type\": \"longrope\", "
                            + "\"short_factor\": [1, 1, 1, 1, 1, 1], \"long_factor\": [1, 1, 1, 1, 1, 1]}}"),
            Map.entry("attention_bias", "{\"attention_bias\": OPPOSITE}"), Map.entry("mlp_bias", "{\"mlp_bias\": true}"),
            Map.entry("sliding_window",
                    "{\"sliding_window\": 3, \"use_sliding_window\": true, \"layer_types\": null, \"max_window_layers\": 1}"),
            Map.entry("use_sliding_window",
                    "{\"use_sliding_window\": true, \"sliding_window\": 3, \"layer_types\": null, \"max_window_layers\": 1}"),
            Map.entry("max_window_layers",
                    "{\"use_sliding_window\": true, \"sliding_window\": 3, \"layer_types\": null, \"max_window_layers\": 0}"),
            Map.entry("sliding_window_pattern", "{\"sliding_window_pattern\": 2, \"layer_types\": null}"),
            Map.entry("layer_types", "{\"layer_types\": [\"full_attention\", \"sliding_attention\"], \"sliding_window\": 3, "
                    + "\"use_sliding_window\": true}"),
            Map.entry("query_pre_attn_scalar", "{\"query_pre_attn_scalar\": 3}"),
            Map.entry("attn_logit_softcapping", "{\"attn_logit_softcapping\": 3.0}"),
            Map.entry("final_logit_softcapping", "{\"final_logit_softcapping\": 3.0}"),
            Map.entry("use_parallel_residual", "{\"use_parallel_residual\": false}"),
            Map.entry("scale_attn_weights", "{\"scale_attn_weights\": false}"),
            Map.entry("scale_attn_by_inverse_layer_idx", "{\"scale_attn_by_inverse_layer_idx\": true}"),
            Map.entry("model_type", "{\"model_type\": \"mamba\"}"),
            Map.entry("quantization_config", "{\"quantization_config\": {\"quant_method\": \"awq\"}}"));

    /** What an error names where that is not the key itself: its value, or the key below it. */
    private static final Map<String, String> NAMED = Map.of("model_type", "mamba", "quantization_config", "quant_method", "rope_parameters",
            "full_attention", "rope_scaling", "rope_type");

    @TempDir
    private Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    static Stream<String> families() {
        return Family.ALL.stream().map(Family::modelType);
    }

    private static KnownKeys known(String family) {
        return KnownKeys.of(Family.ALL.stream().filter(one -> one.modelType().equals(family)).findFirst().orElseThrow());
    }

    private static ObjectNode golden(String family) throws IOException {
        Path file = MODELS.resolve(FOLDERS.getOrDefault(family, family)).resolve("config.json");
        return ((ObjectNode) JSON.readTree(file.toFile())).put("model_type", family);
    }

    private Architecture architecture(ObjectNode config) throws IOException {
        JSON.writeValue(folder.resolve("config.json").toFile(), config);
        return Architecture.read(folder);
    }

    private Architecture changed(String family, String changes) throws IOException {
        ObjectNode config = golden(family);
        JSON.readTree(changes).properties().forEach(change -> {
            if (change.getValue().isNull()) {
                config.remove(change.getKey());
            } else {
                config.set(change.getKey(), change.getValue());
            }
        });
        return architecture(config);
    }

    /** Everything that decides a number: the script, the shapes of the weights, the rotation, the longest context. */
    private static String numbers(Architecture architecture) {
        String shapes = architecture.parameters().stream().map(weight -> weight.name() + Arrays.toString(weight.shape()))
                .collect(Collectors.joining());
        return architecture.script() + shapes + Arrays.toString(architecture.rotaryFrequencies()) + architecture.config().maxPositions();
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyKeyOfTransformersHasAFateAndItsDefault(String family) throws IOException {
        Map<String, KnownKeys.Key> ours = known(family).all().stream().collect(Collectors.toMap(KnownKeys.Key::name, key -> key));
        JsonNode theirs = JSON.readTree(KEYS.toFile());
        List<String> wrong = new ArrayList<>();
        for (JsonNode table : List.of(theirs.path("*"), theirs.path(family))) {
            table.properties().forEach(key -> {
                KnownKeys.Key our = ours.get(key.getKey());
                boolean hasDefault = !key.getValue().asText().equals("-");
                if (our == null || hasDefault && !Objects.equals(our.byDefault(), key.getValue())) {
                    wrong.add(key.getKey() + " " + key.getValue());
                }
            });
        }
        assertThat(theirs.path(family)).isNotEmpty();
        assertThat(wrong).as("missing in resources/configs, or with another default").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyUsedKeyChangesTheNumbersOrIsRefusedByName(String family) throws IOException {
        String before = numbers(changed(family, "{}"));
        for (KnownKeys.Key key : known(family).all()) {
            if (key.fate() == KnownKeys.Fate.USED) {
                assertThat(OTHER).as("this test's other value of %s", key.name()).containsKey(key.name());
                boolean biased = key.byDefault() != null && key.byDefault().asBoolean();
                String change = OTHER.getOrDefault(family + " " + key.name(), OTHER.get(key.name())).replace("OPPOSITE",
                        String.valueOf(!biased));
                if (golden(family).path(key.name()).asBoolean()) {
                    change = change.replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false");
                }
                try {
                    assertThat(numbers(changed(family, change)).equals(before)).as("%s: %s changes nothing", family, key.name()).isFalse();
                } catch (UserError refused) {
                    assertThat(refused).hasMessageContaining(NAMED.getOrDefault(key.name(), key.name()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void harmlessKeysAndThoseThatNobodyKnowsChangeNothing(String family) throws IOException {
        ObjectNode config = golden(family);
        String before = numbers(architecture(config));
        List<String> notes = architecture(config).notes();
        for (KnownKeys.Key key : known(family).all()) {
            if (key.fate() == KnownKeys.Fate.HARMLESS) {
                config.put(key.name(), 2.5);
            }
        }
        assertThat(numbers(architecture(config)).equals(before)).isTrue();
        assertThat(architecture(config).notes()).isEqualTo(notes);
        Architecture strange = architecture(config.put("logit_scale", 0.5).put("use_rope", false));
        assertThat(numbers(strange).equals(before)).isTrue();
        assertThat(strange.notes()).singleElement().asString().contains("config.json has keys that neither").contains("logit_scale");
    }

    @ParameterizedTest
    @MethodSource("families")
    void whatIsNotComputedIsRefusedByName(String family) throws IOException {
        for (KnownKeys.Key key : known(family).all()) {
            if (key.fate() == KnownKeys.Fate.REFUSED) {
                String other = key.name().equals("per_layer_config") ? "{\"0\": {\"hidden_size\": 3}}"
                        : String.valueOf(!Objects.requireNonNull(key.byDefault()).asBoolean());
                assertThatThrownBy(() -> changed(family, "{\"" + key.name() + "\": " + other + "}")).isInstanceOf(UserError.class)
                        .hasMessageContaining("config.json: key \"" + key.name() + "\" is ").hasMessageContaining("supported");
            }
        }
    }

    @Test
    void whatDecidesTheShapeAndIsLeftOutHasTheDefaultOfTransformersAndIsSaid() throws IOException {
        Architecture gemma = changed("gemma2", "{\"num_key_value_heads\": null, \"max_position_embeddings\": null}");
        assertThat(gemma.config().keyValueHeads()).isEqualTo(4);
        assertThat(gemma.config().maxPositions()).isEqualTo(8192);
        assertThat(gemma.notes()).singleElement().asString().contains("leaves out num_key_value_heads 4, max_position_embeddings 8192");
        assertThat(changed("llama", "{\"num_key_value_heads\": null}").config().keyValueHeads()).as("as many as query heads").isEqualTo(4);
        assertThat(
                changed("mistral", "{\"sliding_window\": null}").family().window(changed("mistral", "{\"sliding_window\": null}").config()))
                .isEqualTo(4096);
    }

    @Test
    void aStretchedRotationNamesTheNumberThatItLacks() {
        for (String[] kind : new String[][] {{"linear", "factor"}, {"yarn", "factor"}, {"llama3", "factor"}}) {
            assertThatThrownBy(() -> changed("llama", "{\"rope_scaling\": {\"rope_type\": \"" + kind[0] + "\"}}"))
                    .isInstanceOf(UserError.class).hasMessageContaining("key \"" + kind[1] + "\" is missing; a number is needed");
        }
        assertThatThrownBy(() -> changed("llama", "{\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8}}"))
                .isInstanceOf(UserError.class).hasMessageContaining("\"low_freq_factor\" is missing");
    }

    @Test
    void layersThatSlideNeedAWindowAndAFamilyThatHasOne() {
        String sliding = "\"layer_types\": [\"sliding_attention\", \"full_attention\"]";
        assertThatThrownBy(() -> changed("llama", "{" + sliding + "}")).isInstanceOf(UserError.class)
                .hasMessageContaining("\"layer_types\"").hasMessageContaining("a llama model has no sliding-window attention");
        assertThatThrownBy(() -> changed("qwen2", "{\"use_sliding_window\": false, " + sliding + "}")).isInstanceOf(UserError.class)
                .hasMessageContaining("\"sliding_window\"").hasMessageContaining("its width is needed");
        assertThatThrownBy(() -> architecture(golden("gemma2").putNull("sliding_window"))).isInstanceOf(UserError.class)
                .hasMessageContaining("its width is needed");
    }

    @Test
    void aConfigurationThatIsNoObjectIsNamed() throws IOException {
        Files.writeString(folder.resolve("config.json"), "[1]");
        assertThatThrownBy(() -> Architecture.read(folder)).isInstanceOf(UserError.class)
                .hasMessageContaining("config.json does not hold a JSON object");
    }
}
