package org.bytestill.bytes.eot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytestill.bytes.BeamTexts;
import org.bytestill.bytes.BigramModel;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.ConverterSettings.Method;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.text.Vocabulary;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;

class EotReaderTest {
    private static ByteReader reader(BigramModel model) {
        return ByteReaders.of(model, ConverterSettings.of(Method.EOT, false));
    }

    private static ByteRows read(BigramModel model, byte[] text) {
        return reader(model).read(List.of(text), Progress.NONE).get(0);
    }

    @Test
    void theEndOfATokenIsAnOutcomeInsideItAndResolvedAtTheNext() {
        // Tokens: the end 0.1, "a" 0.5, "ab" 0.2, "b" 0.2, at every place. The text is cut "ab", "a".
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "ab", "b"}, 0.1, 0.5, 0.2, 0.2);
        ByteReader reader = reader(model);
        ByteRows rows = reader.read(List.of("aba".getBytes(StandardCharsets.UTF_8)), Progress.NONE).get(0);
        assertThat(rows.distribution(0)['a']).isCloseTo(0.7, within(1e-6));
        assertThat(rows.ended(1)).as("after the a of ab: a 0.5 of 0.7 has ended").isCloseTo(0.5 / 0.7, within(1e-6));
        assertThat(rows.distribution(1)['b']).as("it goes on with b alone").isEqualTo(1);
        assertThat(rows.ended(2)).as("what follows the end of ab is known").isZero();
        assertThat(rows.tokenEnds(2)).isEqualTo(1);
        assertThat(rows.distribution(2)['a']).isCloseTo(0.7, within(1e-6));
        assertThat(rows.distribution(2)[ByteDistribution.EOS]).isCloseTo(0.1, within(1e-6));
        assertThat(reader.modelRows()).as("one evaluation a token").isEqualTo(2);
    }

    /** The formulas of method.md 1.6.1 written out: the masses of all tokens of the row before a token, after some of its bytes. */
    private static double[] masses(BigramModel model, int before, byte[] known) {
        Vocabulary vocabulary = model.tokenizer().vocabulary();
        double[] masses = new double[ByteDistribution.OUTCOMES + 1];
        for (int token = 0; token < vocabulary.size(); token++) {
            byte[] bytes = vocabulary.bytesOf(token);
            if (vocabulary.endsSequence(token) && known.length == 0) {
                masses[ByteDistribution.EOS] += model.probability(before, token);
            } else if (bytes.length >= known.length && bytes.length > 0 && Arrays.equals(Arrays.copyOf(bytes, known.length), known)) {
                int outcome = bytes.length == known.length ? ByteDistribution.OUTCOMES : bytes[known.length] & 0xFF;
                masses[outcome] += model.probability(before, token);
            }
        }
        double sum = known.length == 0 ? 1 : Arrays.stream(masses).sum();
        return Arrays.stream(masses).map(mass -> mass / sum).toArray();
    }

    @Test
    void rowsEqualTheDefinitionWrittenOut() {
        Random random = new Random(61);
        for (int round = 0; round < 30; round++) {
            byte[] text = BeamTexts.random(random, 5 + random.nextInt(25));
            BigramModel model = BigramModel.random(random, text, 40, 2, Integer.MAX_VALUE);
            ByteRows rows = read(model, text);
            int before = model.tokenizer().vocabulary().beginOfSequence();
            int offset = 0;
            double[] last = new double[ByteDistribution.OUTCOMES + 1];
            last[ByteDistribution.OUTCOMES] = 1;
            for (int token : model.tokenizer().encode(text)) {
                byte[] bytes = model.tokenizer().vocabulary().bytesOf(token);
                for (int known = 0; known < bytes.length; known++) {
                    double[] masses = masses(model, before, Arrays.copyOf(bytes, known));
                    if (known == 0) {
                        double ended = last[ByteDistribution.OUTCOMES];
                        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                            masses[outcome] = last[outcome] + ended * masses[outcome];
                        }
                    }
                    double sum = Arrays.stream(masses, 0, ByteDistribution.OUTCOMES).sum();
                    double[] expected = IntStream.range(0, ByteDistribution.OUTCOMES).mapToDouble(i -> masses[i] / sum).toArray();
                    assertThat(rows.distribution(offset + known)).satisfies(closeTo(expected, 1e-9));
                    assertThat(rows.ended(offset + known)).isCloseTo(known == 0 ? 0 : masses[ByteDistribution.OUTCOMES], within(1e-9));
                }
                last = masses(model, before, bytes);
                offset += bytes.length;
                before = token;
            }
        }
    }

    @Test
    void documentsReadTogetherEqualDocumentsAlone() {
        Random random = new Random(62);
        byte[] first = BeamTexts.random(random, 40);
        BigramModel model = BigramModel.random(random, first, 40, 2, Integer.MAX_VALUE);
        byte[] second = Arrays.copyOfRange(first, 7, 31);
        List<ByteRows> together = reader(model).read(List.of(first, second), Progress.NONE);
        for (int document = 0; document < 2; document++) {
            byte[] text = document == 0 ? first : second;
            ByteRows alone = read(model, text);
            for (int row = 0; row < text.length; row++) {
                assertThat(together.get(document).distribution(row)).isEqualTo(alone.distribution(row));
                assertThat(together.get(document).ended(row)).isEqualTo(alone.ended(row));
            }
        }
    }

    @Test
    void anEndThatIsSupervisedHasARowThatDoesNotLookAtItsByte() {
        BigramModel model = BigramModel.unigram(new String[] {null, "a", "ab", "b"}, 0.1, 0.5, 0.2, 0.2);
        Passage ends = new Passage(new int[] {0}, "ab".getBytes(StandardCharsets.UTF_8), true);
        ByteRows rows = reader(model).readPassages(List.of(ends), Progress.NONE).get(0);
        // The text is "a" and its end; with its last byte it would be the token "ab".
        assertThat(rows.distribution(1)[ByteDistribution.EOS]).as("a has ended 0.5 of 0.7").isCloseTo(0.5 / 0.7 * 0.1, within(1e-6));
        assertThat(rows.distribution(1)['b']).isCloseTo(0.2 / 0.7 + 0.5 / 0.7 * 0.2, within(1e-6));
    }

    @Test
    void aLongDocumentIsReadInWindows() {
        Random random = new Random(63);
        byte[] text = BeamTexts.random(random, 300);
        BigramModel model = BigramModel.random(random, text, 60, 2, 16);
        ByteRows rows = read(model, text);
        assertThat(model.longestContext()).isLessThanOrEqualTo(16);
        for (int row = 0; row < text.length; row++) {
            assertThat(Arrays.stream(rows.distribution(row)).sum()).isCloseTo(1, within(1e-9));
        }
    }
}
