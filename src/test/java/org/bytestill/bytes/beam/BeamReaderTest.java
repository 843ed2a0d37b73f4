package org.bytestill.bytes.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.bytestill.bytes.BeamTexts;
import org.bytestill.bytes.BigramModel;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.ExactBytes;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.RowTable;
import org.bytestill.bytes.TokenModel;
import org.bytestill.evaluate.Bootstrap;
import org.bytestill.evaluate.ConversionLoss;
import org.bytestill.problem.UserError;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;

/** The beam on vocabularies so small that the numbers can be worked out by hand, and against the exact sum over all tokenizations. */
class BeamReaderTest {
    /** Token probabilities pass through float32. */
    private static final double FLOAT = 1e-6;
    private static final int EOS = ByteDistribution.EOS;
    private static final ConverterSettings EVERYTHING = ConverterSettings.beam(Integer.MAX_VALUE, 0);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteRows read(TokenModel model, ConverterSettings settings, String text) {
        return new BeamReader(model, settings).read(List.of(utf8(text)), Progress.NONE).get(0);
    }

    /** Four tokens: the end 0.1, "a" 0.5, "ab" 0.2, "b" 0.2, whatever came before. */
    private static BigramModel fourTokens() {
        return BigramModel.unigram(new String[] {null, "a", "ab", "b"}, 0.1, 0.5, 0.2, 0.2);
    }

    @Test
    void theFirstByteSumsTheTokensThatBeginWithIt() {
        ByteRows rows = read(fourTokens(), EVERYTHING, "ab");
        assertThat(rows.distribution(0)['a']).isCloseTo(0.7, within(FLOAT));
        assertThat(rows.distribution(0)['b']).isCloseTo(0.2, within(FLOAT));
        assertThat(rows.distribution(0)[EOS]).isCloseTo(0.1, within(FLOAT));
        assertThat(rows.tokenEnds(0)).isCloseTo(1, within(FLOAT));
        assertThat(rows.livePaths(0)).isEqualTo(1);
    }

    @Test
    void aTokenThatEndsIsCountedThroughTheTokenThatFollows() {
        // P(a) = 0.7. "ab" goes on with b: 0.2. "a" has ended (0.5), then a or ab: 0.7, b: 0.2, the end: 0.1.
        ByteRows rows = read(fourTokens(), EVERYTHING, "ab");
        assertThat(rows.distribution(1)['b']).isCloseTo((0.2 + 0.5 * 0.2) / 0.7, within(FLOAT));
        assertThat(rows.distribution(1)['a']).isCloseTo(0.5 * 0.7 / 0.7, within(FLOAT));
        assertThat(rows.distribution(1)[EOS]).isCloseTo(0.5 * 0.1 / 0.7, within(FLOAT));
        assertThat(rows.tokenEnds(1)).isCloseTo(0.5 / 0.7, within(FLOAT));
        assertThat(rows.livePaths(1)).isEqualTo(2);
    }

    @Test
    void anExtensionBelowTheThresholdIsNotEvaluatedAndItsMassIsReported() {
        // After "a" the extension weighs 0.5 of 0.7 + 0.5; at threshold 0.5 only "ab" is left.
        ByteRows rows = read(fourTokens(), ConverterSettings.beam(10, 0.5), "ab");
        assertThat(rows.distribution(1)['b']).isCloseTo(1, within(FLOAT));
        assertThat(rows.belowThreshold(1)).isCloseTo(0.5 / 0.7, within(FLOAT));
        assertThat(rows.beyondWidth(1)).isZero();
    }

