package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytestill.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of long documents: where they are cut, and the context that each byte keeps. */
class ReadingWindowTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    /** Most canonical tokens of a window: three quarters of the context without the begin-of-sequence token, at most 2,048. */
    private static int most(int contextLimit) {
        return Math.min(2048, (contextLimit - 1) * 3 / 4);
    }

    /**
     * Every byte is in one window only, and its context is all tokens before it, or at least half a window, or 512 tokens of a
     * long one.
     */
    private static void assertNoByteLosesMore(byte[] text, Tokenizer tokenizer, int contextLimit) {
        int[] tokens = tokenizer.encode(text);
        int[] ends = new int[tokens.length];
        int end = 0;
        for (int token = 0; token < ends.length; token++) {
            end += tokenizer.vocabulary().bytesOf(tokens[token]).length;
            ends[token] = end;
        }
        int read = 0;
        for (ReadingWindow window : ReadingWindow.of(3, text, tokenizer, contextLimit)) {
            int first = window.start() + window.rowsFrom();
            assertThat(window.document()).isEqualTo(3);
            assertThat(first).as("its rows follow those of the window before").isEqualTo(read);
            assertThat(window.text()).isEqualTo(Arrays.copyOfRange(text, window.start(), window.start() + window.text().length));
            assertThat(window.tokens().length).as("tokens of a window, after the begin of sequence").isLessThan(contextLimit);
            long seen = Arrays.stream(ends).filter(at -> at > window.start() && at <= first).count();
            if (window.start() > 0) {
                assertThat(seen).as("tokens before byte %d of %d, in windows of %d", first, text.length, most(contextLimit))
                        .isGreaterThanOrEqualTo(Math.min(512, (most(contextLimit) + 1) / 2));
            }
            read = window.start() + window.text().length;
        }
        assertThat(read).as("every byte has a row").isEqualTo(text.length);
    }

    @Test
    void everyByteHasHalfAWindowOfContextUnlessTheDocumentBeginsThere() {
        Random random = new Random(13);
        for (int round = 0; round < 100; round++) {
            byte[] text = BeamTexts.random(random, 1 + random.nextInt(400));
            int contextLimit = 4 + random.nextInt(40);
            assertNoByteLosesMore(text, BigramModel.random(random, text, 60, 1, contextLimit).tokenizer(), contextLimit);
        }
    }

    /** A window's first bytes are tokenized again, which may give more tokens; the last quarter of the context has room for them. */
    @ParameterizedTest
    @ValueSource(strings = {"smollm2", "llama2"})
    void tokensCutByAWindowDoNotOverflowTheContext(String model) throws IOException {
        byte[] prose = Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/validation.txt")), 3000);
        byte[] mixed = Files.readAllBytes(Path.of("src/test/resources/goldens/bytes/text.txt"));
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve(model))) {
            for (int contextLimit : new int[] {16, 33, 128}) {
                assertNoByteLosesMore(prose, tokenizer, contextLimit);
                assertNoByteLosesMore(mixed, tokenizer, contextLimit);
            }
        }
    }

    @Test
    void windowsOfALongContextAreNotFilledAndOverlapBy512Tokens() throws IOException {
        byte[] prose = Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/validation.txt")), 20_000);
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("smollm2"))) {
            int tokens = tokenizer.encode(prose).length;
            assertNoByteLosesMore(prose, tokenizer, 100_000);
            assertThat(ReadingWindow.of(0, prose, tokenizer, 100_000)).as("windows of 2,048 tokens, 1,536 of them new after the first")
                    .hasSize(1 + (int) Math.ceil((tokens - 2048) / 1536.0));
        }
    }

    @Test
    void aDocumentThatFitsIsOneWindowWithTheWholeContextForEveryByte() {
        byte[] text = new byte[30];
        Arrays.fill(text, (byte) 'a');
        Tokenizer tokenizer = BigramModel.unigram(new String[] {null, "a"}, 0.1, 0.9).tokenizer();
        // 41 - 1 contexts beside the begin of sequence, three quarters of them are 30.
        assertThat(ReadingWindow.of(0, text, tokenizer, 41)).singleElement().satisfies(window -> {
            assertThat(window.rowsFrom()).isZero();
            assertThat(window.tokens()).hasSize(30);
        });
        List<ReadingWindow> windows = ReadingWindow.of(0, text, tokenizer, 40);
        assertThat(windows).extracting(ReadingWindow::start).containsExactly(0, 14);
        assertThat(windows).extracting(ReadingWindow::rowsFrom).containsExactly(0, 15);
    }
}
