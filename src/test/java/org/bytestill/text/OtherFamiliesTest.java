package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden vocabularies under the normalizers and pre-tokenizers of other families. */
class OtherFamiliesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPACE = "{\"type\": \"Replace\", \"pattern\": {\"String\": \" \"}, \"content\": \"▁\"}";

    @TempDir
    Path folder;

    private Tokenizer variant(String family, String part, String value) throws IOException {
        JsonNode golden = JSON.readTree(TestTexts.GOLDENS.resolve("models").resolve(family).resolve("tokenizer.json").toFile());
        ((ObjectNode) golden).set(part, JSON.readTree(value));
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), golden);
        return Tokenizer.open(folder);
    }

    /** The expressions of GPT-4o, DeepSeek V3, and one that groups digits from the right by looking ahead. */
    @ParameterizedTest
    @ValueSource(strings = {
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
                + "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
                + "\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|"
                + "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "'s|'t|'re| ?\\p{L}+|\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"})
    void prefixesAreCutAsFromTheirBeginningUnderOtherExpressions(String expression) throws IOException {
        String split = "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Split\", \"pattern\": {\"Regex\": "
                + JSON.writeValueAsString(expression) + "}, \"behavior\": \"Isolated\", \"invert\": false}, "
                + "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}]}";
        try (Tokenizer tokenizer = variant("llama3", "pre_tokenizer", split)) {
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new Random(13), 25, 50);
        }
    }

    @Test
    void singleDigitsAsInSmolLm() throws IOException {
        String digits = "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Digits\", \"individual_digits\": true}, "
                + "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": true}]}";
        try (Tokenizer tokenizer = variant("smollm2", "pre_tokenizer", digits)) {
            assertThat(tokenizer.encode(TestTexts.utf8("123"))).hasSize(3);
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new Random(13), 25, 50);
        }
    }

    @Test
    void aPieceThatWouldDropWhiteSpaceLosesNothing() throws IOException {
        String dropping = "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"WhitespaceSplit\"}, "
                + "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}]}";
        try (Tokenizer tokenizer = variant("smollm2", "pre_tokenizer", dropping)) {
            byte[] text = TestTexts.utf8("a b  c\n");
            assertThat(TokenizerGoldenTest.joined(tokenizer.vocabulary(), tokenizer.encode(text))).isEqualTo(text);
        }
    }

    /** Llama 2 and Mistral put a space in front by a normalizer, others by the pre-tokenizer. */
    @Test
    void sentencePieceWithASpaceInFrontIsReadWithoutIt() throws IOException {
        byte[] text = TestTexts.utf8("The licensee may convey copies.");
        int[] plain;
        try (Tokenizer tokenizer = Tokenizer.open(TestTexts.GOLDENS.resolve("models/llama2"))) {
            plain = tokenizer.encode(text);
            assertThat(tokenizer.notes()).isEmpty();
        }
        String prepend = "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Prepend\", \"prepend\": \"▁\"}, " + SPACE + "]}";
        try (Tokenizer tokenizer = variant("llama2", "normalizer", prepend)) {
            assertThat(tokenizer.encode(text)).isEqualTo(plain);
            assertThat(tokenizer.notes()).hasSize(1);
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new Random(13), 25, 50);
        }
    }

    @Test
    void metaspaceSplitsAtSpaces() throws IOException {
        String metaspace = "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"first\", \"split\": true}";
        try (Tokenizer tokenizer = variant("llama2", "pre_tokenizer", metaspace)) {
            assertThat(tokenizer.notes()).hasSize(1);
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new Random(13), 25, 50);
        }
    }

    @Test
    void spacesAreRealSpacesAndTheirSignIsItsOwnBytes() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(TestTexts.GOLDENS.resolve("models/llama2"))) {
            int[] tokens = tokenizer.encode(TestTexts.utf8("of▁it"));
            assertThat(Arrays.stream(tokens).mapToObj(tokenizer.vocabulary()::nameOf)).containsSequence("<0xE2>", "<0x96>", "<0x81>");
        }
    }

    @Test
    void theNameOfASpecialTokenIsTextForSentencePieceToo() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(TestTexts.GOLDENS.resolve("models/llama2"))) {
            int[] tokens = tokenizer.encode(TestTexts.utf8("</s><0x0A>"));
            assertThat(Arrays.stream(tokens)).noneMatch(tokenizer.vocabulary()::isSpecial);
            assertThat(Arrays.stream(tokens).mapToObj(tokenizer.vocabulary()::nameOf)).doesNotContain("<0x0A>");
        }
    }
}