    @Test
    void theHeaviestExtensionIsEvaluatedWhateverTheThresholdIfNoOtherPathContinues() {
        // All of "a" ends there; its two ids weigh a quarter each of twice the whole, less than the threshold.
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "a", "b"}, 0.1, 0.4, 0.3, 0.2);
        ByteRows rows = read(model, ConverterSettings.beam(10, 0.5), "ab");
        assertThat(rows.distribution(1)['a']).isCloseTo(0.7, within(FLOAT));
        assertThat(rows.belowThreshold(1)).isCloseTo(0.3 / 0.7, within(FLOAT));
    }

    @Test
    void theMassOfAPathBeyondTheWidthIsReportedAtTheByteThatLacksIt() {
        // After "ab": the path "ab" unfinished weighs 0.2, "a" then "b" weighs 0.1. At width 1 the second is dropped there,
        // so before the fourth byte of "abab" what went on with "a" through it is missing.
        ByteRows wide = read(fourTokens(), ConverterSettings.beam(2, 0), "aba");
        ByteRows narrow = read(fourTokens(), ConverterSettings.beam(1, 0), "abab");
        assertThat(wide.beyondWidth(2)).isZero();
        assertThat(narrow.beyondWidth(2)).as("nothing was dropped before").isZero();
        // Of "ab|" (0.2) all and of "a|b|" (0.1) all goes on with a by 0.7: a third of the mass is lost.
        assertThat(narrow.beyondWidth(3)).isCloseTo(1.0 / 3, within(FLOAT));
    }

    @Test
    void theMassOfSpecialTokensAndOfPaddingIsTheResidual() {
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "b", null}, 0.1, 0.4, 0.2, 0.2, 0.1);
        ByteRows rows = read(model, EVERYTHING, "ab");
        assertThat(rows.residual(0)).isCloseTo(0.3, within(FLOAT));
        assertThat(rows.distribution(0)['a']).isCloseTo(0.4 / 0.7, within(FLOAT));
        assertThat(rows.residual(1)).isCloseTo(0.3, within(FLOAT));
    }

    @Test
    void aSpecialTokenReadAsTextIsTheBytesOfItsName() {
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "b", null}, 0.1, 0.4, 0.2, 0.3);
        ConverterSettings asText = new ConverterSettings(ConverterSettings.Method.BEAM, 10, 0, true);
        ByteRows rows = read(model, asText, "ab");
        assertThat(rows.distribution(0)['<']).isCloseTo(0.3, within(FLOAT));
        assertThat(rows.residual(0)).isZero();
    }

    @Test
    void healingCommitsAShorterTokenWhereNoPathContinuesWithTheByte() {
        // "xab" and "xa" begin alike, "x" is far too light to be kept; the text goes on with "ac", which only "x" allows:
        // the unfinished "xa" is replaced by "x", then "a" and "c" follow.
        BigramModel model = BigramModel.unigram(new String[] {null, "xab", "x", "a", "c"}, 0.1, 0.8, 0.001, 0.05, 0.049);
        ByteRows rows = read(model, ConverterSettings.beam(10, 0.1), "xaca");
        assertThat(rows.healed(1)).isFalse();
        assertThat(rows.healed(2)).isFalse();
        assertThat(rows.healed(3)).as("the byte before, c, could not be taken").isTrue();
        assertThat(rows.livePaths(3)).isEqualTo(2);
        assertThat(rows.distribution(2)['b']).as("the observed byte had no chance").isCloseTo(1, within(FLOAT));
        assertThat(rows.distribution(3)['x']).isCloseTo(0.801, within(FLOAT));
    }

    @Test
    void aBeamWithoutPruningIsTheExactSumOverAllTokenizations() {
        Random random = new Random(17);
        for (int round = 0; round < 40; round++) {
            byte[] text = BeamTexts.random(random, 9);
            BigramModel model = BigramModel.random(random, text, 25, 1 + random.nextInt(3), Integer.MAX_VALUE);
            double[][] exact = ExactBytes.rows(model, text);
            ByteRows rows = new BeamReader(model, EVERYTHING).read(List.of(text), Progress.NONE).get(0);
            for (int row = 0; row < text.length; row++) {
                assertThat(rows.distribution(row)).as("round %d, row %d", round, row).satisfies(closeTo(exact[row], 1e-9));
                assertThat(rows.belowThreshold(row) + rows.beyondWidth(row)).isZero();
            }
        }
    }

    @Test
    void anAuditAgainstTheExactSumFindsNoLossWithoutPruning() {
        byte[] text = BeamTexts.random(new Random(41), 9);
        assertThat(meanLoss(text, EVERYTHING)).isLessThan(1e-12);
    }

    @Test
    void anAuditAgainstTheExactSumFindsLessLossTheWiderTheBeam() {
        byte[] text = BeamTexts.random(new Random(41), 200);
        double wide = meanLoss(text, ConverterSettings.beam(30, 1e-4));
        double usual = meanLoss(text, ConverterSettings.beam(10, 0.01));
        double narrow = meanLoss(text, ConverterSettings.beam(1, 0.3));
        assertThat(new double[] {wide, usual, narrow}).isSorted();
        assertThat(narrow).isGreaterThan(0.001);
    }

    private static double meanLoss(byte[] text, ConverterSettings settings) {
        BigramModel model = BigramModel.random(new Random(42), text, 60, 2, Integer.MAX_VALUE);
        double[][] exact = ExactBytes.rows(model, text);
        RowTable truth = new RowTable(text.length);
        for (int row = 0; row < text.length; row++) {
            truth.set(row, exact[row], new RowTable.Provenance(0, 0, 0, 0, 0, false));
        }
        List<ByteRows> rows = new BeamReader(model, settings).read(List.of(text), Progress.NONE);
        return ConversionLoss.of(List.of(Passage.of(text)), List.of(truth), rows, Bootstrap.DEFAULT).meanJsdBits().value();
    }

    @Test
    void batchesAndLookAheadGiveTheNumbersOfTheSequentialReader() {
        Random random = new Random(23);
        int healed = 0;
        for (int round = 0; round < 150; round++) {
            List<byte[]> texts = new ArrayList<>();
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (int i = 0; i < 3; i++) {
                texts.add(BeamTexts.random(random, 5 + random.nextInt(60)));
                all.writeBytes(texts.get(i));
            }
            ConverterSettings settings = ConverterSettings.beam(new int[] {1, 2, 3, 10}[random.nextInt(4)],
                    new double[] {0, 0.01, 0.1, 0.4}[1 + random.nextInt(3)]);
            BigramModel model = BigramModel.random(random, all.toByteArray(), 60, 1 + random.nextInt(4), round % 5 == 0 ? 24 : 4096);
            BeamReader together = new BeamReader(model, settings);
            List<ByteRows> batched = together.read(texts, Progress.NONE);
            int batches = model.batches();
            List<ByteRows> sequential = BeamReader.sequential(model, settings).read(texts, Progress.NONE);
            assertThat(batches).isLessThan(model.batches() - batches);
            for (int i = 0; i < texts.size(); i++) {
                for (int row = 0; row < texts.get(i).length; row++) {
                    assertSameRow(batched.get(i), sequential.get(i), row);
                    assertLedgerIsWhole(batched.get(i), row);
                    healed += batched.get(i).healed(row) ? 1 : 0;
                }
            }
        }
        assertThat(healed).as("mending was tried, too").isGreaterThan(100);
    }

    @Test
    void theMemoryLimitIsKeptAndChangesNoNumber() {
        Random random = new Random(29);
        int atOnce = 0;
        for (int round = 0; round < 20; round++) {
            List<byte[]> texts = new ArrayList<>();
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (int i = 0; i < 12; i++) {
                texts.add(BeamTexts.random(random, 5 + random.nextInt(60)));
                all.writeBytes(texts.get(i));
            }
            ConverterSettings settings = ConverterSettings.beam(10, 0.01);
            BigramModel model = BigramModel.random(random, all.toByteArray(), 60, 2, 4096);
            List<ByteRows> free = new BeamReader(model, settings).read(texts, Progress.NONE);
            int unbounded = model.mostOpenNodes();
            BigramModel single = new BigramModel(model.tokenizer().vocabulary(), model.rows(), 4096);
            for (byte[] text : texts) {
                new BeamReader(single, settings).read(List.of(text), Progress.NONE);
            }
            // What the largest document needs alone, and half as much again for others beside it; trees grow by half.
            int memory = (int) Math.ceil(1.5 * 1.5 * single.mostOpenNodes());
            BigramModel bounded = new BigramModel(model.tokenizer().vocabulary(), model.rows(), 4096);
            List<ByteRows> frugal = new BeamReader(bounded, settings, memory).read(texts, Progress.NONE);
            assertThat(bounded.mostOpenNodes()).isLessThanOrEqualTo(memory).isLessThan(unbounded);
            atOnce += bounded.mostOpenNodes() > single.mostOpenNodes() ? 1 : 0;
            for (int i = 0; i < texts.size(); i++) {
                for (int row = 0; row < texts.get(i).length; row++) {
                    assertSameRow(free.get(i), frugal.get(i), row);
                }
            }
        }
        assertThat(atOnce).as("the memory is used, too").isGreaterThan(5);
    }

    private static void assertSameRow(ByteRows a, ByteRows b, int row) {
        assertThat(a.distribution(row)).isEqualTo(b.distribution(row));
        assertThat(new double[] {a.residual(row), a.belowThreshold(row), a.beyondWidth(row), a.tokenEnds(row), a.livePaths(row)})
                .containsExactly(b.residual(row), b.belowThreshold(row), b.beyondWidth(row), b.tokenEnds(row), b.livePaths(row));
        assertThat(a.healed(row)).isEqualTo(b.healed(row));
    }

    private static void assertLedgerIsWhole(ByteRows rows, int row) {
        assertThat(java.util.Arrays.stream(rows.distribution(row)).sum()).isCloseTo(1, within(1e-12));
        double leftOut = rows.residual(row) + rows.belowThreshold(row) + rows.beyondWidth(row);
        assertThat(leftOut).isBetween(0.0, 1.0 + 1e-9);
        assertThat(rows.tokenEnds(row)).isBetween(0.0, 1.0);
    }

    @Test
    void aDocumentLongerThanTheContextIsReadInWindows() {
        Random random = new Random(5);
        byte[] text = BeamTexts.random(random, 400);
        BigramModel model = BigramModel.random(random, text, 60, 2, 20);
        ByteRows rows = new BeamReader(model, ConverterSettings.beam(10, 0.001)).read(List.of(text), Progress.NONE).get(0);
        assertThat(model.longestContext()).isLessThanOrEqualTo(20);
        BigramModel unlimited = new BigramModel(model.tokenizer().vocabulary(), model.rows(), Integer.MAX_VALUE);
        ByteRows whole = new BeamReader(unlimited, ConverterSettings.beam(10, 0.001)).read(List.of(text), Progress.NONE).get(0);
        int alike = 0;
        for (int row = 0; row < text.length; row++) {
            assertThat(rows.distribution(row)).isNotNull();
            double difference = 0;
            for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                difference = Math.max(difference, Math.abs(rows.distribution(row)[outcome] - whole.distribution(row)[outcome]));
            }
            alike += difference < 0.05 ? 1 : 0;
        }
        assertThat(alike).as("a bigram forgets: windows change little").isGreaterThan(text.length * 9 / 10);
    }

    @Test
    void aModelThatGivesTheTextProbabilityZeroStillGivesDistributions() {
        float[] row = {0, 1, 0};
        BigramModel model = new BigramModel(BigramModel.vocabulary(new byte[][] {null, {'a'}, {'b'}}), new float[][] {row, row, row}, 100);
        ByteRows rows = read(model, ConverterSettings.beam(10, 0.01), "abba");
        assertThat(rows.distribution(1)['a']).isEqualTo(1);
        assertThat(rows.healed(2)).isTrue();
        assertThat(rows.distribution(3)['a']).isEqualTo(1);
    }

    @Test
    void probabilitiesWithoutAPositiveSumAreAUserError() {
        float[] row = {0, Float.NaN};
        BigramModel model = new BigramModel(BigramModel.vocabulary(new byte[][] {null, {'a'}}), new float[][] {row, row}, 100);
        assertThatThrownBy(() -> read(model, EVERYTHING, "a")).isInstanceOf(UserError.class).hasMessageContaining("NaN");
    }

    @Test
    void readingStopsWhenTheProgressAsksTo() {
        BeamReader reader = new BeamReader(fourTokens(), EVERYTHING);
        assertThatThrownBy(() -> reader.read(List.of(utf8("abab")), (done, total) -> false)).isInstanceOf(CancellationException.class);
    }

    @Test
    void progressEndsWithAllBytes() {
        List<Long> reports = new ArrayList<>();
        BeamReader reader = new BeamReader(fourTokens(), ConverterSettings.beam(10, 0.01));
        reader.read(List.of(utf8("abab"), utf8("aab")), (done, total) -> reports.add(done * 100 + total));
        assertThat(reports.get(reports.size() - 1)).isEqualTo(707L);
        assertThat(reports).isSorted();
        assertThat(reader.modelRows()).isPositive();
    }

    @Test
    void onlyContextsWhoseDistributionIsWantedAreCountedAsRows() {
        BeamReader plain = new BeamReader(fourTokens(), EVERYTHING);
        plain.readPassages(List.of(Passage.of(utf8("abab"))), Progress.NONE);
        BeamReader prompted = new BeamReader(fourTokens(), EVERYTHING);
        prompted.readPassages(List.of(new Passage(new int[] {0, 1, 2, 3, 1}, utf8("abab"))), Progress.NONE);
        assertThat(prompted.modelRows()).as("tokens of a prompt only give keys and values").isEqualTo(plain.modelRows());
    }
}
