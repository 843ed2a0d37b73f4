package org.bytestill.tasks.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.model.Decoder;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Continuations scored in trees against each scored alone. */
class TreeScorerTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final int WINDOW = 48;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    static List<Path> models() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("config.json"))).sorted().toList();
        }
    }

    private static int[] tokens(Random random, int count) {
        return random.ints(count, 3, 250).toArray();
    }

    /** Contexts that begin alike, of one length and another, with choices that begin alike; one is longer than the window. */
    private static List<Pair> pairs() {
        Random random = new Random(7);
        int[] examples = tokens(random, 20);
        List<Pair> pairs = new ArrayList<>();
        for (int question = 0; question < 4; question++) {
            int[] context = PairEncoder.joined(examples, tokens(random, 5 + 7 * question));
            int[] choice = tokens(random, 6);
            pairs.add(new Pair(context, choice));
            pairs.add(new Pair(context, Arrays.copyOf(choice, 3)));
            pairs.add(new Pair(context, PairEncoder.joined(Arrays.copyOf(choice, 2), tokens(random, 1))));
            pairs.add(new Pair(context, tokens(random, 1)));
        }
        pairs.add(new Pair(tokens(random, 1), tokens(random, 4)));
        pairs.add(pairs.get(2));
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("models")
    void inATreeEveryContinuationIsAsProbableAsAlone(Path model) {
        List<Pair> pairs = pairs();
        try (Decoder decoder = Decoder.open(model, Dtype.FLOAT32, Device.CPU)) {
            Score[] scores = new TreeScorer(decoder, WINDOW).score(pairs, done -> true);
            for (int i = 0; i < pairs.size(); i++) {
                int[] whole = PairEncoder.joined(pairs.get(i).context(), pairs.get(i).continuation());
                int[] read = Arrays.copyOfRange(whole, Math.max(0, whole.length - WINDOW - 1), whole.length);
                float[] alone = decoder.tokenLogProbabilities(List.of(read)).get(0);
                int count = pairs.get(i).continuation().length;
                for (int t = 0; t < count; t++) {
                    assertThat(scores[i].tokens()[t]).isCloseTo(alone[alone.length - count + t], within(1e-4f));
                }
                assertThat(scores[i].logLikelihood())
                        .isCloseTo(IntStream.range(alone.length - count, alone.length).mapToDouble(t -> alone[t]).sum(), within(1e-3));
            }
            assertThat(scores[pairs.size() - 1].logLikelihood()).isEqualTo(scores[2].logLikelihood());
        }
    }

    @Test
    void whatTheModelWouldWriteIsGreedy() {
        try (Decoder decoder = Decoder.open(MODELS.resolve("llama3"), Dtype.FLOAT32, Device.CPU)) {
            int[] context = tokens(new Random(1), 9);
            List<Pair> all = IntStream.range(0, decoder.config().vocabularySize()).mapToObj(token -> new Pair(context, new int[] {token}))
                    .toList();
            Score[] scores = new TreeScorer(decoder, WINDOW).score(all, done -> true);
            int best = IntStream.range(0, scores.length).reduce((a, b) -> scores[b].logLikelihood() > scores[a].logLikelihood() ? b : a)
                    .orElseThrow();
            for (int token = 0; token < scores.length; token++) {
                assertThat(scores[token].isGreedy()).isEqualTo(token == best);
            }
            assertThat(Arrays.stream(scores).mapToDouble(score -> Math.exp(score.logLikelihood())).sum()).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aTextLongerThanTheWindowIsReadInFullWindows() {
        int[] text = IntStream.range(10, 20).toArray();
        List<Pair> windows = Windows.of(text, 1, 4);
        assertThat(windows.stream().map(window -> Arrays.toString(window.context()) + Arrays.toString(window.continuation())))
                .containsExactly("[1][10, 11, 12, 13]", "[13][14, 15, 16, 17]", "[15, 16, 17][18, 19]");
        assertThat(Windows.of(new int[0], 1, 4)).isEmpty();
    }
}
