package org.bytestill.objective.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.engine.SmallRun;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.model.Architecture;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherNeed;
import org.bytestill.objective.TeacherRows;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the loss and gradient of every objective, whatever it is. */
class GradientPropertiesTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models").toAbsolutePath();
    private static final Step TRAINED = new Step(false, true);
    private static final int DOCUMENTS = 4;
    private static final int DOCUMENT_BYTES = 40;
    /** What float32 costs, relative to the largest entry. */
    private static final double TOLERANCE = 2e-4;

    /** Some next-byte distribution of every byte, with a rest. */
    private static final TeacherRows BYTES = (document, position, probabilities, offset) -> {
        SplittableRandom random = new SplittableRandom(1000L * document + position);
        double[] row = random.doubles(ByteDistribution.OUTCOMES, 0.001, 1).map(value -> value * value).toArray();
        double sum = Arrays.stream(row).sum();
        for (int outcome = 0; outcome < row.length; outcome++) {
            probabilities[offset + outcome] = (float) (0.95 * row[outcome] / sum);
        }
        return 0.05f;
    };

    static List<Objective> objectives() {
        TorchThread.prepare(1);
        return Objectives.all();
    }

    /** Paths of the settings that weigh the terms; a term without one is always there. */
    private static List<String> weights(Objective objective) {
        return RunConfigFile.settings().stream().map(setting -> setting.path()).filter(path -> path.endsWith("weight")
                && !path.endsWith("matched_weight") && objective.settings().stream().anyMatch(path::startsWith)).toList();
    }

    private static RunConfig config(Objective objective, String... values) {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "objective", objective.name()),
                "covering.prune", "0"), "covering.gradient_share", "1");
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return config;
    }

    private static RunConfig weighted(Objective objective, List<String> ones) {
        return config(objective, weights(objective).stream().flatMap(path -> Stream.of(path, ones.contains(path) ? "1" : "0"))
                .toArray(String[]::new));
    }

    /** The student, its documents and its teacher. */
    private static final class Setting implements AutoCloseable {
        private final Objective objective;
        private final Student student;
        private final Tokenizer tokenizer;
        private final TokenTeacher teacher;
        private final List<BatchBuilder.Indexed> documents;

        Setting(Objective objective) throws IOException {
            this.objective = objective;
            boolean one = objective.name().equals("token-kl");
            Path folder = one ? MODELS.resolve("qwen3") : SmallRun.STUDENT;
            student = Student.open(folder, Adaptation.FULL,
                    objective.byteHead(config(objective), Architecture.read(folder).config().hiddenSize()), 5, Device.CPU,
                    Computation.PLAIN,
                    objective.script());
            tokenizer = Tokenizer.open(folder);
            teacher = objective.teacher() == TeacherNeed.TOKENS
                    ? TokenTeacher.open(one ? MODELS.resolve("qwen2") : SmallRun.TEACHER, Dtype.FLOAT32, Device.CPU) : null;
            byte[] text = Files.readAllBytes(Path.of("sample-data/text/train.txt"));
            DocumentTokenizer cut = new DocumentTokenizer(tokenizer, 200);
            // Of different lengths, so that parts have different divisors of their own.
            documents = IntStream.range(0, DOCUMENTS).mapToObj(i -> new BatchBuilder.Indexed(i, cut.tokenize(new Document("text " + i,
                    Arrays.copyOfRange(text, 100 * i, 100 * i + DOCUMENT_BYTES + 9 * i), Path.of("text"), 0)))).toList();
        }

        UpdateRunner runner(RunConfig config) {
            return objective.runner(student, tokenizer, new TeacherData(BYTES, teacher), config);
        }

        @Override
        public void close() {
            student.close();
            tokenizer.close();
            if (teacher != null) {
                teacher.close();
            }
        }
    }

    /** Losses and gradients of an update that is computed in parts of so many documents. */
    private record Update(LossSums sums, List<float[]> gradients) {
        static Update of(Setting setting, RunConfig config, int size) {
            UpdateRunner runner = setting.runner(config);
            UpdateRunner.Supervised whole = runner.supervised(setting.documents, 0);
            try (Scope scope = Scope.open("update", Device.CPU)) {
                List<Tensor> gradients = new ArrayList<>();
                LossSums sums = LossSums.NONE;
                for (int start = 0; start < DOCUMENTS; start += size) {
                    sums = sums.plus(
                            runner.addGradients(setting.documents.subList(start, start + size), start, whole, TRAINED, gradients, scope));
                }
                return new Update(sums, gradients.stream().map(Tensor::toFloats).toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void anUpdateInOneTwoOrFourPartsHasOneLossAndGradient(Objective objective) throws IOException {
        RunConfig config = config(objective);
        try (Setting setting = new Setting(objective)) {
            Update whole = Update.of(setting, config, DOCUMENTS);
            for (int size : new int[] {2, 1}) {
                Update parts = Update.of(setting, config, size);
                objective.measured(whole.sums(), TRAINED, config).forEach((metric, value) -> assertThat(
                        objective.measured(parts.sums(), TRAINED, config).get(metric)).as("%s, %d a part", metric, size)
                        .isCloseTo(value, within(1e-5 + 1e-4 * Math.abs(value))));
                for (int i = 0; i < whole.gradients().size(); i++) {
                    assertThat(distance(parts.gradients().get(i), whole.gradients().get(i))).as("gradient %d, %d a part", i, size)
                            .isLessThan(TOLERANCE);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void theGradientOfAllTermsIsTheSumOfThatOfEach(Objective objective) throws IOException {
        List<String> weights = weights(objective);
        try (Setting setting = new Setting(objective)) {
            Update none = Update.of(setting, weighted(objective, List.of()), DOCUMENTS);
            Update all = Update.of(setting, weighted(objective, weights), DOCUMENTS);
            List<float[]> sum = none.gradients().stream().map(float[]::clone).toList();
            for (String weight : weights) {
                Update one = Update.of(setting, weighted(objective, List.of(weight)), DOCUMENTS);
                for (int i = 0; i < sum.size(); i++) {
                    for (int k = 0; k < sum.get(i).length; k++) {
                        sum.get(i)[k] += one.gradients().get(i)[k] - none.gradients().get(i)[k];
                    }
                }
            }
            for (int i = 0; i < sum.size(); i++) {
                assertThat(distance(sum.get(i), all.gradients().get(i))).as("gradient %d", i).isLessThan(TOLERANCE);
            }
        }
    }

    /** A term counts as its weight says: three times the weight is three times its gradient. */
    @ParameterizedTest
    @MethodSource("objectives")
    void theGradientOfATermIsProportionalToItsWeight(Objective objective) throws IOException {
        try (Setting setting = new Setting(objective)) {
            Update none = Update.of(setting, weighted(objective, List.of()), DOCUMENTS);
            for (String weight : weights(objective)) {
                Update once = Update.of(setting, weighted(objective, List.of(weight)), DOCUMENTS);
                Update thrice = Update.of(setting, RunConfigFile.with(weighted(objective, List.of(weight)), weight, "3"), DOCUMENTS);
                double largest = 0;
                for (int i = 0; i < none.gradients().size(); i++) {
                    float[] expected = none.gradients().get(i).clone();
                    for (int k = 0; k < expected.length; k++) {
                        float change = once.gradients().get(i)[k] - none.gradients().get(i)[k];
                        largest = Math.max(largest, Math.abs(change));
                        expected[k] += 3 * change;
                    }
                    assertThat(distance(expected, thrice.gradients().get(i))).as("%s, gradient %d", weight, i).isLessThan(TOLERANCE);
                }
                assertThat(largest).as("%s has an effect", weight).isPositive();
            }
        }
    }

    private static double distance(float[] ours, float[] theirs) {
        double largest = 1e-12;
        double difference = 0;
        for (int i = 0; i < theirs.length; i++) {
            largest = Math.max(largest, Math.abs(theirs[i]));
            difference = Math.max(difference, Math.abs((double) ours[i] - theirs[i]));
        }
        return difference / largest;
    }
}
