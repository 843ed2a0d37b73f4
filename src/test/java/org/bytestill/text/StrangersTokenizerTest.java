package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokenizers that end the process of the tokenizers library, which is native code, are told in a sentence; this process goes on. */
class StrangersTokenizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BYTE_LEVEL = "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}";

    @TempDir
    Path folder;

    private ObjectNode golden(String family) throws IOException {
        return (ObjectNode) JSON.readTree(TestTexts.GOLDENS.resolve("models").resolve(family).resolve("tokenizer.json").toFile());
    }

    private Tokenizer open(ObjectNode json) throws IOException {
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), json);
        return Tokenizer.open(folder);
    }

    private static String split(String expression) throws IOException {
        return "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Split\", \"pattern\": {\"Regex\": "
                + JSON.writeValueAsString(expression) + "}, \"behavior\": \"Isolated\", \"invert\": false}, " + BYTE_LEVEL + "]}";
    }

    /** Exponential, polynomial of a high and of the second degree. */
    @ParameterizedTest
    @CsvSource({"(a+)+$,60", "(a|a)*$,60", "a*a*a*a*a*a*$,400", "(?=(a+)+$)a,60"})
    @Timeout(60)
    void anExpressionThatNeverEndsRefusesTheTextAndTheNextTextIsCut(String expression, int length) throws IOException {
        try (Tokenizer tokenizer = open((ObjectNode) golden("smollm2").set("pre_tokenizer", JSON.readTree(split(expression))))) {
            byte[] text = TestTexts.utf8("a".repeat(length) + "!");
            assertThatThrownBy(() -> tokenizer.encode(text)).isInstanceOf(UserError.class)
                    .hasMessageContaining("tokenizer.json cuts text by rules that the tokenizers library does not end with");
            byte[] other = TestTexts.utf8("The license.");
            assertThat(TokenizerGoldenTest.joined(tokenizer.vocabulary(), tokenizer.encode(other))).isEqualTo(other);
        }
    }

    @Test
    void rulesOfAnUnknownKindCutInTheirProcessAsInThisOne() throws IOException {
        String known = "\\p{N}";
        byte[] text = TestTexts.utf8("On 12 May 2024 é 漢字\n\n  x");
        int[] here;
        try (Tokenizer tokenizer = open((ObjectNode) golden("smollm2").set("pre_tokenizer", JSON.readTree(split(known))))) {
            here = tokenizer.encode(text);
        }
        try (Tokenizer tokenizer = open((ObjectNode) golden("smollm2").set("pre_tokenizer", JSON.readTree(split("(?:" + known + ")"))))) {
            assertThat(tokenizer.encode(text)).isEqualTo(here);
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new java.util.Random(3), 5, 30);
        }
    }

    @Test
    void anExpressionThatIsNoneIsTold() throws IOException {
        ObjectNode json = (ObjectNode) golden("smollm2").set("pre_tokenizer", JSON.readTree(split("(a")));
        assertThatThrownBy(() -> open(json)).isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be used by the tokenizers library");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unigram", "bpe"})
    void aTokenOfTwentyThousandCharactersIsRefusedAndNotQuotedInFull(String kind) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(TestTexts.GOLDENS.resolve("tokenizers/bases").resolve(kind + ".json").toFile());
        String longest = "x".repeat(20_000);
        if (json.path("model").path("vocab") instanceof ArrayNode list) {
            list.addArray().add(longest).add(-1.0);
        } else {
            ((ObjectNode) json.path("model").path("vocab")).put(longest, 1 << 20);
        }
        assertThatThrownBy(() -> open(json)).isInstanceOf(UserError.class).hasMessageContaining("a token of 20000 characters")
                .satisfies(error -> assertThat(error.getMessage().length()).isLessThan(700));
    }

    @Test
    void theLongestTokenThatIsAllowedIsRead() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(TestTexts.GOLDENS.resolve("tokenizers/bases/unigram.json").toFile());
        ((ArrayNode) json.path("model").path("vocab")).addArray().add("x".repeat(2000)).add(-1.0);
        try (Tokenizer tokenizer = open(json)) {
            byte[] text = TestTexts.utf8("x".repeat(2000));
            assertThat(tokenizer.encode(text)).hasSize(1);
        }
    }

    /** The library ends the process at a decoder that nests 130 deep; how tokens are put together is not its business here. */
    @Test
    void aDecoderIsNeverGivenToTheLibrary() throws IOException {
        String nested = "{\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": true, \"use_regex\": true}";
        for (int depth = 0; depth < 45; depth++) {
            nested = "{\"type\": \"Sequence\", \"decoders\": [" + nested + "]}";
        }
        try (Tokenizer tokenizer = open((ObjectNode) golden("smollm2").set("decoder", JSON.readTree(nested)))) {
            assertThat(tokenizer.encode(TestTexts.utf8("a"))).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"decoder", "pre_tokenizer", "normalizer", "anything"})
    void aFileThatNestsDeepIsRefused(String part) throws IOException {
        String list = part.equals("pre_tokenizer") ? "pretokenizers" : part + "s";
        String file = "{\"" + part + "\": " + ("{\"type\": \"Sequence\", \"" + list + "\": [").repeat(5000) + "]}".repeat(5000) + "}";
        Files.writeString(folder.resolve("tokenizer.json"), file);
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class).hasMessageContaining("nests deeper than 100 levels");
    }

    @Test
    void stepsWithinStepsWithinStepsAreReadInTheirOwnProcess() throws IOException {
        String nested = BYTE_LEVEL;
        for (int depth = 0; depth < 40; depth++) {
            nested = "{\"type\": \"Sequence\", \"pretokenizers\": [" + nested + "]}";
        }
        byte[] text = TestTexts.utf8("The license.");
        try (Tokenizer tokenizer = open((ObjectNode) golden("smollm2").set("pre_tokenizer", JSON.readTree(nested)))) {
            assertThat(TokenizerGoldenTest.joined(tokenizer.vocabulary(), tokenizer.encode(text))).isEqualTo(text);
        }
    }

    /** As Python's json writes them. */
    @ParameterizedTest
    @ValueSource(strings = {"Infinity", "-Infinity", "NaN"})
    void numbersThatPythonWritesAreRead(String number) throws IOException {
        String json = JSON.writeValueAsString(golden("smollm2"));
        Files.writeString(folder.resolve("tokenizer.json"), "{\"time_step_limit\": [0.0, " + number + "]," + json.substring(1));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"model_max_length\": " + number + "}");
        Files.writeString(folder.resolve("generation_config.json"), "{\"x\": " + number + "}");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.encode(TestTexts.utf8("a"))).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "version https://git-lfs.github.com/spec/v1 oid sha256:4d7a size 17|is a pointer of Git LFS",
        "<!DOCTYPE html><html><body>Sign in</body></html>|is a saved web page",
        "  <HTML lang='en'>|is a saved web page"})
    void whatLiesInPlaceOfTheFileIsNamed(String content, String expected) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), content);
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class)
                .hasMessageContaining("tokenizer.json " + expected);
    }
}
