package org.bytestill.bytes.cover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytestill.bytes.BeamTexts;
import org.bytestill.bytes.BigramModel;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.TokenModel;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.text.Vocabulary;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;

class CoverReaderTest {

    private static ByteRows read(TokenModel model, byte[] text) {
        return new CoverReader(model, ConverterSettings.cover()).read(List.of(text), Progress.NONE).get(0);
    }

    @Test
    void onlyCanonicalContextsAreFollowed() {
        // Tokens: the end 0.1, "a" 0.5, "ab" 0.2, "b" 0.2. After "ab" the beam would also follow "a", "b"; here it is left out.
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "ab", "b"}, 0.1, 0.5, 0.2, 0.2);
        ByteRows rows = read(model, "aba".getBytes(StandardCharsets.UTF_8));
        // Row 1, after "a": "ab" 0.2 from the start; "a" has ended: 0.5 (a or ab 0.7, b 0.2, the end 0.1).
        assertThat(rows.distribution(1)['b']).isCloseTo((0.2 + 0.5 * 0.2) / 0.7, within(1e-6));
        // Row 2, after "ab": only the token "ab" has ended; "a" then "b" is not canonical.
        assertThat(rows.distribution(2)['a']).isCloseTo(0.7, within(1e-6));
        assertThat(rows.tokenEnds(2)).isCloseTo(1, within(1e-6));
        assertThat(rows.livePaths(2)).as("no token goes on with ab").isEqualTo(1);
    }

    /** The sum of method.md F8 written out, with the whole encoding of every prefix. */
    private static double[] row(BigramModel model, byte[] text, int j) {
        Vocabulary vocabulary = model.tokenizer().vocabulary();
        double[] sums = new double[ByteDistribution.OUTCOMES];
        for (int e = 0; e <= j; e++) {
            double weight = 1;
            int before = vocabulary.beginOfSequence();
            for (int token : model.tokenizer().encode(Arrays.copyOf(text, e))) {
                weight *= model.probability(before, token);
                before = token;
            }
            byte[] rest = Arrays.copyOfRange(text, e, j);
            for (int token = 0; token < vocabulary.size(); token++) {
                byte[] bytes = vocabulary.bytesOf(token);
                if (bytes.length > rest.length && Arrays.equals(Arrays.copyOf(bytes, rest.length), rest)) {
                    sums[bytes[rest.length] & 0xFF] += weight * model.probability(before, token);
                }
            }
            sums[ByteDistribution.EOS] += e == j ? weight * model.probability(before, 0) : 0;
        }
        double sum = Arrays.stream(sums).sum();
        return Arrays.stream(sums).map(value -> value / sum).toArray();
    }

    @Test
    void distributionsEqualTheSumOfTheMethodWrittenOut() {
        Random random = new Random(41);
        for (int round = 0; round < 30; round++) {
            byte[] text = BeamTexts.random(random, 5 + random.nextInt(25));
            BigramModel model = BigramModel.random(random, text, 40, 2, Integer.MAX_VALUE);
            ByteRows rows = read(model, text);
            for (int j = 0; j < text.length; j++) {
                assertThat(rows.distribution(j)).as("round %d, row %d", round, j).satisfies(closeTo(row(model, text, j), 1e-9));
            }
        }
    }

    @Test
    void aPassageIsReadAfterTheLastTokenOfItsPrompt() {
        Random random = new Random(44);
        for (int round = 0; round < 20; round++) {
            byte[] text = BeamTexts.random(random, 5 + random.nextInt(25));
            BigramModel model = BigramModel.random(random, text, 40, 2, Integer.MAX_VALUE);
            int last = 1 + random.nextInt(39);
            float[][] beginsWithLast = model.rows().clone();
            beginsWithLast[0] = model.rows()[last];
            BigramModel expected = new BigramModel(model.tokenizer().vocabulary(), beginsWithLast, Integer.MAX_VALUE);
            Passage passage = new Passage(new int[] {0, 1, 5, last}, text);
            for (ConverterSettings settings : List.of(ConverterSettings.cover(), ConverterSettings.beam(1000, 0))) {
                ByteRows rows = ByteReaders.of(model, settings).readPassages(List.of(passage), Progress.NONE).get(0);
                ByteRows after = ByteReaders.of(expected, settings).read(List.of(text), Progress.NONE).get(0);
                assertThat(rows.size()).isEqualTo(text.length);
                for (int j = 0; j < text.length; j++) {
                    assertThat(rows.distribution(j)).as("round %d, row %d", round, j).isEqualTo(after.distribution(j));
                }
            }
            assertThat(model.longestContext()).isGreaterThan(4);
        }
    }

    @Test
    void aPromptThatLeavesTooLittleRoomLosesItsBeginning() {
        Random random = new Random(45);
        byte[] text = BeamTexts.random(random, 12);
        BigramModel model = BigramModel.random(random, text, 40, 2, 32);
        Passage passage = new Passage(random.ints(100, 2, 30).toArray(), text);
        for (ConverterSettings settings : List.of(ConverterSettings.cover(), ConverterSettings.beam(4, 0.01))) {
            ByteRows rows = ByteReaders.of(model, settings).readPassages(List.of(passage), Progress.NONE).get(0);
            assertThat(model.longestContext()).isBetween(20, 32);
            assertThat(Arrays.stream(rows.distribution(11)).sum()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void readingInPiecesChangesNoDistributionAndHoldsOnlyTheCanonicalPathAndOnePiece() {
        Random random = new Random(43);
        for (int round = 0; round < 20; round++) {
            byte[] text = BeamTexts.random(random, 60 + random.nextInt(60));
            BigramModel model = BigramModel.random(random, text, 60, 2, Integer.MAX_VALUE);
            int canonicalPath = 1 + model.tokenizer().encode(text).length;
            ByteRows whole = read(model, text);
            BigramModel pieces = new BigramModel(model.tokenizer().vocabulary(), model.rows(), Integer.MAX_VALUE);
            int most = 2 + random.nextInt(9);
            ByteRows rows = new CoverReader(pieces, ConverterSettings.cover(), most).read(List.of(text), Progress.NONE).get(0);
            for (int row = 0; row < text.length; row++) {
                assertThat(rows.distribution(row)).isEqualTo(whole.distribution(row));
                assertThat(rows.livePaths(row)).isEqualTo(whole.livePaths(row));
            }
            assertThat(pieces.batches()).isGreaterThan(2);
            assertThat(pieces.mostOpenNodes()).as("and parents of the piece before").isLessThanOrEqualTo(canonicalPath + most + 8);
        }
    }

    @Test
    void aLongDocumentIsReadInWindows() {
        Random random = new Random(42);
        byte[] text = BeamTexts.random(random, 300);
        BigramModel model = BigramModel.random(random, text, 60, 2, 16);
        ByteRows rows = read(model, text);
        assertThat(model.longestContext()).isLessThanOrEqualTo(16);
        for (int row = 0; row < text.length; row++) {
            assertThat(Arrays.stream(rows.distribution(row)).sum()).isCloseTo(1, within(1e-9));
        }
    }
}
