package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models in forms of other programs: of other names, number formats and containers. */
class OtherFormsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/goldens/models/llama2");
    private static final String QUERY = "model.layers.0.self_attn.q_proj.weight";

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        TorchThread.prepare(1);
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.filter(file -> !file.endsWith("golden.safetensors")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private Path weights() {
        return folder.resolve("model.safetensors");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> Checkpoint.open(folder)).isInstanceOf(UserError.class).satisfies(
                error -> assertThat(error.getMessage()).contains(parts));
    }

    @ParameterizedTest
    @CsvSource({"model.fp16.safetensors,let them be called so", "diffusion_pytorch_model.safetensors,let them be called so",
        "consolidated.safetensors,Mistral's own form", "model-00001-of-00002.bf16.safetensors,let them be called so"})
    void weightsOfAnotherNameAreNamed(String name, String cure) throws IOException {
        Files.move(weights(), folder.resolve(name));
        assertRefused("holds " + name, "looked for in model.safetensors", cure);
    }

    @ParameterizedTest
    @CsvSource({"47475546,a GGUF file", "504B0304,a zip archive", "8002637D,a pickle of Python", "1F8B0800,gzip"})
    void weightsInAnotherContainerAreNamed(String beginning, String found) throws IOException {
        Files.write(weights(),
                ByteBuffer.allocate(40).put(HexFormat.of().parseHex(beginning)).put("and so on, and so on".getBytes()).array());
        assertRefused("model.safetensors is ", found);
    }

    /** Formats that PyTorch has got since, in a buffer that nobody needs. */
    @ParameterizedTest
    @CsvSource({"I16,2", "U16,2", "U64,8", "F8_E4M3,1", "C64,8", "F4,1", "NEW,3"})
    void aBufferInAnUnknownNumberFormatIsPassedOver(String format, int bytes) throws IOException {
        write("model.layers.0.self_attn.rotary_emb.inv_freq", format, bytes);
        assertThat(Checkpoint.open(folder).architecture().parameterCount()).isPositive();
    }

    @Test
    void aWeightInAnUnknownNumberFormatIsNamedBeforeItIsLoaded() throws IOException {
        String header = Files.readString(weights(), StandardCharsets.ISO_8859_1);
        int at = header.indexOf("F32", header.indexOf(QUERY));
        Files.writeString(weights(), header.substring(0, at) + "U32" + header.substring(at + 3), StandardCharsets.ISO_8859_1);
        assertRefused(QUERY, "the number format \"U32\"", "such as bfloat16");
    }

    /** The golden's tensors, and one more. */
    private void write(String name, String format, int bytes) throws IOException {
        Safetensors golden = Safetensors.open(GOLDEN.resolve("model.safetensors"));
        SafetensorsWriter writer = new SafetensorsWriter();
        golden.entries().forEach((each, entry) -> writer.add(each, golden.floats(each), entry.shape()));
        writer.add(name, Dtype.UINT8, ByteBuffer.allocate(4 * bytes), 4L * bytes).write(weights());
        String content = Files.readString(weights(), StandardCharsets.ISO_8859_1);
        String named = content.replaceFirst("\"U8\",( *)\"shape\":( *)\\[" + 4 * bytes + "]", "\"" + format + "\",\"shape\":[4]");
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        long header = ByteBuffer.wrap(content.substring(0, 8).getBytes(StandardCharsets.ISO_8859_1))
                .order(ByteOrder.LITTLE_ENDIAN).getLong() + named.length() - content.length();
        Files.writeString(weights(), new String(length.putLong(header).array(), StandardCharsets.ISO_8859_1) + named.substring(8),
                StandardCharsets.ISO_8859_1);
        assertThat(Safetensors.open(weights()).entry(name).format()).isEqualTo(format);
    }

    @Test
    void whatIsWrittenBehindTheTensorsIsADamage() throws IOException {
        byte[] whole = Files.readAllBytes(weights());
        Files.write(weights(), Arrays.copyOf(whole, whole.length + 7));
        assertRefused("its header describes", "something was written behind it");
    }

    @Test
    void aTokenizerOfMistralsOwnFormIsNamed() throws IOException {
        Files.move(folder.resolve("tokenizer.json"), folder.resolve("tekken.json"));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("has another form of it");
    }

    @Test
    void whatIsWrongWithJsonIsSaidWithoutWordsOfTheParser() throws IOException {
        Files.writeString(folder.resolve("config.json"), "// a comment\n{}");
        assertRefused("line 1, column 1: Unexpected character '/'. Copy it again");
        Files.writeString(folder.resolve("config.json"), "{\"a\": 1,}");
        assertRefused("Unexpected character '}': was expecting double-quote to start field name.");
        Files.writeString(folder.resolve("config.json"), "[".repeat(200));
        assertRefused("nests deeper than 100 levels", "any such file. Copy it again");
    }
}
