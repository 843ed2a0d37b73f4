package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pre-tokenizers that drop or change text, found by what arrives and not by their names. */
class TextPipelineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path BASES = TestTexts.GOLDENS.resolve("tokenizers/bases");
    private static final String BYTES = "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}";

    @TempDir
    Path folder;

    private Tokenizer cuttingBy(String step) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(BASES.resolve("byte_level.json").toFile());
        json.set("pre_tokenizer", JSON.readTree("{\"type\": \"Sequence\", \"pretokenizers\": [" + step + ", " + BYTES + "]}"));
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), json);
        return Tokenizer.open(folder);
    }

    private static int[] encode(Tokenizer tokenizer, String text) {
        return tokenizer.encode(TestTexts.utf8(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {"{\"type\": \"Whitespace\"}; ' '", "{\"type\": \"WhitespaceSplit\"}; ' '",
        "{\"type\": \"BertPreTokenizer\"}; ' '", "{\"type\": \"CharDelimiterSplit\", \"delimiter\": \"t\"}; 't'",
        "{\"type\": \"Split\", \"pattern\": {\"String\": \"e\"}, \"behavior\": \"Removed\", \"invert\": false}; 'e'",
        "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"[^ ]+\"}, \"behavior\": \"Removed\", \"invert\": true}; ' '",
        "{\"type\": \"Punctuation\", \"behavior\": \"Removed\"}; '.'"})
    void whatAPreTokenizerDropsStaysAndWordsAreCutApart(String step, String quoted) throws IOException {
        String dropped = quoted.replace("'", "");
        try (Tokenizer tokenizer = cuttingBy(step)) {
            assertThat(tokenizer.notes()).singleElement().asString().contains("changes text before it cuts it")
                    .contains("cut as pieces of its own");
            int[] together = encode(tokenizer, "of" + dropped + "and");
            assertThat(together).containsExactly(Stream.of("of", dropped, "and")
                    .flatMapToInt(part -> IntStream.of(encode(tokenizer, part))).toArray());
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new Random(3), 5, 20);
        }
    }

    @Test
    void aStepThatOnlyCutsIsLeftAsItIs() throws IOException {
        try (Tokenizer tokenizer = cuttingBy(
                "{\"type\": \"Digits\", \"individual_digits\": true}, {\"type\": \"FixedLength\", \"length\": 3}")) {
            assertThat(tokenizer.notes()).isEmpty();
        }
    }

    /** This step of the library loses a space at the beginning. */
    @Test
    void whatNobodyExpectsToLoseTextIsFoundToo() throws IOException {
        try (Tokenizer tokenizer = cuttingBy("{\"type\": \"UnicodeScripts\"}")) {
            assertThat(tokenizer.notes()).singleElement().asString().contains("of \" a\" it leaves \"a\"").contains("as one piece");
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new Random(3), 5, 20);
        }
    }

    @Test
    void aCharacterThatAnUnknownRuleDropsIsFoundWhereverItStands() {
        for (String dropped : new String[] {"q", "~", "\u00A7", "\u03A9", "\u0410"}) {
            ObjectNode split = JSON.createObjectNode().put("type", "Split").put("behavior", "Removed").put("invert", false);
            split.putObject("pattern").put("Regex", dropped);
            assertThat(new TextPipeline(JSON.nullNode(), split, Spelling.SENTENCE_PIECE).firstChange()).get()
                    .satisfies(change -> assertThat(change.text()).contains(dropped)).extracting(TextPipeline.Change::arrived).asString()
                    .doesNotContain(dropped);
        }
        assertThat(new TextPipeline(JSON.nullNode(), JSON.nullNode(), Spelling.SENTENCE_PIECE).firstChange()).isEmpty();
        ObjectNode lower = JSON.createObjectNode().put("type", "Lowercase");
        assertThat(new TextPipeline(lower, JSON.nullNode(), Spelling.SENTENCE_PIECE).firstChange()).get()
                .isEqualTo(new TextPipeline.Change("\uFF21", "\uFF41"));
    }

    static Stream<String> families() {
        return Stream.of("llama3", "llama2", "mistral", "smollm2", "qwen2", "qwen3", "gemma2", "olmo2", "phi3", "gpt2", "gpt_neox");
    }

    @ParameterizedTest
    @MethodSource("families")
    void tokenizersOfKnownModelsLoseNothing(String family) {
        try (Tokenizer tokenizer = Tokenizer.open(TestTexts.GOLDENS.resolve("models").resolve(family))) {
            assertThat(tokenizer.notes()).noneMatch(note -> note.contains("changes text"));
        }
    }
}
