package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A student's tokenizer of bytes and the ends of a teacher's tokens, made and read again. */
class EndsTokenizerTest {
    private static final Path STUDENT = Path.of("src/test/resources/goldens/models/smollm2");
    private static final Path TEACHER = Path.of("src/test/resources/goldens/models/llama2");
    private static final NewTokenizer MADE = new NewTokenizer(NewTokenizer.BYTES_WITH_ENDS, STUDENT, TEACHER);

    @TempDir
    Path folder;

    /** The bytes of each teacher's token, then the end. */
    private static void requireEnds(Tokenizer ends, Tokenizer teacher, byte[] text) {
        int end = ends.ends().orElseThrow().id();
        IntList expected = new IntList(8);
        for (int token : teacher.encode(text)) {
            for (byte value : teacher.vocabulary().bytesOf(token)) {
                expected.add(value & 0xFF);
            }
            expected.add(end);
        }
        assertThat(ends.encode(text)).isEqualTo(expected.toArray());
    }

    @Test
    void bytesComeOneByOneAndAfterThoseOfATokenItsEnd() throws IOException {
        for (Map.Entry<String, byte[]> file : MADE.files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        try (Tokenizer made = MADE.open(); Tokenizer read = Tokenizer.open(folder); Tokenizer teacher = Tokenizer.open(TEACHER)) {
            assertThat(read.fingerprint()).isEqualTo(made.fingerprint());
            assertThat(made.vocabulary().nameOf(256)).isEqualTo("<|token_end|>");
            assertThat(made.ends().orElseThrow().id()).isEqualTo(256);
            assertThat(made.vocabulary().bytesOf(256)).isEmpty();
            assertThat(TokenEnds.idIn(made.vocabulary())).isEqualTo(256);
            Random random = new Random(5);
            for (int round = 0; round < 50; round++) {
                byte[] text = TestTexts.random(random, 1 + random.nextInt(30));
                requireEnds(made, teacher, text);
                assertThat(read.encode(text)).isEqualTo(made.encode(text));
                ByteArrayOutputStream joined = new ByteArrayOutputStream();
                for (int id : read.encode(text)) {
                    joined.writeBytes(read.vocabulary().bytesOf(id));
                }
                assertThat(joined.toByteArray()).as("no byte is lost").isEqualTo(text);
            }
            assertThatThrownBy(() -> made.lastTokens(new byte[] {'a'})).isInstanceOf(UserError.class).hasMessageContaining("no covering");
        }
        assertThat(NewTokenizer.writesEnds(folder)).isTrue();
        assertThat(NewTokenizer.writesEnds(STUDENT)).isFalse();
        assertThatThrownBy(() -> PublishedTokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("token ends");
    }

    @Test
    void aFolderWithHalfOfItIsToldAndNotReadAsBytes() throws IOException {
        for (Map.Entry<String, byte[]> file : new NewTokenizer(NewTokenizer.BYTES, STUDENT).files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Files.write(folder.resolve("token_boundaries.json"), MADE.files().get("token_boundaries.json"));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("<|token_end|>");
        Files.write(folder.resolve("token_boundaries.json"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("holds no tokenizer");
    }
}
