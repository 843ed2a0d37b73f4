package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.config.RunConfig;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.run.Run;
import org.bytestill.model.Decoder;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.ExitCode;
import org.bytestill.problem.UserError;
import org.bytestill.run.RunState;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.GpuMemory;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Everything on a GPU: models and gradients against the CPU's, which the goldens know; readings; a run of every objective; resuming to the
 * bit; memory. {@code mvn test -Pcuda} where `bytestill doctor` names a GPU; a few minutes. Without one it is skipped.
 * {@code -Dcuda.device=cuda:1} names another; {@code -Dcuda.device=apart} tries the suite itself on the CPU.
 */
@Tag("cuda")
class CudaTest {
    private static final String NAME = System.getProperty("cuda.device", "cuda");
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    @TempDir
    Path folder;

    private Device device;

    @BeforeEach
    void findTheDevice() {
        boolean apart = NAME.equals("apart");
        if (apart) {
            System.setProperty("bytestill.apart", "true");
        }
        TorchThread.prepare(0);
        assumeTrue(apart || Device.gpuCount() > 0, "No GPU can be used here; `bytestill doctor` says why.");
        device = Device.named(NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llama3", "llama2", "smollm2", "mistral", "qwen2", "qwen3", "gemma2", "gemma3", "gpt2", "gpt_neox", "olmo2", "phi3"})
    void logitsLossAndGradientsAreTheCpus(String family) {
        long[][] ids = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31}};
        long[][] mask = new long[2][12];
        Arrays.stream(mask).forEach(row -> Arrays.fill(row, 1));
        try (Decoder here = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU);
                Decoder there = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, device)) {
            Decoder.LossAndGradients expected = here.lossAndGradients(ids, mask);
            Decoder.LossAndGradients found = there.lossAndGradients(ids, mask);
            assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-4));
            for (Map.Entry<String, float[]> gradient : expected.gradients().entrySet()) {
                assertThat(difference(gradient.getValue(), found.gradients().get(gradient.getKey()))).as(gradient.getKey())
                        .isLessThan(1e-3);
            }
            List<float[]> scores = here.tokenLogProbabilities(List.of(new int[] {1, 2, 3, 4, 5}));
            assertThat(difference(scores.get(0), there.tokenLogProbabilities(List.of(new int[] {1, 2, 3, 4, 5})).get(0))).isLessThan(1e-3);
        }
    }

    /** The largest difference, of the largest value. */
    private static double difference(float[] expected, float[] found) {
        double largest = 1e-12;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        return difference / largest;
    }

    private static ByteRows rows(Device device, Dtype dtype, ConverterSettings settings, byte[] text) {
        try (LoadedModel model = new LoadedModel(SmallRun.TEACHER, dtype, device)) {
            return model.reader(settings).read(List.of(text), Progress.NONE).get(0);
        }
    }

    @Test
    void aTeacherReadsTheSameThere() throws Exception {
        byte[] text = Arrays.copyOf(Files.readAllBytes(Path.of("sample-data/text/train.txt")), 200);
        for (ConverterSettings settings : List.of(ConverterSettings.beam(5, 0.01), ConverterSettings.cover())) {
            ByteRows expected = rows(Device.CPU, Dtype.FLOAT32, settings, text);
            ByteRows exact = rows(device, Dtype.FLOAT32, settings, text);
            ByteRows half = rows(device, Dtype.BFLOAT16, settings, text);
            for (int row = 0; row < text.length; row++) {
                int value = text[row] & 0xFF;
                assertThat(exact.distribution(row)[value]).isCloseTo(expected.distribution(row)[value], within(1e-3));
                assertThat(half.distribution(row)[value]).isCloseTo(expected.distribution(row)[value], within(0.05));
            }
        }
    }

    static List<Objective> objectives() {
        return Objectives.all();
    }

    private RunConfig config(String objective, int updates) throws Exception {
        Path teacher = objective.equals("token-kl") ? SmallRun.STUDENT : SmallRun.TEACHER;
        return SmallRun.config(folder, "objective", objective, "teacher", teacher.toString(), "hardware.device", NAME, "training.updates",
                String.valueOf(updates), "training.step1_updates", "2", "evaluation.every_updates", String.valueOf(updates),
                "checkpoint.every_updates", "5");
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aRunTrainsThere(Objective objective) throws Exception {
        try (TrainingEngine engine = new TrainingEngine()) {
            Run run = engine.start(config(objective.name(), 10), folder, folder.resolve("run"));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
        }
    }

    @Test
    void aStoppedRunResumesToTheBit() throws Exception {
        try (TrainingEngine engine = new TrainingEngine()) {
            Run straight = engine.start(config("bld", 60), folder, folder.resolve("straight"));
            SmallRun.awaitEnd(straight);
            Run broken = engine.start(config("bld", 60), folder, folder.resolve("broken"));
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(5)).until(() -> broken.metrics().training().size() >= 7);
            broken.stop(false);
            SmallRun.awaitEnd(broken);
            broken.resume();
            await().atMost(Duration.ofMinutes(2)).until(() -> broken.progress().state() == RunState.DONE && !broken.isOwn());
            assertThat(SmallRun.hash(folder.resolve("broken/checkpoints/step-60")))
                    .isEqualTo(SmallRun.hash(folder.resolve("straight/checkpoints/step-60")));
        }
    }

    @Test
    void memoryIsAskedOfTheDevice() {
        assumeTrue(!NAME.equals("apart"), "The device of tests has no memory of its own.");
        GpuMemory memory = GpuMemory.of(device).orElseThrow();
        assertThat(memory.total()).isGreaterThan(1L << 30);
        assertThat(memory.free()).isBetween(1L, memory.total());
        assertThat(LoadedModel.usualMemory(device)).isLessThan(memory.total());
    }

    @Test
    void whatDoesNotFitIsToldAndTheProcessGoesOn() {
        assumeTrue(!NAME.equals("apart"), "The device of tests has no memory of its own.");
        String source = "def large(self, x: Tensor) -> Tensor:\n"
                + "    return torch.zeros([1 << 44], dtype=6, layout=None, device=x.device, pin_memory=None)\n";
        try (Script script = new Script(source); Scope scope = Scope.open("large", device)) {
            assertThatThrownBy(() -> script.method("large").with("x", scope.numbers(2)).tensor(scope)).isInstanceOfSatisfying(
                    UserError.class,
                    error -> assertThat(error.exitCode()).isEqualTo(ExitCode.OUT_OF_MEMORY));
            assertThat(scope.numbers(3).toFloats()).containsExactly(0, 1, 2);
        }
    }

    @Test
    void bytesASecondBesideTheCpu() throws Exception {
        byte[] all = Files.readAllBytes(Path.of("sample-data/text/train.txt"));
        List<byte[]> texts = List.of(Arrays.copyOf(all, 1024), Arrays.copyOfRange(all, 1024, 2048));
        StringBuilder table = new StringBuilder();
        for (Device each : List.of(Device.CPU, device)) {
            try (LoadedModel model = new LoadedModel(Path.of("sample-data/teacher"), each.isCpu() ? Dtype.FLOAT32 : Dtype.BFLOAT16, each)) {
                ByteReader reader = model.reader(ConverterSettings.beam(10, 0.01));
                reader.read(texts, Progress.NONE);
                long started = System.nanoTime();
                reader.read(texts, Progress.NONE);
                table.append(String.format(Locale.ROOT, "%n%-8s %.0f bytes/s", each, 2048 / ((System.nanoTime() - started) / 1e9)));
            }
        }
        LoggerFactory.getLogger(CudaTest.class).warn("{}", table);
    }
}
