package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and contradicting models: each is told in one message with file and tensor. */
class BadModelTest {
    private static final Path GOLDEN = Path.of("src/test/resources/goldens/models/llama2");
    private static final Path SHARDED = Path.of("src/test/resources/goldens/models/qwen3");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private void copy(Path model) throws IOException {
        try (var files = Files.list(model)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    /** The golden's tensors, changed, as the folder's only file. */
    private Path weights(Consumer<Map<String, float[]>> change, Map<String, long[]> shapes) throws IOException {
        copy(GOLDEN);
        Safetensors golden = Safetensors.open(GOLDEN.resolve("model.safetensors"));
        Map<String, float[]> tensors = new LinkedHashMap<>();
        golden.entries().keySet().forEach(name -> tensors.put(name, golden.floats(name)));
        change.accept(tensors);
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach(
                (name, values) -> writer.add(name, values, shapes.containsKey(name) ? shapes.get(name) : golden.entry(name).shape()));
        writer.write(folder.resolve("model.safetensors"));
        return folder.resolve("model.safetensors");
    }

    private void assertRefused(ExitCode code, String... parts) {
        assertThatThrownBy(() -> Checkpoint.open(folder)).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.exitCode()).isEqualTo(code);
            assertThat(error.getMessage()).contains(parts).doesNotContain("\n");
        });
    }

    @Test
    void aMissingTensorIsNamed() throws IOException {
        weights(tensors -> tensors.remove("model.layers.1.mlp.up_proj.weight"), Map.of());
        assertRefused(ExitCode.BAD_INPUT, folder.toString(), "tensor \"model.layers.1.mlp.up_proj.weight\" is missing", "llama");
    }

    @Test
    void aTensorThatTheArchitectureLacksIsNamed() throws IOException {
        weights(tensors -> tensors.put("model.layers.0.self_attn.sinks", new float[4]),
                Map.of("model.layers.0.self_attn.sinks", new long[] {4}));
        assertRefused(ExitCode.BAD_INPUT, "\"model.layers.0.self_attn.sinks\"", "does not have", "is not loaded");
    }

    @Test
    void aWrongShapeIsNamedWithTheOneExpected() throws IOException {
        Path file = weights(tensors -> tensors.put("model.norm.weight", new float[7]), Map.of("model.norm.weight", new long[] {7}));
        assertRefused(ExitCode.BAD_INPUT, file.toString(), "\"model.norm.weight\" has shape [7]", "asks for [48]");
    }

    @Test
    void aMissingShardIsNamed() throws IOException {
        copy(SHARDED);
        String shard = JSON.readTree(folder.resolve("model.safetensors.index.json").toFile()).path("weight_map").path("model.norm.weight")
                .asText();
        Files.delete(folder.resolve(shard));
        assertRefused(ExitCode.BAD_INPUT, "model.safetensors.index.json", "names the file " + shard, "missing");
    }

    @Test
    void shardsWithoutAnIndexAreTold() throws IOException {
        copy(SHARDED);
        Files.delete(folder.resolve("model.safetensors.index.json"));
        assertRefused(ExitCode.BAD_INPUT, "model-00001-of-", "a part of a model", "but no model.safetensors.index.json");
    }

    @Test
    void anIndexThatPlacesATensorInAnotherShardIsTold() throws IOException {
        copy(SHARDED);
        Path index = folder.resolve("model.safetensors.index.json");
        ObjectNode json = (ObjectNode) JSON.readTree(index.toFile());
        ObjectNode map = (ObjectNode) json.get("weight_map");
        String elsewhere = map.path("model.embed_tokens.weight").asText();
        assertThat(map.path("model.norm.weight").asText()).isNotEqualTo(elsewhere);
        map.put("model.norm.weight", elsewhere);
        JSON.writeValue(index.toFile(), json);
        assertRefused(ExitCode.CORRUPT_FILE, index.toString(), elsewhere, "\"model.norm.weight\"");
        Files.writeString(index, "{\"weight_map\": {");
        assertRefused(ExitCode.CORRUPT_FILE, index.toString(), "not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytorch_model.bin", "pytorch_model-00001-of-00002.bin", "consolidated.00.pth", "model.ckpt"})
    void aPickleIsRefusedWithReasonAndCure(String name) throws IOException {
        Files.copy(GOLDEN.resolve("config.json"), folder.resolve("config.json"));
        Files.write(folder.resolve(name), new byte[] {(byte) 0x80, 2});
        Files.write(folder.resolve("training_args.bin"), new byte[] {(byte) 0x80, 2});
        assertRefused(ExitCode.BAD_INPUT, "holds " + name, "can run any program", "safetensors");
    }

    /** Headers whose places are not those of the content; nothing outside the file is ever mapped. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | 64  | begins at byte",
        "-8 | 0  | the header gives tensor",
        "9223372036854775000 | 9223372036854775064 | the header gives tensor",
        "4503599627370000 | 4503599627370064 | the copy is incomplete"})
    void aShardThatLiesAboutItsOffsetsIsTold(String from, String to, String message) throws IOException {
        copy(GOLDEN);
        Path file = folder.resolve("model.safetensors");
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) content.getLong(0);
        ObjectNode header = (ObjectNode) JSON.readTree(new String(content.array(), 8, length, StandardCharsets.UTF_8));
        ObjectNode norm = (ObjectNode) header.get("model.norm.weight");
        long bytes = norm.path("data_offsets").get(1).asLong() - norm.path("data_offsets").get(0).asLong();
        boolean moved = Long.parseLong(to) - Long.parseLong(from) == 64;
        ArrayNode offsets = norm.putArray("data_offsets").add(Long.parseLong(from));
        offsets.add(moved ? Long.parseLong(from) + bytes : Long.parseLong(to));
        byte[] changed = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer written = ByteBuffer.allocate(8 + changed.length + content.capacity() - 8 - length).order(ByteOrder.LITTLE_ENDIAN);
        written.putLong(changed.length).put(changed).put(content.array(), 8 + length, content.capacity() - 8 - length);
        Files.write(file, written.array());
        assertRefused(ExitCode.CORRUPT_FILE, file.toString(), message);
    }

    @Test
    void aShapeBeyondAllNumbersIsTold() throws IOException {
        copy(GOLDEN);
        String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,0]}}";
        ByteBuffer file = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length());
        Files.write(folder.resolve("model.safetensors"), file.put(header.getBytes(StandardCharsets.US_ASCII)).array());
        assertRefused(ExitCode.CORRUPT_FILE, "tensor \"x\"", "[4294967296,4294967296,2]");
    }

    @Test
    void aTokenOfTextWithoutARowIsNamedButMoreRowsThanTokensAreFine() throws IOException {
        copy(GOLDEN);
        ObjectNode tokenizer = (ObjectNode) JSON.readTree(folder.resolve("tokenizer.json").toFile());
        ((ObjectNode) tokenizer.path("model").path("vocab")).put("beyond", 560);
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), tokenizer);
        assertThatThrownBy(() -> DecoderTokenModel.open(folder, Dtype.FLOAT32, Device.CPU)).isInstanceOf(UserError.class)
                .hasMessageContaining("token 560 (\"beyond\") has no row in the model's embedding of 560 rows");
        // A tokenizer of fewer tokens: the rows above are not reachable.
        Files.copy(Path.of("src/test/resources/goldens/models/gpt2/tokenizer.json"), folder.resolve("tokenizer.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (DecoderTokenModel model = DecoderTokenModel.open(folder, Dtype.FLOAT32, Device.CPU)) {
            assertThat(model.rowSize()).isEqualTo(560);
            assertThat(model.tokenizer().vocabulary().size()).isLessThan(560);
        }
    }

    @Test
    void aConfigurationOfAbsurdSizeIsRefusedBeforeAnythingIsMade() throws IOException {
        copy(GOLDEN);
        ObjectNode config = (ObjectNode) JSON.readTree(folder.resolve("config.json").toFile());
        JSON.writeValue(folder.resolve("config.json").toFile(), config.put("num_hidden_layers", 100_000_000));
        assertRefused(ExitCode.BAD_INPUT, "num_hidden_layers", "100000000");
    }

    @Test
    void tensorsOfAGgufFileThatOverlapAreNamed() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/goldens/gguf/llama2.gguf"));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        // After name, number of dimensions, dimension and type stands the tensor's place.
        int name = text.indexOf("output_norm.weight");
        ByteBuffer content = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int place = name + "output_norm.weight".length() + 4 + 8 + 4;
        assertThat(content.getInt(name + "output_norm.weight".length())).isEqualTo(1);
        content.putLong(place, 0);
        Path damaged = Files.write(folder.resolve("damaged.gguf"), file);
        assertThatThrownBy(() -> Architecture.read(damaged)).isInstanceOf(UserError.class).hasMessageContaining("damaged.gguf")
                .hasMessageContaining("\"output_norm.weight\"").hasMessageContaining("in the same place");
    }

    @Test
    void aGgufFileWithoutATensorIsNamed() throws IOException {
        String text = new String(Files.readAllBytes(Path.of("src/test/resources/goldens/gguf/llama2.gguf")), StandardCharsets.ISO_8859_1);
        Path changed = Files.write(folder.resolve("changed.gguf"),
                text.replace("blk.1.ffn_up.weight", "blk.1.ffn_xp.weight").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Checkpoint.open(changed)).isInstanceOf(UserError.class).hasMessageContaining("changed.gguf")
                .hasMessageContaining("\"model.layers.1.mlp.up_proj.weight\" is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../elsewhere.safetensors", "/etc/passwd", "a/b", "nul\u0000", "..", ""})
    void anIndexThatLeadsOutOfTheFolderIsRefused(String name) throws IOException {
        copy(SHARDED);
        Path index = folder.resolve("model.safetensors.index.json");
        ObjectNode json = (ObjectNode) JSON.readTree(index.toFile());
        ((ObjectNode) json.path("weight_map")).put("model.norm.weight", name);
        JSON.writeValue(index.toFile(), json);
        assertRefused(ExitCode.CORRUPT_FILE, index.toString(), "which is no name of a file beside it");
    }

    @Test
    void aNameOfAHundredThousandCharactersIsNotQuotedInFull() throws IOException {
        copy(GOLDEN);
        String header = "{\"" + "x".repeat(100_000) + "\":{\"dtype\":\"" + "F".repeat(100_000) + "\",\"shape\":[],\"data_offsets\":[0,0]}}";
        ByteBuffer file = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length());
        Files.write(folder.resolve("model.safetensors"), file.put(header.getBytes(StandardCharsets.US_ASCII)).array());
        assertThatThrownBy(() -> Checkpoint.open(folder)).isInstanceOf(UserError.class)
                .satisfies(error -> assertThat(error.getMessage().length()).isLessThan(800));
    }

    @Test
    void weightsThatArePointersOrWebPagesAreNamed() throws IOException {
        copy(GOLDEN);
        Files.writeString(folder.resolve("model.safetensors"), "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 17\n");
        assertRefused(ExitCode.CORRUPT_FILE, "model.safetensors is a pointer of Git LFS", "git lfs pull");
        Files.writeString(folder.resolve("model.safetensors"), "<!doctype html><html><head><title>401</title>");
        assertRefused(ExitCode.CORRUPT_FILE, "model.safetensors is a saved web page");
        Path gguf = Files.writeString(folder.resolve("m.gguf"), "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 17\n");
        assertThatThrownBy(() -> Architecture.read(gguf)).isInstanceOf(UserError.class).hasMessageContaining("is a pointer of Git LFS");
    }

    @Test
    void infinityInAKeyThatIsNotUsedIsReadAndInOneThatIsRefused() throws IOException {
        copy(GOLDEN);
        String config = Files.readString(folder.resolve("config.json"));
        Files.writeString(folder.resolve("config.json"),
                "{\"time_step_limit\": [0.0, Infinity, -Infinity, NaN]," + config.strip().substring(1));
        assertThat(Checkpoint.open(folder).bytes()).isPositive();
        Files.writeString(folder.resolve("config.json"),
                config.replace("\"rms_norm_eps\": 1e-06", "\"rms_norm_eps\": Infinity"));
        assertThatThrownBy(() -> ConfigKeys.read(folder).number("rms_norm_eps", 1)).isInstanceOf(UserError.class)
                .hasMessageContaining("key \"rms_norm_eps\" is Infinity; a number is needed");
    }
}
