package org.bytestill.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a file that the Python package gguf wrote (src/test/reference/make_gguf_goldens.py). */
class GgufFileTest {
    private static final Path FILE = Path.of("src/test/resources/goldens/gguf/quantizations.gguf");

    @TempDir
    Path folder;

    @Test
    void everyKindOfValueIsRead() {
        GgufMetadata metadata = GgufFile.open(FILE).metadata();
        assertThat(metadata.text("general.architecture")).contains("none");
        assertThat(metadata.whole("general.alignment")).hasValue(64);
        assertThat(metadata.whole("test.uint8")).hasValue(200);
        assertThat(metadata.whole("test.int8")).hasValue(-3);
        assertThat(metadata.whole("test.uint16")).hasValue(60000);
        assertThat(metadata.whole("test.int16")).hasValue(-300);
        assertThat(metadata.whole("test.uint32")).hasValue(4_000_000_000L);
        assertThat(metadata.whole("test.int32")).hasValue(-70000);
        assertThat(metadata.whole("test.uint64")).hasValue(5_000_000_000L);
        assertThat(metadata.whole("test.int64")).hasValue(-5_000_000_000L);
        assertThat(metadata.real("test.float32")).hasValue(0.1);
        assertThat(metadata.real("test.float64")).hasValue(0.1);
        assertThat(metadata.flag("test.bool")).contains(true);
        assertThat(metadata.text("test.string")).contains("né 🙂");
        assertThat(metadata.texts("test.strings")).containsExactly("a", "", "Ġb");
        assertThat(metadata.wholes("test.ints")).containsExactly(3L, -4L);
        assertThat(metadata.text("test.absent")).isEmpty();
    }

    @Test
    void aValueOfAnotherKindIsToldWithItsKey() {
        GgufMetadata metadata = GgufFile.open(FILE).metadata();
        assertThatThrownBy(() -> metadata.whole("test.string")).isInstanceOf(UserError.class)
                .hasMessageContaining("quantizations.gguf")
                .hasMessageContaining("\"test.string\" holds \"né 🙂\"; a whole number was expected");
        assertThatThrownBy(() -> metadata.texts("test.ints")).isInstanceOf(UserError.class)
                .hasMessageContaining("a list of texts was expected");
    }

    @Test
    void shapesAreRowsFirstAndTensorsAligned() {
        assertThat(GgufFile.open(FILE).tensors().values()).hasSize(11).allSatisfy(tensor -> {
            assertThat(tensor.shape()).containsExactly(3, 512);
            assertThat(tensor.start() % 64).isZero();
        });
        // 512 elements are two blocks of 256: 2 x 210 bytes a row.
        assertThat(GgufFile.open(FILE).tensors().get("q6_k").bytes()).isEqualTo(3 * 420);
    }

    @Test
    void aTruncatedFileIsToldWithBothSizesWhereverItEnds() throws IOException {
        byte[] whole = Files.readAllBytes(FILE);
        for (int length = 0; length < whole.length - 64; length += length < 2000 ? 1 : 997) {
            Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> GgufFile.open(cut)).as("%d bytes", length).isInstanceOf(UserError.class)
                    .hasMessageContaining("cut.gguf has " + length + " bytes").hasMessageContaining("incomplete");
        }
        Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> GgufFile.open(cut)).hasMessageContaining("its header describes");
    }

    @ParameterizedTest
    @CsvSource({"0, 0x46554748, does not begin with", "4, 1, version 1", "4, 0x03000000, big-endian", "8, -1, at most",
        "16, 0x7fffffff, at most"})
    void aHeaderThatIsNoneIsTold(int offset, String value, String message) throws IOException {
        Path file = patched(offset, Long.decode(value).intValue());
        assertThatThrownBy(() -> GgufFile.open(file)).isInstanceOf(UserError.class).hasMessageContaining("patched.gguf")
                .hasMessageContaining(message);
    }

    @Test
    void anUnknownQuantizationIsToldWithTensorAndType() throws IOException {
        // After the name: dimensions (4 bytes), sizes (2 x 8), type.
        Path file = patched(endOf("q4_k") + 20, 11);
        assertThatThrownBy(() -> GgufFile.open(file)).isInstanceOf(UserError.class)
                .hasMessageContaining("patched.gguf: tensor \"q4_k\" is quantized as Q3_K, which cannot be read")
                .hasMessageContaining("Q5_K");
        Path future = patched(endOf("q4_k") + 20, 99);
        assertThatThrownBy(() -> GgufFile.open(future)).isInstanceOf(UserError.class).hasMessageContaining("quantized as number 99");
    }

    @Test
    void aFolderMeansItsOnlyGgufUnlessItHoldsSafetensors() throws IOException {
        assertThat(GgufFile.in(folder)).isEmpty();
        Path file = Files.write(folder.resolve("model.Q8_0.GGUF"), new byte[0]);
        assertThat(GgufFile.in(folder)).contains(file);
        assertThat(GgufFile.in(file)).contains(file);
        Path second = Files.write(folder.resolve("other.gguf"), new byte[0]);
        assertThatThrownBy(() -> GgufFile.in(folder)).isInstanceOf(UserError.class).hasMessageContaining("holds 2 GGUF files");
        assertThat(GgufFile.in(second)).contains(second);
        Files.write(folder.resolve("model.safetensors"), new byte[0]);
        assertThat(GgufFile.in(folder)).isEmpty();
    }

    @Test
    void aPartOfAModelIsTold() throws IOException {
        String latin = new String(Files.readAllBytes(FILE), StandardCharsets.ISO_8859_1).replace("test.uint16", "split.count");
        Path file = Files.write(folder.resolve("part.gguf"), latin.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> GgufFile.open(file)).isInstanceOf(UserError.class)
                .hasMessageContaining("part.gguf is one of the 60000 parts");
    }

    private Path patched(int offset, int value) throws IOException {
        byte[] content = Files.readAllBytes(FILE);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return Files.write(folder.resolve("patched.gguf"), content);
    }

    /** First byte after the tensor's name in the header. */
    private static int endOf(String tensor) throws IOException {
        String latin = new String(Files.readAllBytes(FILE), StandardCharsets.ISO_8859_1);
        return latin.indexOf("\0\0\0\0\0\0\0" + tensor) + 7 + tensor.length();
    }
}
