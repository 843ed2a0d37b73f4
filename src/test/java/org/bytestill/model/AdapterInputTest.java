package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.BaseModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapter folders that are broken, of another base, or of a kind that is not computed: each named with file, key or tensor, and cure. */
class AdapterInputTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String Q_A = "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight";

    @TempDir
    private Path folder;
    private Path adapter;

    @BeforeEach
    void copyAdapter() throws IOException {
        TorchThread.prepare(1);
        adapter = Files.createDirectory(folder.resolve("adapter"));
        for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
            Files.copy(GOLDENS.resolve("adapters/smollm2").resolve(file), adapter.resolve(file));
        }
        change(config -> config.put("base_model_name_or_path", GOLDENS.resolve("models/smollm2").toString()));
    }

    private void change(Consumer<ObjectNode> change) throws IOException {
        Path file = adapter.resolve("adapter_config.json");
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(config);
        Files.writeString(file, config.toPrettyString());
    }

    private void open() {
        Decoder.open(adapter, Dtype.FLOAT32, Device.CPU).close();
    }

    private void refuses(String... words) {
        assertThatThrownBy(this::open).isInstanceOf(UserError.class).satisfies(error -> assertThat(error.getMessage()).contains(words));
    }

    /** The file with one tensor left out, renamed, or in another shape. */
    private void rewrite(String changed, String newName, long... newShape) {
        Safetensors file = Safetensors.open(GOLDENS.resolve("adapters/smollm2/adapter_model.safetensors"));
        SafetensorsWriter writer = new SafetensorsWriter();
        for (String name : file.entries().keySet()) {
            if (!name.equals(changed)) {
                writer.add(name, file.floats(name), file.entry(name).shape());
            } else if (newName != null) {
                long count = 1;
                for (long size : newShape) {
                    count *= size;
                }
                writer.add(newName, new float[(int) count], newShape);
            }
        }
        writer.write(adapter.resolve("adapter_model.safetensors"));
    }

    @Test
    void anAdapterWithoutTokenizerAndConfigurationUsesThoseOfItsBase() {
        open();
        try (Tokenizer own = Tokenizer.open(adapter); Tokenizer base = Tokenizer.open(GOLDENS.resolve("models/smollm2"))) {
            assertThat(own.fingerprint()).isEqualTo(base.fingerprint());
        }
    }

    @Test
    void theBaseIsFoundFromTheAdaptersFolderOrBesideItByTheNameOfAHub() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        try (Stream<Path> files = Files.list(GOLDENS.resolve("models/smollm2"))) {
            Path base = Files.createDirectory(models.resolve("Small-2M"));
            for (Path file : files.toList()) {
                Files.copy(file, base.resolve(file.getFileName()));
            }
        }
        change(config -> config.put("base_model_name_or_path", "../models/Small-2M"));
        assertThat(BaseModel.of(adapter)).isEqualTo(models.resolve("Small-2M"));
        open();
        Files.move(adapter, models.resolve("adapter"));
        adapter = models.resolve("adapter");
        change(config -> config.put("base_model_name_or_path", "someone/Small-2M"));
        assertThat(BaseModel.of(adapter)).isEqualTo(models.resolve("Small-2M"));
        open();
    }

    @Test
    void aBaseThatIsNotThereIsNamedWithTheKeyAndWhereItWasLookedFor() throws IOException {
        change(config -> config.put("base_model_name_or_path", "someone/nothing-7b"));
        refuses("adapter_config.json", "base_model_name_or_path", "someone/nothing-7b", folder.resolve("nothing-7b").toString(),
                "write the path of its folder");
        change(config -> config.remove("base_model_name_or_path"));
        refuses("adapter_config.json", "\"base_model_name_or_path\" is missing");
    }

    @Test
    void anAdapterOfAnAdapterIsRefused() throws IOException {
        change(config -> config.put("base_model_name_or_path", GOLDENS.resolve("adapters/gpt2").toString()));
        refuses("adapters/gpt2, which is an adapter itself");
    }

    @Test
    void anAdapterOfAnotherArchitectureIsRefusedByItsModules() throws IOException {
        change(config -> config.put("base_model_name_or_path", GOLDENS.resolve("models/gpt2").toString()));
        refuses("\"target_modules\"", "q_proj", "a gpt2 model has none of these", "c_attn", "another base");
    }

    @Test
    void anAdapterOfAWiderModelIsRefusedByItsTensor() {
        rewrite(Q_A, Q_A, 4, 64);
        refuses("adapter_model.safetensors", Q_A, "shape [4, 64]", "[4, 48]", "models/smollm2", "another base");
    }

    @Test
    void aMissingMatrixIsNamed() {
        rewrite(Q_A, null);
        refuses("adapter_model.safetensors", Q_A, "missing", "Copy the adapter again");
    }

    @Test
    void aMatrixOfAModuleThatTheBaseLacksIsNamed() {
        String other = "base_model.model.model.layers.7.self_attn.q_proj.lora_A.weight";
        rewrite(Q_A, other, 4, 48);
        refuses("adapter_model.safetensors", other, "no adapters of the llama model");
    }

    @Test
    void anEmbeddingTrainedWholeMustBeThere() throws IOException {
        change(config -> config.putArray("modules_to_save").add("embed_tokens"));
        refuses("adapter_model.safetensors", "\"base_model.model.model.embed_tokens.weight\" is missing");
    }

    @Test
    void anAdapterOfTheTokenHeadIsRefusedWithTheCure() {
        String head = "base_model.model.lm_head.lora_A.weight";
        rewrite(Q_A, head, 4, 48);
        refuses(head, "token head must be merged into its base in Python");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "use_dora           | true                        | merge_and_unload",
        "peft_type          | \"IA3\"                     | only low-rank adapters",
        "bias               | \"lora_only\"               | biases",
        "modules_to_save    | [\"norm\"]                  | merge_and_unload",
        "layer_replication  | [[0, 2]]                    | merge_and_unload",
        "lora_bias          | true                        | merge_and_unload",
        "init_lora_weights  | \"pissa\"                   | changed base",
        "some_new_kind      | {\"strength\": 2}           | not supported",
        "r                  | 0                           | above 0",
        "lora_alpha         | \"8\"                       | above 0",
    })
    void whatIsNotComputedIsRefusedByItsKey(String key, String value, String words) throws IOException {
        change(config -> {
            try {
                config.set(key, JSON.readTree(value));
            } catch (IOException e) {
                throw new IllegalArgumentException(e);
            }
        });
        refuses("adapter_config.json", "\"" + key + "\" is " + JSON.readTree(value), words);
    }

    @Test
    void aRegularExpressionThatCannotBeReadIsNamed() throws IOException {
        change(config -> config.put("target_modules", "(?P<x>q_proj"));
        refuses("\"target_modules\"", "regular expression");
    }

    @Test
    void allLinearMeansEveryMapOfTheBlocksAndExcludedModulesAreLeftOut() throws IOException {
        change(config -> config.put("target_modules", "all-linear").putNull("layers_to_transform").putArray("exclude_modules")
                .add("down_proj"));
        Lora lora = PeftConfig.read(adapter).lora(Architecture.read(GOLDENS.resolve("models/smollm2")), Set.of());
        List<String> expected = new ArrayList<>();
        for (int layer = 0; layer < 2; layer++) {
            for (String map : List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "mlp.gate_proj",
                    "mlp.up_proj")) {
                expected.add("model.layers." + layer + "." + map);
            }
        }
        assertThat(lora.adapters().keySet()).containsExactlyElementsOf(expected);
    }

    @Test
    void aPickleIsRefusedWithTheReason() throws IOException {
        Files.move(adapter.resolve("adapter_model.safetensors"), adapter.resolve("adapter_model.bin"));
        refuses("adapter_model.bin, a pickle", "safe_serialization");
    }

    @Test
    void aConfigurationThatIsNoJsonIsNamedWithItsLine() throws IOException {
        Files.writeString(adapter.resolve("adapter_config.json"), "{\n\"r\": 4,\n");
        refuses("adapter_config.json", "line");
    }

    /** Java's regular expressions take an hour for the first, and the stack's end for the second. */
    @ParameterizedTest
    @ValueSource(strings = {"(.*)*(.*)*(.*)*(.*)*(.*)*x", "%s", "((((((((((q|k)*)*)*)*)*)*)*)*)*)*\\.x"})
    @Timeout(20)
    void anExpressionThatNeverEndsIsNamed(String expression) throws IOException {
        change(config -> config.put("target_modules", expression.equals("%s") ? "a".repeat(100_000) : expression));
        refuses("adapter_config.json", "target_modules");
        assertThatThrownBy(this::open).satisfies(error -> assertThat(error.getMessage().length()).isLessThan(900));
    }
}
