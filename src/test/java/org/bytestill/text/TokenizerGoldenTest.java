package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five kinds of real tokenizers against the ids that Hugging Face gave, and against their own definition. */
class TokenizerGoldenTest {
    /** Those whose reference ids begin with the begin-of-sequence token. */
    private static final List<String> BEGINS = List.of("llama3", "llama2", "mistral", "gemma2", "gemma3", "phi3");

    static Tokenizer open(String folder) {
        return Tokenizer.open(TestTexts.GOLDENS.resolve(folder));
    }

    static byte[] joined(Vocabulary vocabulary, int[] tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            bytes.writeBytes(vocabulary.bytesOf(token));
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llama3", "llama2", "smollm2", "mistral", "qwen2", "qwen3", "gemma2", "gemma3", "gpt2", "gpt_neox", "olmo2", "phi3"})
    void idsAreThoseOfTheReference(String family) throws IOException {
        Path folder = TestTexts.GOLDENS.resolve("models").resolve(family);
        JsonNode golden = new ObjectMapper().readTree(folder.resolve("golden_text.json").toFile());
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            for (int i = 0; i < golden.path("texts").size(); i++) {
                List<Integer> expected = new ArrayList<>();
                golden.path("ids").get(i).forEach(id -> expected.add(id.asInt()));
                if (BEGINS.contains(family)) {
                    assertThat(expected.remove(0)).isEqualTo(tokenizer.vocabulary().beginOfSequence());
                }
                assertThat(tokenizer.encode(TestTexts.utf8(golden.path("texts").get(i).asText())))
                        .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/llama3", "models/llama2", "models/smollm2", "models/qwen2", "models/gemma2", "bytes/teacher"})
    void tokensJoinedAreTheTextWhateverItsBytes(String folder) {
        Random random = new Random(7);
        try (Tokenizer tokenizer = open(folder)) {
            for (int round = 0; round < 300; round++) {
                byte[] text = round % 3 == 0 ? TestTexts.randomBytes(random, random.nextInt(60))
                        : TestTexts.random(random, 1 + random.nextInt(30));
                int[] tokens = tokenizer.encode(text);
                assertThat(joined(tokenizer.vocabulary(), tokens)).as("round %d", round).isEqualTo(text);
                assertThat(Arrays.stream(tokens)).noneMatch(tokenizer.vocabulary()::isSpecial);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/llama3", "models/llama2", "models/smollm2", "models/qwen2", "models/gemma2", "bytes/teacher"})
    void lastTokensAreThoseOfEveryPrefixEncodedFromItsBeginning(String folder) {
        Random random = new Random(11);
        try (Tokenizer tokenizer = open(folder)) {
            for (int round = 0; round < 60; round++) {
                byte[] text = TestTexts.random(random, 1 + random.nextInt(60));
                int[] last = tokenizer.lastTokens(text);
                assertThat(last[0]).isEqualTo(-1);
                for (int e = 1; e <= text.length; e++) {
                    byte[] prefix = Arrays.copyOf(text, e);
                    assertEndsWith(tokenizer.vocabulary().bytesOf(last[e]), prefix);
                    // A prefix that ends inside a character is not text of its own: see below.
                    if (endsWithACharacter(text, e)) {
                        int[] tokens = tokenizer.encode(prefix);
                        assertThat(last[e]).as("round %d, prefix %d", round, e).isEqualTo(tokens[tokens.length - 1]);
                    }
                }
            }
        }
    }

    /** Of random texts: tokens joined are the text, and the last token of every prefix that ends with a character is that of the prefix alone. */
    static void assertTilesAndPrefixes(Tokenizer tokenizer, Random random, int texts, int pieces) {
        for (int round = 0; round < texts; round++) {
            byte[] text = TestTexts.random(random, 1 + random.nextInt(pieces));
            assertThat(joined(tokenizer.vocabulary(), tokenizer.encode(text))).as("round %d", round).isEqualTo(text);
            int[] last = tokenizer.lastTokens(text);
            int position = 0;
            while (position < text.length) {
                position += Math.max(1, Utf8.characterLength(text, position, text.length));
                int[] tokens = tokenizer.encode(Arrays.copyOf(text, position));
                assertThat(last[position]).as("round %d, prefix %d", round, position).isEqualTo(tokens[tokens.length - 1]);
            }
        }
    }

    private static boolean endsWithACharacter(byte[] text, int e) {
        int position = 0;
        while (position < e) {
            position += Math.max(1, Utf8.characterLength(text, position, text.length));
        }
        return position == e;
    }

    private static void assertEndsWith(byte[] end, byte[] text) {
        assertThat(end).isNotEmpty().isEqualTo(Arrays.copyOfRange(text, text.length - end.length, text.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/llama3", "models/smollm2", "bytes/teacher"})
    void insideACharacterTheLastPieceIsCutAndMerged(String folder) {
        // "é" after "caf" is one piece with it: at its first byte the piece is "caf" and 0xC3.
        byte[] text = TestTexts.utf8("a café");
        try (Tokenizer tokenizer = open(folder)) {
            int last = tokenizer.lastTokens(text)[text.length - 1];
            assertThat(tokenizer.vocabulary().bytesOf(last)).endsWith((byte) 0xC3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/llama3", "models/llama2", "models/smollm2"})
    void ourMergesOfOnePieceAreTheLibrarys(String folder) {
        try (JsonTokenizer tokenizer = JsonTokenizer.open(TestTexts.GOLDENS.resolve(folder))) {
            for (String word : "The licensee may convey naïve café copies, receive licenses otherwise distribution 東京".split("(?= )")) {
                byte[] piece = TestTexts.utf8(word);
                assertThat(tokenizer.merge(piece, 0, piece.length)).as(word).isEqualTo(tokenizer.encode(piece));
            }
        }
    }
}
