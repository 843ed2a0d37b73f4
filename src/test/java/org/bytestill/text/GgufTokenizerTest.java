package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytestill.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokenizers of GGUF files against those of the folders they were made from (src/test/reference/make_gguf_goldens.py). */
class GgufTokenizerTest {
    private static final Path GGUF = TestTexts.GOLDENS.resolve("gguf");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama2", "qwen2", "qwen3", "gemma2", "gemma3", "olmo2", "phi3", "gpt2", "gpt_neox"})
    void textIsCutAsByTheFolder(String name) {
        Random random = new Random(11);
        try (Tokenizer theirs = Tokenizer.open(TestTexts.GOLDENS.resolve("models").resolve(name));
                Tokenizer ours = Tokenizer.open(GGUF.resolve(name + ".gguf"))) {
            for (int round = 0; round < 300; round++) {
                byte[] text = TestTexts.random(random, 1 + random.nextInt(30));
                assertThat(ours.encode(text)).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(theirs.encode(text));
            }
            byte[] text = TestTexts.random(random, 20);
            assertThat(ours.lastTokens(text)).isEqualTo(theirs.lastTokens(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama2", "qwen2", "qwen3", "gemma2", "gemma3", "olmo2", "phi3", "gpt2", "gpt_neox"})
    void byteStringsAndSpecialTokensAreThoseOfTheFolder(String name) {
        try (Tokenizer theirs = Tokenizer.open(TestTexts.GOLDENS.resolve("models").resolve(name));
                Tokenizer ours = Tokenizer.open(GGUF.resolve(name + ".gguf"))) {
            Vocabulary expected = theirs.vocabulary();
            Vocabulary vocabulary = ours.vocabulary();
            assertThat(vocabulary.size()).isEqualTo(expected.size());
            for (int id = 0; id < expected.size(); id++) {
                assertThat(vocabulary.bytesOf(id)).as("token %d", id).isEqualTo(expected.bytesOf(id));
            }
            assertThat(vocabulary.beginOfSequence()).isEqualTo(expected.beginOfSequence());
            assertThat(vocabulary.endOfSequence()).isEqualTo(expected.endOfSequence());
            assertThat(ours.fingerprint()).isNotEqualTo(theirs.fingerprint()).hasSize(64);
        }
    }

    @Test
    void mergesFollowFromScores() {
        List<String> tokens = List.of("a", "b", "c", "ab", "bc", "abc", "x🙂");
        Map<String, Integer> ids = new HashMap<>();
        tokens.forEach(token -> ids.put(token, ids.size()));
        // abc splits in two ways; the one with the longer first half comes first. x🙂 has no halves in the vocabulary.
        assertThat(ScoreMerges.of(tokens, List.of(0f, 0f, 0f, -3f, -1f, -2f, 0f))).extracting(pair -> pair.left() + "+" + pair.right())
                .containsExactly("b+c", "ab+c", "a+bc", "a+b");
    }

    @Test
    void anUnknownWayToCutIsToldWithTheKnownOnes() throws IOException {
        Path file = replaced("llama-bpe", "llama-xyz");
        assertThatThrownBy(() -> Tokenizer.open(file)).isInstanceOf(UserError.class)
                .hasMessageContaining("changed.gguf cuts text by the rules \"llama-xyz\"")
                .hasMessageContaining("qwen2").hasMessageContaining("smollm");
    }

    @Test
    void aTokenizerOfAnotherKindIsTold() throws IOException {
        Path file = replaced("gpt2", "bert");
        assertThatThrownBy(() -> Tokenizer.open(file)).isInstanceOf(UserError.class)
                .hasMessageContaining("a tokenizer of the kind \"bert\"");
        Path without = replaced("tokenizer.ggml.tokens", "tokenizer.ggml.tokenz");
        assertThatThrownBy(() -> Tokenizer.open(without)).isInstanceOf(UserError.class).hasMessageContaining("holds 0 tokens");
    }

    @Test
    void aFileThatDoesNotSayHowTextIsCutTellsWhatIsAssumed() throws IOException {
        Path silent = replaced("tokenizer.ggml.pre", "tokenizer.ggml.prx");
        Path unknown = replaced("\t\0\0\0\0\0\0\0llama-bpe", "\7\0\0\0\0\0\0\0default");
        for (Path file : List.of(silent, unknown)) {
            try (Tokenizer tokenizer = Tokenizer.open(file)) {
                assertThat(tokenizer.notes()).singleElement().asString().startsWith(file.toString())
                        .contains("tokenizer.ggml.pre", "GPT-2's", "Hugging Face folder");
            }
        }
        try (Tokenizer known = Tokenizer.open(GGUF.resolve("llama3.gguf"))) {
            assertThat(known.notes()).isEmpty();
        }
    }

    @Test
    void sentencePiecesOwnBeginAndEndCountWhereTheFileLeavesThemOut() throws IOException {
        String content = new String(Files.readAllBytes(GGUF.resolve("llama2.gguf")), StandardCharsets.ISO_8859_1)
                .replace("ggml.bos_token_id", "ggml.bos_token_ix").replace("ggml.eos_token_id", "ggml.eos_token_ix");
        Path file = Files.write(folder.resolve("silent.gguf"), content.getBytes(StandardCharsets.ISO_8859_1));
        try (Tokenizer tokenizer = Tokenizer.open(file)) {
            assertThat(tokenizer.vocabulary().nameOf(tokenizer.vocabulary().beginOfSequence())).isEqualTo("<s>");
            assertThat(tokenizer.vocabulary().endOfSequence().stream()).containsExactly(2);
        }
    }

    private Path replaced(String from, String to) throws IOException {
        String content = new String(Files.readAllBytes(GGUF.resolve("llama3.gguf")), StandardCharsets.ISO_8859_1);
        assertThat(content).contains(from);
        // Padded, as a shorter name moves the data.
        return Files.write(folder.resolve(to.contains("default") ? "default.gguf" : "changed.gguf"),
                (content.replace(from, to) + "\0".repeat(32)).getBytes(StandardCharsets.ISO_8859_1));
    }
}
