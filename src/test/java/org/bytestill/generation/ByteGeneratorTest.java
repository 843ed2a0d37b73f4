package org.bytestill.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.bytestill.bytes.BlendStepper;
import org.bytestill.bytes.ByteBlend;
import org.bytestill.bytes.ByteBlend.Kind;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteStepper;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.beam.BeamReader;
import org.bytestill.bytes.beam.BeamStepper;
import org.bytestill.model.Sampling;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;

class ByteGeneratorTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final ConverterSettings BEAM = ConverterSettings.beam(10, 0.01);
    private static final byte[] PROMPT = "You sha".getBytes(UTF_8);
    private static final int[] NO_TOKENS = {};

    /** The byte at each place has probability 0.7, the next value 0.2, the end 0.1. */
    private static final class Scripted implements ByteStepper {
        private final IntUnaryOperator byteAt;
        private final int room;
        private int at;

        Scripted(String text) {
            this(place -> place < text.getBytes(UTF_8).length ? text.getBytes(UTF_8)[place] & 0xFF : ByteDistribution.EOS, 1000);
        }

        Scripted(IntUnaryOperator byteAt, int room) {
            this.byteAt = byteAt;
            this.room = room;
        }

        @Override
        public double[] distribution() {
            double[] row = new double[ByteDistribution.OUTCOMES];
            row[byteAt.applyAsInt(at)] += 0.7;
            row[(byteAt.applyAsInt(at) + 1) % 256] += 0.2;
            row[ByteDistribution.EOS] += 0.1;
            return row;
        }

        @Override
        public void append(byte value) {
            at++;
        }

        @Override
        public boolean isFull() {
            return at >= room;
        }

        @Override
        public long modelRows() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private static ByteSettings greedy(int bytes, String... stops) {
        return new ByteSettings(bytes, Sampling.GREEDY, 1, List.of(stops));
    }

    private static GeneratedBytes write(ByteSettings settings, ByteStepper stepper) {
        return new ByteGenerator(settings).write(0, stepper, GenerationListener.NONE);
    }

    @Test
    void theEndEndsTheTextAndHasNoByte() {
        GeneratedBytes written = write(greedy(100), new Scripted("héllo"));
        assertThat(written.text()).isEqualTo("héllo");
        assertThat(written.ended()).isTrue();
        assertThat(written.outcomes()).hasSize(7).endsWith(ByteDistribution.EOS);
        assertThat(written.probabilities()).containsExactly(new double[] {0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.8}, within(1e-12));
    }

    @Test
    void aTextEndsAtItsLengthItsStopStringTheContextOrTheListenersWish() {
        assertThat(write(greedy(3), new Scripted("hello")).text()).isEqualTo("hel");
        assertThat(write(greedy(3), new Scripted("hello")).reason()).isEqualTo(StopReason.LENGTH);
        GeneratedBytes stopped = write(greedy(100, "xx", "lo w"), new Scripted("hello world"));
        assertThat(stopped.text()).isEqualTo("hel");
        assertThat(stopped.reason()).isEqualTo(StopReason.STOP_STRING);
        assertThat(stopped.stopString()).isEqualTo("lo w");
        assertThat(stopped.outcomes()).as("the stop string was written").hasSize(7);
        assertThat(write(greedy(100), new Scripted(place -> 'a', 4)).reason()).isEqualTo(StopReason.CONTEXT);
        GeneratedBytes cancelled = new ByteGenerator(greedy(100)).write(0, new Scripted("hello"),
                (prompt, outcome, logProbability, text) -> outcome != 'e');
        assertThat(cancelled.reason()).isEqualTo(StopReason.CANCELLED);
        assertThat(cancelled.text()).isEqualTo("he");
    }

    @Test
    void incompleteCharactersAreHeldBack() {
        List<String> pieces = new ArrayList<>();
        new ByteGenerator(greedy(100)).write(0, new Scripted("a€b"), (prompt, outcome, logProbability, text) -> pieces.add(text));
        assertThat(pieces).containsExactly("a", "", "", "€", "b", "");
        pieces.clear();
        GeneratedBytes cut = new ByteGenerator(greedy(3)).write(0, new Scripted("a€"),
                (prompt, outcome, logProbability, text) -> pieces.add(text));
        assertThat(cut.bytes()).as("the bytes are as written, though they end within a character")
                .isEqualTo(Arrays.copyOf("a€".getBytes(UTF_8), 3));
        assertThat(String.join("", pieces)).isEqualTo(cut.text()).startsWith("a");
    }

    @Test
    void drawsDependOnSeedAndPromptAlone() {
        Sampling plain = Sampling.PLAIN;
        ByteStepper[] fresh = {new Scripted(place -> 'a', 1000), new Scripted(place -> 'a', 1000), new Scripted(place -> 'a', 1000),
            new Scripted(place -> 'a', 1000)};
        ByteGenerator generator = new ByteGenerator(new ByteSettings(500, plain, 7, List.of()));
        int[] first = generator.write(0, fresh[0], GenerationListener.NONE).outcomes();
        assertThat(generator.write(0, fresh[1], GenerationListener.NONE).outcomes()).isEqualTo(first);
        List<int[]> others = List.of(generator.write(1, fresh[2], GenerationListener.NONE).outcomes(),
                write(new ByteSettings(500, plain, 8, List.of()), fresh[3]).outcomes());
        assertThat(others).as("another prompt, another seed").allSatisfy(other -> assertThat(other).isNotEqualTo(first));
    }

    @Test
    void temperatureAndFiltersKeepWhatTheyKeepOfTokens() {
        double[] row = {0.4, 0.3, 0.2, 0.1};
        assertThat(shares(new Sampling(1, 0, 1, 0, 1), row)).containsExactly(row, within(1e-12));
        // Squares: 16, 9, 4, 1 of 30.
        assertThat(shares(new Sampling(0.5, 0, 1, 0, 1), row)).containsExactly(new double[] {16 / 30.0, 9 / 30.0, 4 / 30.0, 1 / 30.0},
                within(1e-12));
        assertThat(shares(new Sampling(1, 2, 1, 0, 1), row)).containsExactly(new double[] {4 / 7.0, 3 / 7.0, 0, 0}, within(1e-12));
        assertThat(shares(new Sampling(1, 0, 0.6, 0, 1), row)).containsExactly(new double[] {4 / 7.0, 3 / 7.0, 0, 0}, within(1e-12));
        assertThat(shares(new Sampling(1, 0, 1, 0.45, 1), row)).containsExactly(new double[] {4 / 9.0, 3 / 9.0, 2 / 9.0, 0}, within(1e-12));
        // Top-p counts what top-k has left: of 4, 3, 2 of 9 the first two reach 0.7.
        assertThat(shares(new Sampling(1, 3, 0.7, 0, 1), row)).containsExactly(new double[] {4 / 7.0, 3 / 7.0, 0, 0}, within(1e-12));
        OutcomeSampler sampler = new OutcomeSampler(Sampling.PLAIN);
        assertThat(List.of(sampler.choose(row, 0), sampler.choose(row, 0.39), sampler.choose(row, 0.41), sampler.choose(row, 0.999)))
                .containsExactly(0, 0, 1, 3);
        assertThat(new OutcomeSampler(Sampling.GREEDY).choose(new double[] {0.2, 0.4, 0.4}, 0.99)).isEqualTo(1);
    }

    private static double[] shares(Sampling sampling, double[] row) {
        double[] kept = new OutcomeSampler(sampling).filtered(row);
        double sum = Arrays.stream(kept).sum();
        return Arrays.stream(kept).map(value -> value / sum).toArray();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> greedy(0)).isInstanceOf(UserError.class).hasMessageContaining("new bytes is 0");
        assertThatThrownBy(() -> greedy(1, "")).isInstanceOf(UserError.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> new ByteSettings(1, new Sampling(1, 0, 1, 0, 1.2), 1, List.of())).isInstanceOf(UserError.class)
                .hasMessageContaining("penalty of 1.2");
    }

    private static DecoderTokenModel open(String family) {
        TorchThread.prepare(1);
        Path folder = MODELS.resolve(family);
        return DecoderTokenModel.open(folder, Tokenizer.open(folder), Dtype.FLOAT32, Device.CPU);
    }

    private static ByteStepper after(DecoderTokenModel model) {
        return BeamStepper.after(model, BEAM, NO_TOKENS, PROMPT);
    }

    /** By reading prompt and text anew. */
    private static double[] reread(DecoderTokenModel model, int[] outcomes, int count) {
        byte[] all = Arrays.copyOf(PROMPT, PROMPT.length + count + 1);
        for (int i = 0; i < count; i++) {
            all[PROMPT.length + i] = (byte) outcomes[i];
        }
        all[all.length - 1] = ' ';
        return new BeamReader(model, BEAM).read(List.of(all), Progress.NONE).get(0).distribution(all.length - 1);
    }

    private static int mostProbable(double[] row) {
        int best = 0;
        for (int outcome = 1; outcome < row.length; outcome++) {
            best = row[outcome] > row[best] ? outcome : best;
        }
        return best;
    }

    @Test
    void greedyBytesAreThoseOfReadingTheTextAnewEachTime() {
        try (DecoderTokenModel model = open("smollm2"); ByteStepper stepper = after(model)) {
            GeneratedBytes written = write(greedy(16), stepper);
            assertThat(written.outcomes()).isNotEmpty();
            for (int i = 0; i < written.outcomes().length; i++) {
                double[] anew = reread(model, written.outcomes(), i);
                assertThat(written.outcomes()[i]).as("byte %d", i).isEqualTo(mostProbable(anew));
                assertThat(written.probabilities()[i]).isCloseTo(anew[written.outcomes()[i]], within(1e-6));
            }
        }
    }

    @Test
    void twoTokenizersWriteTogetherByTheWeightedMean() {
        try (DecoderTokenModel one = open("smollm2");
                DecoderTokenModel other = open("llama2");
                ByteStepper both = new BlendStepper(List.of(after(one), after(other)), List.of("one", "other"),
                        ByteBlend.of(Kind.ARITHMETIC, new double[] {3, 1}, 2))) {
            GeneratedBytes written = write(new ByteSettings(12, Sampling.PLAIN, 3, List.of()), both);
            for (int i = 0; i < written.outcomes().length; i++) {
                int outcome = written.outcomes()[i];
                assertThat(written.probabilities()[i]).as("byte %d", i).isCloseTo(0.75 * reread(one, written.outcomes(), i)[outcome]
                        + 0.25 * reread(other, written.outcomes(), i)[outcome], within(1e-6));
            }
        }
    }

    @Test
    void aModelWithItselfWritesWhatItWritesAloneAndTheProductAsAtHalfTheTemperature() {
        try (DecoderTokenModel model = open("llama2")) {
            ByteSettings drawn = new ByteSettings(20, Sampling.PLAIN, 5, List.of());
            ByteSettings cooler = new ByteSettings(20, new Sampling(0.5, 0, 1, 0, 1), 5, List.of());
            int[] alone = written(drawn, after(model));
            for (Kind kind : List.of(Kind.ARITHMETIC, Kind.GEOMETRIC, Kind.ENTROPY)) {
                assertThat(written(drawn, twice(model, kind))).as(kind.word()).isEqualTo(alone);
            }
            assertThat(written(drawn, twice(model, Kind.PRODUCT))).isEqualTo(written(cooler, after(model)));
        }
    }

    private static ByteStepper twice(DecoderTokenModel model, Kind kind) {
        return new BlendStepper(List.of(after(model), after(model)), List.of("one", "same"), ByteBlend.of(kind, new double[0], 2));
    }

    private static int[] written(ByteSettings settings, ByteStepper stepper) {
        try (stepper) {
            return write(settings, stepper).outcomes();
        }
    }
}
