package org.bytestill.bytes.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bytestill.bytes.BeamTexts;
import org.bytestill.bytes.BigramModel;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.CountingModel;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.PathLog.Fate;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.flow.MassFlow.Node;
import org.bytestill.bytes.flow.MassFlow.Token;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flow of token mass into bytes: by hand on four tokens, and its sums against the next-byte distributions. */
class MassFlowTest {
    /** Token probabilities pass through float32. */
    private static final double FLOAT = 1e-6;
    private static final ConverterSettings EVERYTHING = ConverterSettings.beam(Integer.MAX_VALUE, 0);
    /** Letters with accents, an emoji with joiners, right-to-left letters, and bytes that are not UTF-8. */
    private static final byte[] ODD = concat("Le café, 👩‍🚀 שלום and é".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xC3, ' ', (byte) 0xFF, 'a'});

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static ByteRows read(TokenModel model, ConverterSettings settings, byte[] text) {
        return ByteReaders.of(model, settings).keepPaths().read(List.of(text), Progress.NONE).get(0);
    }

    private static MassFlow flow(TokenModel model, ConverterSettings settings, String text, int position) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (FlowReader reader = new FlowReader(model)) {
            return reader.at(bytes, read(model, settings, bytes), position, false);
        }
    }

    /** Four tokens: the end 0.1, "a" 0.5, "ab" 0.2, "b" 0.2, whatever came before. */
    private static BigramModel fourTokens() {
        return BigramModel.unigram(new String[] {null, "a", "ab", "b"}, 0.1, 0.5, 0.2, 0.2);
    }

    @Test
    void beforeTheFirstByteEveryTokenFlowsIntoItsFirstByte() {
        MassFlow flow = flow(fourTokens(), EVERYTHING, "ab", 0);
        assertThat(flow.paths()).hasSize(1);
        assertThat(flow.bytes()).extracting(Node::value).containsExactly((int) 'a', (int) 'b');
        Node a = flow.bytes().get(0);
        assertThat(a.mass()).isCloseTo(0.7, within(FLOAT));
        assertThat(a.ends()).singleElement().satisfies(token -> assertThat(token.share()).as("the token a").isCloseTo(0.5, within(FLOAT)));
        assertThat(a.children()).singleElement().satisfies(b -> {
            assertThat(b.value()).isEqualTo('b');
            assertThat(b.ends()).extracting(Token::id).containsExactly(2);
            assertThat(b.mass()).isCloseTo(0.2, within(FLOAT));
        });
        assertThat(flow.endOfSequence()).isCloseTo(0.1, within(FLOAT));
        assertThat(flow.sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void insideATokenTwoPathsMeetInOneByte() {
        // After "a", of 0.7: "ab" goes on with b 0.2; "a" has ended 0.5, and then comes a 0.5, ab 0.2, b 0.2 or the end 0.1.
        MassFlow flow = flow(fourTokens(), EVERYTHING, "ab", 1);
        assertThat(flow.paths()).extracting(path -> path.chain().tokens()).containsExactly(List.of(0), List.of(0, 1));
        assertThat(flow.paths()).extracting(path -> path.chain().isCanonical()).as("the canonical encoding is ab").containsExactly(true,
                false);
        assertThat(flow.paths().get(0).share()).isCloseTo(0.2 / 0.7, within(FLOAT));
        assertThat(flow.paths().get(1).share()).isCloseTo(0.5 / 0.7, within(FLOAT));
        Node b = flow.bytes().get(1);
        assertThat(b.mass()).isCloseTo((0.2 + 0.5 * 0.2) / 0.7, within(FLOAT));
        assertThat(b.ends()).extracting(Token::id).as("heaviest first: ab of the first path, b of the second").containsExactly(2, 3);
        assertThat(b.ends()).extracting(Token::path).containsExactly(0, 1);
        assertThat(b.ends().get(1).share()).isCloseTo(0.5 * 0.2 / 0.7, within(FLOAT));
        assertThat(flow.endOfSequence()).isCloseTo(0.5 * 0.1 / 0.7, within(FLOAT));
    }

    @Test
    void massThatTheBeamDroppedIsReportedBesideTheTokens() {
        MassFlow flow = flow(fourTokens(), ConverterSettings.beam(10, 0.5), "ab", 1);
        assertThat(flow.paths()).hasSize(1);
        assertThat(flow.ofBytes()).isCloseTo(0.2 / 0.7, within(FLOAT));
        assertThat(flow.belowThreshold()).isCloseTo(0.5 / 0.7, within(FLOAT));
        assertThat(flow.probability('b')).as("renormalised").isCloseTo(1, within(FLOAT));
        assertThat(flow.sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void everyPathHasItsFateAtTheNextByte() {
        // "abab" at width 1. Before byte 1: "ab" unfinished and "a" ended; only the first is in the beam, the second an extension
        // of it. Before byte 2: "ab" has ended; "a" then "b" has too.
        PathLog all = read(fourTokens(), EVERYTHING, "abb".getBytes(StandardCharsets.UTF_8)).paths();
        assertThat(all.at(0)).extracting(LivePath::fate).containsExactly(Fate.GOES_ON);
        assertThat(all.at(2)).as("nothing follows the last byte").extracting(LivePath::fate).containsOnly(Fate.END_OF_TEXT);
        PathLog narrow = read(fourTokens(), ConverterSettings.beam(1, 0), "abab".getBytes(StandardCharsets.UTF_8)).paths();
        assertThat(narrow.at(2)).extracting(LivePath::fate).contains(Fate.BEYOND_WIDTH);
        PathLog sharp = read(fourTokens(), ConverterSettings.beam(10, 0.3), "aab".getBytes(StandardCharsets.UTF_8)).paths();
        assertThat(sharp.at(1)).as("ab does not go on with a").extracting(LivePath::fate).contains(Fate.NOT_FOLLOWED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokenMassesSumToTheByteDistributionsOnRandomModels(boolean beam) {
        ConverterSettings settings = beam ? ConverterSettings.beam(4, 0.02) : ConverterSettings.cover();
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            byte[] text = BeamTexts.random(random, 40);
            BigramModel model = BigramModel.random(random, text, 60, 2, seed % 2 == 0 ? Integer.MAX_VALUE : 24);
            assertAgrees(model, settings, text, 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void tokenMassesSumToTheByteDistributionsOnTheSampleModels(boolean beam, boolean teacher) {
        TorchThread.prepare(1);
        try (DecoderTokenModel model = DecoderTokenModel.open(Path.of("sample-data", teacher ? "teacher" : "student"), Dtype.FLOAT32,
                Device.CPU)) {
            // float32 rows evaluated in batches of another size
            assertAgrees(model, beam ? ConverterSettings.beam(10, 0.01) : ConverterSettings.cover(), ODD, 1e-5);
        }
    }

    private static void assertAgrees(TokenModel model, ConverterSettings settings, byte[] text, double tolerance) {
        ByteRows rows = read(model, settings, text);
        try (FlowReader reader = new FlowReader(model)) {
            for (int position = 0; position < text.length; position++) {
                MassFlow flow = reader.at(text, rows, position, false);
                if (flow.paths().isEmpty()) {
                    continue;
                }
                for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                    assertThat(flow.probability(outcome)).as("outcome %d at %d", outcome, position)
                            .isCloseTo(rows.distribution(position)[outcome], within(tolerance));
                }
                assertThat(flow.residual()).isCloseTo(rows.residual(position), within(tolerance));
                assertThat(flow.sum()).as("ledger at %d", position).isCloseTo(1, within(1e-6));
                double paths = flow.paths().stream().mapToDouble(LivePath::share).sum();
                assertThat(paths + flow.belowThreshold() + flow.beyondWidth()).as("paths at %d", position).isCloseTo(1, within(1e-6));
                flow.bytes().forEach(MassFlowTest::assertSums);
            }
        }
    }

    private static void assertSums(Node node) {
        double parts = node.ends().stream().mapToDouble(Token::share).sum() + node.children().stream().mapToDouble(Node::mass).sum()
                + node.foldedMass();
        assertThat(parts).isCloseTo(node.mass(), within(1e-12));
        assertThat(node.foldedTokens()).isGreaterThanOrEqualTo(0);
        node.children().forEach(MassFlowTest::assertSums);
    }

    @Test
    void aStepEvaluatesOnlyNewContexts() throws Exception {
        byte[] text = java.util.Arrays.copyOf(Files.readAllBytes(Path.of("src/test/resources/goldens/bytes/text.txt")), 60);
        BigramModel model = BigramModel.random(new Random(5), text, 80, 2, Integer.MAX_VALUE);
        CountingModel counted = new CountingModel(model);
        ByteRows rows = read(model, ConverterSettings.beam(10, 0.01), text);
        try (FlowReader reader = new FlowReader(counted)) {
            reader.at(text, rows, 50, false);
            long prefix = counted.asked();
            reader.at(text, rows, 50, false);
            assertThat(counted.asked()).as("rows at the cursor are kept").isEqualTo(prefix);
            reader.at(text, rows, 51, false);
            assertThat(counted.asked() - prefix).isLessThanOrEqualTo(rows.paths().at(51).size());
            assertThat(rows.paths().at(51)).hasSizeLessThan((int) prefix);
        }
    }

    @Test
    void anEditedTextEvaluatesOnlyContextsAfterTheSharedBeginning() throws Exception {
        byte[] text = java.util.Arrays.copyOf(Files.readAllBytes(Path.of("src/test/resources/goldens/bytes/text.txt")), 60);
        byte[] edited = text.clone();
        edited[59] = (byte) (text[59] == 'e' ? 'a' : 'e');
        BigramModel model = BigramModel.random(new Random(5), text, 80, 2, Integer.MAX_VALUE);
        CountingModel counted = new CountingModel(model);
        ConverterSettings settings = ConverterSettings.beam(10, 0.01);
        ByteRows before = read(model, settings, text);
        ByteRows after = read(model, settings, edited);
        try (FlowReader reader = new FlowReader(counted)) {
            MassFlow first = reader.at(text, before, 40, false);
            long asked = counted.asked();
            MassFlow second = reader.at(edited, after, 40, false);
            assertThat(counted.asked()).as("the same paths before the edit").isEqualTo(asked);
            assertThat(second.probability('e')).isEqualTo(first.probability('e'));
        }
    }

    @Test
    void clearingAFullTreeChangesNoFlow() {
        byte[] text = BeamTexts.random(new Random(11), 400);
        ByteRows rows = read(BigramModel.random(new Random(12), text, 60, 2, Integer.MAX_VALUE), ConverterSettings.beam(8, 0.001), text);
        BigramModel model = BigramModel.random(new Random(12), text, 60, 2, Integer.MAX_VALUE);
        CountingModel counted = new CountingModel(model);
        try (FlowReader small = new FlowReader(counted, 0)) {
            for (int round = 0; round < 2; round++) {
                for (int position = 0; position < text.length; position += 7) {
                    MassFlow flow = small.at(text, rows, position, false);
                    for (int value = 'a'; value <= 'e'; value++) {
                        assertThat(flow.probability(value)).isCloseTo(rows.distribution(position)[value], within(1e-9));
                    }
                }
            }
        }
        assertThat(counted.asked()).as("more contexts than are kept at once").isGreaterThan(512);
        assertThat(model.mostOpenNodes()).as("twice the longest context at most").isLessThanOrEqualTo(2 * (text.length + 1));
    }
}
