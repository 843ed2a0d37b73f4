package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words with letters of the byte alphabet, added to a byte-level vocabulary; ids are those of the tokenizers library 0.23. */
class AddedTextTest {
    private static final Path LLAMA3 = TestTexts.GOLDENS.resolve("models/llama3");

    @TempDir
    Path folder;

    /** The golden's tokenizer with added tokens that are not special, id by content. */
    private Tokenizer with(Map<String, Integer> added) throws IOException {
        ObjectNode json = (ObjectNode) JsonFile.read(LLAMA3.resolve("tokenizer.json"));
        added.forEach((content, id) -> ((ArrayNode) json.get("added_tokens")).addObject().put("id", id).put("content", content)
                .put("single_word", false).put("lstrip", false).put("rstrip", false).put("normalized", false).put("special", false));
        Files.writeString(folder.resolve("tokenizer.json"), json.toString());
        return Tokenizer.open(folder);
    }

    private static int[] encode(Tokenizer tokenizer, String text) {
        return tokenizer.encode(TestTexts.utf8(text));
    }

    @Test
    void anAddedTokenStandsForItsUtf8AndTextIsCutWithIt() throws IOException {
        try (Tokenizer tokenizer = with(Map.of("été", 520, "café", 521, "ñandú", 522, "čađ", 523))) {
            Map.of(520, "été", 521, "café", 522, "ñandú", 523, "čađ").forEach((id, text) -> {
                assertThat(tokenizer.vocabulary().bytesOf(id)).as(text).containsExactly(TestTexts.utf8(text));
                assertThat(tokenizer.vocabulary().nameOf(id)).isEqualTo(text);
                assertThat(encode(tokenizer, text)).containsExactly(id);
            });
            assertThat(encode(tokenizer, "l’été, été.")).containsExactly(78, 161, 225, 250, 520, 14, 223, 520, 16);
            assertThat(encode(tokenizer, "un café noir")).containsExactly(496, 223, 521, 309, 81, 462);
            assertThat(encode(tokenizer, "cafés ñandú")).containsExactly(521, 85, 223, 522);
            assertThat(encode(tokenizer, "ete caf must")).containsExactly(71, 86, 71, 270, 67, 72, 510);
            assertThat(encode(tokenizer, "É 日本 café")).containsExactly(130, 234, 223, 165, 248, 101, 165, 253, 108, 223, 521);
            assertThat(tokenizer.notes()).isEmpty();
        }
    }

    @Test
    void theLastTokenOfEveryPrefixIsThatOfItsOwnCutting() throws IOException {
        try (Tokenizer tokenizer = with(Map.of("été", 520, "café", 521))) {
            String text = "l’été, un café; été caf";
            byte[] bytes = TestTexts.utf8(text);
            int[] last = tokenizer.lastTokens(bytes);
            for (int end = 1; end <= text.length(); end++) {
                byte[] prefix = TestTexts.utf8(text.substring(0, end));
                int[] cut = tokenizer.encode(prefix);
                assertThat(last[prefix.length]).as(text.substring(0, end)).isEqualTo(cut[cut.length - 1]);
            }
            // Bytes that the alphabet spells é, t, é are no text, and not the added token.
            byte[] invalid = {(byte) 0xE9, 't', (byte) 0xE9};
            assertThat(tokenizer.encode(invalid)).hasSize(3).doesNotContain(520);
        }
    }

    @Test
    void aTokenThatAGgufFileCallsUserDefinedIsTextToo() {
        try (Tokenizer tokenizer = Tokenizer.open(TestTexts.GOLDENS.resolve("gguf/added.gguf"))) {
            assertThat(tokenizer.vocabulary().bytesOf(520)).containsExactly(TestTexts.utf8("café"));
            assertThat(encode(tokenizer, "un café noir")).containsExactly(496, 223, 520, 309, 81, 462);
        }
    }

    @Test
    void aNameThatTheModelNeedsStaysTheModelsAndThatIsSaid() throws IOException {
        // é is the byte 0xE9, with which 鿿 begins; Ġmust comes of a merge.
        try (Tokenizer tokenizer = with(Map.of("é", 168, "Ġmust", 510))) {
            assertThat(tokenizer.vocabulary().bytesOf(168)).containsExactly(0xE9);
            assertThat(tokenizer.vocabulary().bytesOf(510)).containsExactly(TestTexts.utf8(" must"));
            assertThat(encode(tokenizer, "鿿 must")).containsExactly(168, 126, 126, 510);
            assertThat(Arrays.stream(encode(tokenizer, "é")).boxed()).as("cut without it").hasSize(2).doesNotContain(168);
            assertThat(tokenizer.notes()).hasSize(2).anyMatch(note -> note.contains("\"é\" (id 168)") && note.contains("the bytes E9"))
                    .anyMatch(note -> note.contains("\"Ġmust\" (id 510)") && note.contains("20 6D 75 73 74"));
        }
    }

    @Test
    void aByteThatOrdinaryTextLacksGivesItsTokenToTheAddedLetter() throws IOException {
        // đ is spelled like the control character 0x11, ö like 0xF6, which is in no UTF-8.
        try (Tokenizer tokenizer = with(Map.of("đ", 208, "ö", 181))) {
            assertThat(tokenizer.vocabulary().bytesOf(208)).containsExactly(TestTexts.utf8("đ"));
            assertThat(encode(tokenizer, "xđ")).containsExactly(90, 208);
            assertThat(encode(tokenizer, "ö")).containsExactly(181);
            assertThat(tokenizer.notes()).hasSize(2).anyMatch(note -> note.contains("\"đ\" (id 208)") && note.contains("byte 11"));
            assertThatThrownBy(() -> tokenizer.encode(new byte[] {'x', 0x11})).isInstanceOf(UserError.class)
                    .hasMessageContaining("Byte 0x11");
        }
    }
}
