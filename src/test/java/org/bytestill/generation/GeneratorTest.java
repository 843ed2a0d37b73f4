package org.bytestill.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.model.Decoder;
import org.bytestill.model.Sampling;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what transformers generates with tiny checkpoints of real families (src/test/reference/make_generation_goldens.py). */
class GeneratorTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final long MEMORY = 1L << 30;

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    static Stream<String> families() throws IOException {
        List<String> names = new ArrayList<>();
        JsonFile.MAPPER.readTree(GOLDENS.resolve("generation/greedy.json").toFile()).fieldNames().forEachRemaining(names::add);
        assertThat(names).hasSize(12);
        return names.stream();
    }

    /** A tiny model, opened. */
    private record Model(Decoder decoder, Tokenizer tokenizer) implements AutoCloseable {
        static Model open(Path folder) {
            return new Model(Decoder.open(folder, Dtype.FLOAT32, Device.CPU), Tokenizer.open(folder));
        }

        static Model of(String family) {
            return open(GOLDENS.resolve("models").resolve(family));
        }

        List<Generated> generate(List<int[]> prompts, GenerationSettings settings) {
            return generate(prompts, settings, GenerationListener.NONE);
        }

        List<Generated> generate(List<int[]> prompts, GenerationSettings settings, GenerationListener listener) {
            return new Generator(decoder, tokenizer.vocabulary(), MEMORY).generate(prompts, settings, listener);
        }

        GenerationSettings settings(int tokens, Sampling sampling, long seed, String... stops) {
            return new GenerationSettings(tokens, sampling, seed, tokenizer.vocabulary(), List.of(stops));
        }

        /** Never ends by a token. */
        GenerationSettings endless(int tokens, Sampling sampling) {
            return new GenerationSettings(tokens, sampling, 0, new BitSet(), List.of());
        }

        int[] prompt(String text) {
            return Prompts.text(tokenizer, text.getBytes(UTF_8));
        }

        @Override
        public void close() {
            decoder.close();
            tokenizer.close();
        }
    }

    private static int[] ints(JsonNode numbers) {
        return IntStream.range(0, numbers.size()).map(i -> numbers.get(i).asInt()).toArray();
    }

    @ParameterizedTest
    @MethodSource("families")
    void greedyTokensAreThoseOfTransformersAloneAndInABatch(String family) throws IOException {
        JsonNode golden = JsonFile.MAPPER.readTree(GOLDENS.resolve("generation/greedy.json").toFile()).path(family);
        try (Model model = Model.of(family)) {
            for (double penalty : new double[] {1, 1.3, 12}) {
                List<JsonNode> texts = new ArrayList<>();
                golden.forEach(text -> texts.addAll(text.path("penalty").asDouble() == penalty ? List.of(text) : List.of()));
                List<int[]> prompts = texts.stream().map(text -> model.prompt(text.path("prompt").asText())).toList();
                for (int i = 0; i < prompts.size(); i++) {
                    assertThat(prompts.get(i)).as("prompt %d", i).isEqualTo(ints(texts.get(i).path("promptIds")));
                }
                GenerationSettings settings = model.settings(24, new Sampling(0, 0, 1, 0, penalty), 0);
                List<Generated> together = model.generate(prompts, settings);
                for (int i = 0; i < prompts.size(); i++) {
                    int[] theirs = ints(texts.get(i).path("ids"));
                    Generated alone = model.generate(List.of(prompts.get(i)), settings).get(0);
                    assertThat(Arrays.copyOf(together.get(i).tokens(), theirs.length)).as("prompt %d, penalty %s", i, penalty)
                            .isEqualTo(theirs);
                    assertThat(Arrays.copyOf(alone.tokens(), theirs.length)).as("prompt %d alone, penalty %s", i, penalty)
                            .isEqualTo(theirs);
                    assertThat(together.get(i).tokens().length).isGreaterThanOrEqualTo(theirs.length);
                }
            }
        }
    }

    /** Windows of 8 positions and caches that grow; the reference reads the whole text at once. */
    @ParameterizedTest
    @ValueSource(strings = {"gemma2", "gemma3", "mistral", "gpt2"})
    void tokensOfALongTextAreThoseOfReadingItAtOnce(String family) {
        try (Model model = Model.of(family)) {
            List<int[]> prompts = List.of(model.prompt("You should"), model.prompt("The licensee may convey copies of the Program as"));
            List<Generated> texts = model.generate(prompts, model.endless(120, new Sampling(0, 0, 1, 0, 1.5)));
            for (int i = 0; i < prompts.size(); i++) {
                int[] whole = IntStream.concat(Arrays.stream(prompts.get(i)), Arrays.stream(texts.get(i).tokens())).toArray();
                float[] atOnce = model.decoder.tokenLogProbabilities(List.of(whole)).get(0);
                float[] written = texts.get(i).logProbabilities();
                assertThat(written).hasSize(120);
                for (int t = 0; t < written.length; t++) {
                    assertThat(written[t]).as("token %d", t).isCloseTo(atOnce[prompts.get(i).length - 1 + t], within(1e-3f));
                }
            }
        }
    }

    /** LongRoPE: from one length on a text has other frequencies, from its first position on. */
    @Test
    void aTextThatGrowsBeyondTheOriginalContextIsReadAnew() throws IOException {
        copy(GOLDENS.resolve("models/phi3"), folder);
        Path file = folder.resolve("config.json");
        ObjectNode config = (ObjectNode) JsonFile.MAPPER.readTree(file.toFile());
        int pairs = config.path("hidden_size").asInt() / config.path("num_attention_heads").asInt() / 2;
        config.remove("rope_parameters");
        ObjectNode scaling = config.put("original_max_position_embeddings", 24).putObject("rope_scaling").put("type", "longrope");
        for (int i = 0; i < pairs; i++) {
            scaling.withArray("short_factor").add(1 + 0.1 * i);
            scaling.withArray("long_factor").add(3 + i);
        }
        JsonFile.MAPPER.writeValue(file.toFile(), config);
        try (Model model = Model.open(folder)) {
            List<int[]> prompts = List.of(model.prompt("You should have"), model.prompt("The licensee may convey copies of the Program"));
            List<Generated> texts = model.generate(prompts, model.endless(30, new Sampling(0, 0, 1, 0, 1.5)));
            for (int i = 0; i < prompts.size(); i++) {
                int[] whole = IntStream.concat(Arrays.stream(prompts.get(i)), Arrays.stream(texts.get(i).tokens())).toArray();
                assertThat(prompts.get(i).length).isLessThan(24);
                for (int length : new int[] {prompts.get(i).length, 23, 24, 25, 26, whole.length - 1}) {
                    assertThat((double) texts.get(i).logProbabilities()[length - prompts.get(i).length])
                            .as("text %d after %d tokens", i, length)
                            .isCloseTo(logProbability(model, Arrays.copyOf(whole, length), whole[length]), within(1e-3));
                }
            }
        }
    }

    private static double logProbability(Model model, int[] text, int next) {
        long[] mask = new long[text.length];
        Arrays.fill(mask, 1);
        float[] logits = model.decoder.logits(new long[][] {Arrays.stream(text).asLongStream().toArray()}, new long[][] {mask});
        int rows = logits.length / text.length;
        float[] last = Arrays.copyOfRange(logits, logits.length - rows, logits.length);
        double sum = IntStream.range(0, rows).mapToDouble(i -> Math.exp(last[i])).sum();
        return last[next] - Math.log(sum);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void sampledTextsRepeatWithTheSeedAndAreTheSameAloneAndTogether() {
        try (Model model = Model.of("qwen3")) {
            List<int[]> prompts = Stream.of("You", "The licensee may convey", "Free software is", "a").map(model::prompt).toList();
            GenerationSettings settings = model.settings(20, new Sampling(1.2, 40, 0.95, 0.01, 1.1), 7);
            List<Generated> together = model.generate(prompts, settings);
            List<Generated> again = model.generate(prompts, settings);
            Generator one = new Generator(model.decoder, model.tokenizer.vocabulary(), 1);
            List<Generated> oneByOne = one.generate(prompts, settings, GenerationListener.NONE);
            List<Generated> other = model.generate(prompts, model.settings(20, settings.sampling(), 8));
            for (int i = 0; i < prompts.size(); i++) {
                assertThat(again.get(i).tokens()).isEqualTo(together.get(i).tokens());
                assertThat(oneByOne.get(i).tokens()).isEqualTo(together.get(i).tokens());
                assertThat(other.get(i).tokens()).isNotEqualTo(together.get(i).tokens());
            }
            assertThat(together.get(0).tokens())
                    .isNotEqualTo(model.generate(List.of(prompts.get(1), prompts.get(0)), settings).get(1).tokens());
        }
    }

    @Test
    void aTextEndsAtEachOfTheStopTokensAndTheOthersGoOn() {
        try (Model model = Model.of("llama2")) {
            List<int[]> prompts = Stream.of("You", "The licensee may convey", "Free software is", "a", "Apache").map(model::prompt)
                    .toList();
            List<Generated> endless = model.generate(prompts, model.endless(20, Sampling.GREEDY));
            BitSet stops = new BitSet();
            stops.set(endless.get(0).tokens()[3]);
            stops.set(endless.get(1).tokens()[7]);
            List<Generated> ended = model.generate(prompts, new GenerationSettings(20, Sampling.GREEDY, 0, stops, List.of()));
            for (int i = 0; i < prompts.size(); i++) {
                int[] all = endless.get(i).tokens();
                int length = IntStream.range(0, 20).filter(t -> stops.get(all[t])).findFirst().orElse(19) + 1;
                assertThat(ended.get(i).tokens()).as("text %d", i).isEqualTo(Arrays.copyOf(all, length));
                assertThat(ended.get(i).reason()).isEqualTo(stops.get(all[length - 1]) ? StopReason.END : StopReason.LENGTH);
            }
            assertThat(ended).extracting(Generated::reason).contains(StopReason.END, StopReason.LENGTH);
        }
    }

    @Test
    void aStopStringIsFoundAcrossTheBordersOfTokensAndIsNotShown() {
        try (Model model = Model.of("qwen3")) {
            List<int[]> prompts = Stream.of("You", "The licensee may convey", "Free software is").map(model::prompt).toList();
            Generated whole = model.generate(prompts, model.endless(20, Sampling.GREEDY)).get(1);
            String stop = acrossABorder(model.tokenizer, whole);
            StringBuilder shown = new StringBuilder();
            Generated stopped = model.generate(prompts, model.settings(20, Sampling.GREEDY, 0, "never", stop), (prompt, token, p, text) -> {
                shown.append(prompt == 1 ? text : "");
                return true;
            }).get(1);
            assertThat(stopped.reason()).isEqualTo(StopReason.STOP_STRING);
            assertThat(stopped.stopString()).isEqualTo(stop);
            assertThat(stopped.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
            assertThat(shown).hasToString(stopped.text());
            assertThat(stopped.tokens().length).isLessThan(20);
        }
    }

    /** The last character of a token and the first of the next, both ASCII. */
    private static String acrossABorder(Tokenizer tokenizer, Generated text) {
        byte[] bytes = text.bytes();
        int border = 0;
        for (int token : text.tokens()) {
            border += tokenizer.vocabulary().bytesOf(token).length;
            if (border > 1 && border < bytes.length && bytes[border - 1] > 0 && bytes[border] > 0) {
                return new String(bytes, border - 1, 2, UTF_8);
            }
        }
        throw new AssertionError("no such border in " + text.text());
    }

    @Test
    void theListenerHearsEveryTokenAndCanEndAllTexts() {
        try (Model model = Model.of("mistral")) {
            List<int[]> prompts = List.of(model.prompt("You should"), model.prompt("a"));
            List<List<Integer>> heard = List.of(new ArrayList<>(), new ArrayList<>());
            List<Generated> texts = model.generate(prompts, model.endless(20, Sampling.GREEDY), (prompt, token, p, text) -> {
                heard.get(prompt).add(token);
                return heard.get(0).size() + heard.get(1).size() < 9;
            });
            assertThat(texts).extracting(Generated::reason).containsExactly(StopReason.CANCELLED, StopReason.CANCELLED);
            for (int i = 0; i < 2; i++) {
                assertThat(texts.get(i).tokens()).containsExactly(heard.get(i).stream().mapToInt(Integer::intValue).toArray());
            }
            assertThat(heard.get(0).size() + heard.get(1).size()).isEqualTo(9);
        }
    }

    @Test
    void aFullContextWindowEndsATextAndTooLongAPromptIsRefused() {
        try (Model model = Model.of("gpt2")) {
            int limit = model.decoder.config().maxPositions();
            int[] nearlyFull = new int[limit - 3];
            Arrays.fill(nearlyFull, 65);
            Generated text = model.generate(List.of(nearlyFull, new int[] {65}), model.endless(10, Sampling.GREEDY)).get(0);
            assertThat(text.reason()).isEqualTo(StopReason.CONTEXT);
            assertThat(text.tokens()).hasSize(3);
            assertThatThrownBy(() -> model.generate(List.of(new int[] {65}, new int[limit]), model.endless(10, Sampling.GREEDY)))
                    .isInstanceOf(UserError.class).hasMessageContaining("Prompt 2 has 256 tokens");
            assertThatThrownBy(() -> model.generate(List.of(new int[0]), model.endless(10, Sampling.GREEDY)))
                    .isInstanceOf(UserError.class).hasMessageContaining("Prompt 1 is empty");
        }
    }

    @Test
    void namesOfControlTokensAreTheseTokensInARenderedTextOnly() {
        try (Tokenizer tokenizer = Tokenizer.open(GOLDENS.resolve("models/qwen2"))) {
            byte[] text = "<|im_start|>user\nYou<|im_end|>\n<|im_start|>".getBytes(UTF_8);
            int start = tokenizer.controls().idOf("<|im_start|>");
            int end = tokenizer.controls().idOf("<|im_end|>");
            IntStream expected = IntStream.of(start);
            expected = IntStream.concat(expected, IntStream.of(tokenizer.encode("user\nYou".getBytes(UTF_8))));
            expected = IntStream.concat(expected, IntStream.of(end));
            expected = IntStream.concat(expected, IntStream.of(tokenizer.encode("\n".getBytes(UTF_8))));
            assertThat(Prompts.rendered(tokenizer, text)).containsExactly(IntStream.concat(expected, IntStream.of(start)).toArray());
            assertThat(Prompts.text(tokenizer, text)).containsExactly(tokenizer.encode(text)).doesNotContain(start, end);
        }
    }

    @Test
    void moreTextsThanABatchHoldsAreAllWritten() {
        try (Model model = Model.of("smollm2")) {
            List<int[]> prompts = IntStream.range(0, 70).mapToObj(i -> model.prompt("You should have ".repeat(1 + i % 3) + i)).toList();
            List<Generated> texts = model.generate(prompts, model.endless(5, new Sampling(0, 0, 1, 0, 12)));
            assertThat(texts).hasSize(70).allSatisfy(text -> assertThat(text.tokens()).hasSize(5));
            Generated alone = model.generate(List.of(prompts.get(69)), model.endless(5, new Sampling(0, 0, 1, 0, 12))).get(0);
            assertThat(texts.get(69).tokens()).isEqualTo(alone.tokens());
        }
    }
}
