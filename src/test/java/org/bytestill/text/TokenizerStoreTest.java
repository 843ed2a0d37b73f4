package org.bytestill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that were kept cut texts as those that were made, and are made again whenever they cannot be read. */
class TokenizerStoreTest {
    @TempDir
    Path folder;

    private TokenizerStore store;

    @BeforeEach
    void keepsSmallVocabulariesToo() {
        store = new TokenizerStore(folder, 0, new SmallRules());
    }

    private static TokenizerSource source(String golden) {
        return TokenizerSource.of(TestTexts.GOLDENS.resolve(golden));
    }

    /** A source of the same hash whose files must not be read. */
    private static TokenizerSource unread(TokenizerSource source) {
        return new TokenizerSource(source.file(), source.hash(), () -> {
            throw new AssertionError("The files of the tokenizer were read.");
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"models/llama3", "models/llama2", "models/smollm2", "models/qwen2", "models/gemma2", "models/gemma3",
        "models/gpt2", "models/phi3", "bytes/teacher"})
    void keptRulesCutTextsAsMadeOnes(String golden) {
        TokenizerSource source = source(golden);
        TokenizerRules made = store.rules(source);
        TokenizerRules kept = store.rules(unread(source));
        assertThat(kept.fingerprint()).isEqualTo(made.fingerprint());
        assertThat(kept.controls()).isEqualTo(made.controls());
        assertThat(kept.notes()).isEqualTo(made.notes());
        assertThat(kept.opening()).isEqualTo(made.opening());
        assertThat(kept.modelDecides()).isEqualTo(made.modelDecides());
        assertThat(kept.vocabulary().endOfSequence()).isEqualTo(made.vocabulary().endOfSequence());
        assertThat(kept.vocabulary().beginOfSequence()).isEqualTo(made.vocabulary().beginOfSequence());
        assertThat(kept.vocabulary().end()).isEqualTo(made.vocabulary().end());
        Random random = new Random(3);
        try (JsonTokenizer first = new JsonTokenizer(made); JsonTokenizer second = new JsonTokenizer(kept)) {
            for (int round = 0; round < 100; round++) {
                byte[] text = round % 4 == 0 ? TestTexts.randomBytes(random, random.nextInt(60)) : TestTexts.random(random, 40);
                assertThat(second.encode(text)).isEqualTo(first.encode(text));
                assertThat(second.lastTokens(text)).isEqualTo(first.lastTokens(text));
            }
            for (int id = 0; id < made.vocabulary().size(); id++) {
                assertThat(kept.vocabulary().bytesOf(id)).isEqualTo(made.vocabulary().bytesOf(id));
                assertThat(kept.vocabulary().nameOf(id)).isEqualTo(made.vocabulary().nameOf(id));
                assertThat(kept.vocabulary().isSpecial(id)).isEqualTo(made.vocabulary().isSpecial(id));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 1000, -1})
    void damagedRulesAreMadeAgainAndReplaced(int place) throws IOException {
        TokenizerSource source = source("models/llama2");
        String fingerprint = store.rules(source).fingerprint();
        Path kept = files().get(0);
        byte[] whole = Files.readAllBytes(kept);
        byte[] damaged = whole.clone();
        damaged[place < 0 ? damaged.length - 1 : place] ^= 4;
        Files.write(kept, damaged);
        assertThat(store.rules(source).fingerprint()).isEqualTo(fingerprint);
        assertThat(Files.readAllBytes(kept)).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 500})
    void cutOffRulesAreMadeAgain(int length) throws IOException {
        TokenizerSource source = source("models/llama2");
        String fingerprint = store.rules(source).fingerprint();
        Path kept = files().get(0);
        Files.write(kept, java.util.Arrays.copyOf(Files.readAllBytes(kept), length));
        assertThat(store.rules(source).fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void aChangedFileHasAnotherHash() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Path golden = TestTexts.GOLDENS.resolve("models/llama2");
        Files.copy(golden.resolve("tokenizer.json"), model.resolve("tokenizer.json"));
        String before = TokenizerSource.of(model).hash();
        Files.writeString(model.resolve("tokenizer_config.json"), "{\"add_bos_token\": false}");
        assertThat(TokenizerSource.of(model).hash()).isNotEqualTo(before);
    }

    @Test
    void thoseNotUsedForTheLongestTimeMakeRoom() throws IOException {
        for (int i = 0; i < TokenizerStore.MOST_FILES; i++) {
            Path other = Files.write(folder.resolve("other-" + i + ".rules"), new byte[8]);
            Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000L * (i + 1)));
        }
        store.rules(source("models/llama2"));
        assertThat(files()).hasSize(TokenizerStore.MOST_FILES).doesNotContain(folder.resolve("other-0.rules"))
                .contains(folder.resolve("other-1.rules"));
    }

    @Test
    void withoutAFolderToWriteToNothingIsKept() throws IOException {
        Path taken = Files.write(folder.resolve("taken"), new byte[1]);
        assertThat(new TokenizerStore(taken, 0, new SmallRules()).rules(source("models/llama2")).vocabulary().size()).isPositive();
    }

    @Test
    void smallVocabulariesAreNotKeptOnDisk() throws IOException {
        new TokenizerStore(folder, 1_000_000, new SmallRules()).rules(source("models/llama2"));
        assertThat(files()).isEmpty();
    }

    @Test
    void rulesOfASmallVocabularyAreKeptInMemory() {
        TokenizerStore small = new TokenizerStore(folder, 1_000_000, new SmallRules());
        TokenizerSource source = source("models/llama3");
        TokenizerRules made = small.rules(source);
        TokenizerRules kept = small.rules(unread(source));
        assertThat(kept.fingerprint()).isEqualTo(made.fingerprint());
        try (JsonTokenizer first = new JsonTokenizer(made); JsonTokenizer second = new JsonTokenizer(kept)) {
            byte[] text = "café\n\n  漢字".getBytes(StandardCharsets.UTF_8);
            assertThat(second.encode(text)).isEqualTo(first.encode(text));
        }
        try (JsonTokenizer third = new JsonTokenizer(small.rules(unread(source)))) {
            assertThat(third.encode(new byte[] {'a'})).as("those before are closed").isNotEmpty();
        }
    }
}
