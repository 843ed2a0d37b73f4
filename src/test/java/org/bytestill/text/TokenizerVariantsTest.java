package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Odd tokenizers against Python's tokenizers and sentencepiece (src/test/reference/make_tokenizer_goldens.py). */
class TokenizerVariantsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDENS = TestTexts.GOLDENS.resolve("tokenizers");

    @TempDir
    Path folder;

    static Stream<String> variants() throws IOException {
        return StreamSupport.stream(JSON.readTree(GOLDENS.resolve("variants.json").toFile()).spliterator(), false)
                .map(variant -> variant.path("name").asText());
    }

    static Stream<String> readingEveryByte() throws IOException {
        return variants().filter(name -> !name.equals("Unigram without byte fallback"));
    }

    private static JsonNode variant(String name) throws IOException {
        for (JsonNode variant : JSON.readTree(GOLDENS.resolve("variants.json").toFile())) {
            if (variant.path("name").asText().equals(name)) {
                return variant;
            }
        }
        throw new AssertionError(name);
    }

    private Tokenizer open(String name) throws IOException {
        JsonNode variant = variant(name);
        ObjectNode json = (ObjectNode) JSON.readTree(GOLDENS.resolve("bases").resolve(variant.path("base").asText() + ".json").toFile());
        variant.path("changes").properties()
                .forEach(change -> (change.getKey().equals("ignore_merges") ? (ObjectNode) json.get("model") : json).set(change.getKey(),
                        change.getValue()));
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), json);
        return Tokenizer.open(folder);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void idsAreThoseOfPython(String name) throws IOException {
        try (Tokenizer tokenizer = open(name)) {
            for (JsonNode sample : variant(name).path("samples")) {
                int[] expected = StreamSupport.stream(sample.get(2).spliterator(), false).mapToInt(JsonNode::asInt).toArray();
                assertThat(tokenizer.encode(TestTexts.utf8(sample.get(1).asText()))).as(sample.get(0).asText()).containsExactly(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("readingEveryByte")
    void tokensJoinedAreTheTextAndLastTokensThoseOfEveryPrefix(String name) throws IOException {
        try (Tokenizer tokenizer = open(name)) {
            TokenizerGoldenTest.assertTilesAndPrefixes(tokenizer, new Random(17), 10, 20);
        }
    }

    @Test
    void whatIsLeftOutIsSaid() throws IOException {
        try (Tokenizer none = open("BPE, Metaspace never")) {
            assertThat(none.notes()).isEmpty();
        }
        for (String inFront : new String[] {"byte level, space in front", "BPE, Llama 2's space in front", "BPE, Metaspace first"}) {
            try (Tokenizer tokenizer = open(inFront)) {
                assertThat(tokenizer.notes()).as(inFront).singleElement().asString().contains("space in front");
            }
        }
        try (Tokenizer tokenizer = open("byte level, NFKC and lower case")) {
            assertThat(tokenizer.notes()).hasSize(2);
            assertThat(tokenizer.notes().get(0)).contains("(NFKC)").contains("no byte is lost");
            assertThat(tokenizer.notes().get(1)).contains("(Lowercase)");
            byte[] text = TestTexts.utf8("ﬁT");
            assertThat(TokenizerGoldenTest.joined(tokenizer.vocabulary(), tokenizer.encode(text))).isEqualTo(text);
        }
        try (Tokenizer tokenizer = open("Unigram with byte fallback")) {
            assertThat(tokenizer.notes()).singleElement().asString().contains("(Precompiled)");
        }
    }

    @Test
    void theTreeOfPrefixesOfAUnigramHasEveryPrefixBelowAnother() throws IOException {
        // Its parent is the prefix without its last token: that one's own last token must lead on, down to the begin.
        byte[] text = TestTexts.utf8("The licensee may convey naïve copies of it, the  work.");
        try (Tokenizer tokenizer = open("Unigram with byte fallback")) {
            int[] last = tokenizer.lastTokens(text);
            for (int end = text.length; end > 0; end--) {
                int position = end;
                while (position > 0) {
                    position -= tokenizer.vocabulary().bytesOf(last[position]).length;
                }
                assertThat(position).isZero();
            }
        }
    }

    @Test
    void aWordCutAtAnyWhiteSpaceKeepsIt() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(GOLDENS.resolve("bases/unigram.json").toFile());
        json.set("pre_tokenizer", JSON.readTree("{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"WhitespaceSplit\"}, "
                + "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"always\", \"split\": true}]}"));
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), json);
        byte[] text = TestTexts.utf8(" The licensee  may\tconvey");
        try (Tokenizer tokenizer = Tokenizer.open(folder); Tokenizer plain = open("Unigram with byte fallback")) {
            assertThat(tokenizer.encode(text)).isEqualTo(plain.encode(text));
        }
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), json);
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.notes()).anyMatch(note -> note.contains("any white space for one space"));
        }
    }

    @Test
    void aCharacterThatAUnigramWithoutByteFallbackLacksIsNamed() throws IOException {
        try (Tokenizer tokenizer = open("Unigram without byte fallback")) {
            assertThatThrownBy(() -> tokenizer.encode(TestTexts.utf8("the \u4E2D"))).isInstanceOf(UserError.class)
                    .hasMessageContaining("Byte 0xE4 at byte offset 4 of the text has no token in");
            assertThatThrownBy(() -> tokenizer.lastTokens(TestTexts.utf8("the \u4E2D"))).isInstanceOf(UserError.class)
                    .hasMessageContaining("has no token in");
        }
    }

    @Test
    void insideACharacterOfAUnigramWithoutByteFallbackAPrefixHasNoTokens() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(GOLDENS.resolve("bases/unigram_plain.json").toFile());
        ((ArrayNode) json.path("model").path("vocab")).addArray().add("é").add(-3.0);
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), json);
        byte[] text = TestTexts.utf8("the é");
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            int[] last = tokenizer.lastTokens(text);
            assertThat(tokenizer.vocabulary().bytesOf(last[text.length])).isEqualTo(TestTexts.utf8("é"));
            assertThat(last[text.length - 1]).isEqualTo(-1);
        }
    }

    @Test
    void theGgufFileCutsAsTheFolder() throws IOException {
        Random random = new Random(5);
        try (Tokenizer theirs = open("Unigram with byte fallback"); Tokenizer ours = Tokenizer.open(GOLDENS.resolve("unigram.gguf"))) {
            for (int round = 0; round < 100; round++) {
                byte[] text = TestTexts.random(random, 1 + random.nextInt(30));
                assertThat(ours.encode(text)).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(theirs.encode(text));
            }
            assertThat(ours.vocabulary().nameOf(ours.vocabulary().beginOfSequence())).isEqualTo("<s>");
        }
    }

    @Test
    void aDamagedEntryIsNamed() throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(GOLDENS.resolve("bases/unigram.json").toFile());
        ((ArrayNode) json.path("model").path("vocab")).set(7, JSON.readTree("[\"a\"]"));
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), json);
        assertThatThrownBy(() -> Tokenizer.open(folder)).isInstanceOf(UserError.class)
                .hasMessageContaining("entry 7 of model.vocab is [\"a\"]");
    }
}
