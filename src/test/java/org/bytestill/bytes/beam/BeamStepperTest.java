package org.bytestill.bytes.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytestill.util.CloseTo.closeTo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytestill.bytes.BigramModel;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.TokenModel;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that is stepped through has, after every byte, the distribution that reading the text so far has. */
class BeamStepperTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final byte[] ALPHABET = "the tea that the cat ate".getBytes(UTF_8);
    private static final int[] NO_PROMPT = {};

    /** The distribution after a text by reading it whole; the last byte, which it does not depend on, holds the place of the next. */
    private static double[] reread(TokenModel model, ConverterSettings settings, int[] prompt, byte[] text) {
        byte[] all = Arrays.copyOf(text, text.length + 1);
        all[text.length] = ALPHABET[0];
        ByteRows rows = BeamReader.sequential(model, settings).readPassages(List.of(new Passage(prompt, all, true)), Progress.NONE).get(0);
        return rows.distribution(text.length);
    }

    private static void assertAgrees(TokenModel model, ConverterSettings settings, int[] prompt, byte[] text, int known, double tolerance) {
        try (ByteStepper stepper = BeamStepper.after(model, settings, prompt, Arrays.copyOf(text, known))) {
            for (int i = known; i <= text.length; i++) {
                assertThat(stepper.distribution()).as("after %d bytes, %d of them known at the beginning", i, known)
                        .satisfies(closeTo(reread(model, settings, prompt, Arrays.copyOf(text, i)), tolerance));
                if (i < text.length) {
                    stepper.append(text[i]);
                }
            }
        }
    }

    private static byte[] randomText(Random random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return text;
    }

    /** Random texts are improbable, so that paths are lost and tokens healed. */
    @ParameterizedTest
    @CsvSource({"10, 0.01", "2, 0.05", "1, 0.3", "50, 0"})
    void everyDistributionIsThatOfReadingTheTextSoFar(int width, double threshold) {
        ConverterSettings settings = ConverterSettings.beam(width, threshold);
        boolean healed = false;
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            BigramModel model = BigramModel.random(random, ALPHABET, 40, 2.5, 1000);
            byte[] text = randomText(random, 14);
            for (int known : new int[] {0, 1, 6, 14}) {
                assertAgrees(model, settings, NO_PROMPT, text, known, 1e-9);
            }
            ByteRows rows = new BeamReader(model, settings).read(List.of(text), Progress.NONE).get(0);
            healed |= IntStream.range(0, text.length).anyMatch(rows::healed);
        }
        assertThat(healed || width > 1).as("a token was healed").isTrue();
    }

    @Test
    void tokensBeforeTheTextCount() {
        BigramModel model = BigramModel.random(new Random(5), ALPHABET, 40, 2.5, 1000);
        assertAgrees(model, ConverterSettings.beam(10, 0.01), new int[] {0, 1, 7}, "the tea".getBytes(UTF_8), 0, 1e-9);
    }

    @Test
    void aByteCostsTheContextsThatBeginWithIt() {
        BigramModel model = BigramModel.random(new Random(1), ALPHABET, 40, 2, 1000);
        ConverterSettings settings = ConverterSettings.beam(5, 0.02);
        byte[] text = randomText(new Random(2), 200);
        BeamReader reader = BeamReader.sequential(model, settings);
        reader.read(List.of(text), Progress.NONE);
        try (ByteStepper stepper = BeamStepper.after(model, settings, NO_PROMPT, new byte[0])) {
            for (byte value : text) {
                stepper.append(value);
            }
            assertThat(stepper.modelRows()).isBetween(reader.modelRows() / 2, 2 * reader.modelRows());
        }
    }

    @Test
    void aTextThatFillsTheContextSaysSo() {
        // One token a byte: the begin of sequence and three bytes are four tokens.
        BigramModel model = new BigramModel(BigramModel.vocabulary(new byte[][] {null, {'a'}}),
                new float[][] {{0.1f, 0.9f}, {0.1f, 0.9f}}, 4);
        try (ByteStepper stepper = BeamStepper.after(model, ConverterSettings.beam(10, 0), NO_PROMPT, new byte[0])) {
            List<Boolean> full = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                full.add(stepper.isFull());
                stepper.append((byte) 'a');
            }
            assertThat(full).containsExactly(false, false, false, true, true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smollm2", "llama2", "gemma3"})
    void aDecoderAgreesWithReadingAnew(String family) {
        TorchThread.prepare(1);
        Path folder = MODELS.resolve(family);
        try (DecoderTokenModel model = DecoderTokenModel.open(folder, Tokenizer.open(folder), Dtype.FLOAT32, Device.CPU)) {
            assertAgrees(model, ConverterSettings.beam(10, 0.01), NO_PROMPT, "You shall é".getBytes(UTF_8), 4, 1e-6);
        }
    }
}
