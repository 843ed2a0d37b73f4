package org.bytestill.objective.aligned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.model.Architecture;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates of every objective across tokenizers on two tiny models. */
class AlignedRunnerTest {
    private static final Path TEACHER = Path.of("src/test/resources/goldens/models/llama3");
    private static final Path STUDENT = Path.of("src/test/resources/goldens/models/llama2");
    private static final Step TRAINED = new Step(false, true);
    private static final String[] TEXTS = {"the theme of them", "You should have received a copy",
        "caf\u00e9 na\u00efve, \u6771\u4eac \ud83d\ude42!",
        "license and licenses"};

    @BeforeEach
    void prepareTorch() {
        TorchThread.prepare(1);
    }

    static List<Objective> objectives() {
        return Objectives.all().stream().filter(AlignedObjective.class::isInstance).toList();
    }

    /** Student, tokenizer and teacher, as an update has them. */
    private record Models(Student student, Tokenizer tokenizer, TokenTeacher teacher) implements AutoCloseable {
        static Models open(Objective objective) {
            return new Models(Student.open(STUDENT, Adaptation.FULL, 0, 1, Device.CPU, Computation.PLAIN, objective.script()),
                    Tokenizer.open(STUDENT), TokenTeacher.open(TEACHER, Dtype.FLOAT32, Device.CPU));
        }

        UpdateRunner runner(Objective objective) {
            return objective.runner(student, tokenizer, new TeacherData(null, teacher), RunConfig.defaults());
        }

        /** Texts, every other of them complete, the third with a mask. */
        List<BatchBuilder.Indexed> documents() {
            DocumentTokenizer documents = new DocumentTokenizer(tokenizer, student.config().maxPositions() - 1);
            return IntStream.range(0, TEXTS.length).mapToObj(i -> new BatchBuilder.Indexed(i, document(i, documents))).toList();
        }

        private TokenizedDocument document(int i, DocumentTokenizer documents) {
            byte[] text = TEXTS[i].getBytes(StandardCharsets.UTF_8);
            TokenizedDocument tokens = documents.tokenize(new Document("text " + i, text, Path.of("text"), 0,
                    HandRows.supervision(text.length, i % 2 == 1, at -> at >= (i == 2 ? 4 : 0)), Document.Markup.PLAIN));
            return i % 2 == 1 ? tokens.ended(tokenizer.vocabulary().end()) : tokens;
        }

        @Override
        public void close() {
            teacher.close();
            tokenizer.close();
            student.close();
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void oneTwoAndFourPartsGiveTheSameLossAndGradient(Objective objective) {
        try (Models models = Models.open(objective); Scope scope = Scope.open("test", Device.CPU)) {
            UpdateRunner runner = models.runner(objective);
            List<BatchBuilder.Indexed> documents = models.documents();
            UpdateRunner.Supervised whole = runner.supervised(documents, 0);
            List<List<Tensor>> gradients = new ArrayList<>();
            List<LossSums> losses = new ArrayList<>();
            for (int size : new int[] {4, 2, 1}) {
                List<Tensor> sums = new ArrayList<>();
                LossSums loss = LossSums.NONE;
                for (int start = 0; start < documents.size(); start += size) {
                    loss = loss.plus(runner.addGradients(documents.subList(start, start + size), start, whole, TRAINED, sums, scope));
                }
                gradients.add(sums);
                losses.add(loss);
            }
            assertThat(losses.get(0).get(AlignedRunner.COUNT)).isEqualTo(whole.terms()).isPositive();
            for (int parts = 1; parts < 3; parts++) {
                LossSums loss = losses.get(parts);
                losses.get(0).sums().forEach((name, sum) -> assertThat(loss.get(name)).as(name).isCloseTo(sum,
                        within(1e-4 * (0.1 + Math.abs(sum)))));
                for (int i = 0; i < gradients.get(0).size(); i++) {
                    assertThat(distance(gradients.get(parts).get(i).toFloats(), gradients.get(0).get(i).toFloats())).as("gradient %d", i)
                            .isLessThan(1e-4);
                }
            }
        }
    }

    private static double distance(float[] ours, float[] theirs) {
        double largest = 1e-30;
        double difference = 0;
        for (int i = 0; i < theirs.length; i++) {
            largest = Math.max(largest, Math.abs(theirs[i]));
            difference = Math.max(difference, Math.abs((double) ours[i] - theirs[i]));
        }
        return difference / largest;
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void metricsAreMeansOverWhatCounts(Objective objective) {
        LossSums sums = LossSums.of(6, 4).with(AlignedRunner.TERM, 3).with(AlignedRunner.COUNT, 2).with(AlignedRunner.ONE_TO_ONE, 2)
                .with(AlignedRunner.STUDENT_TOKENS, 4)
                .with(AlignedRunner.TEACHER_TOKENS, 5).with(AlignedRunner.SHARED_MASS, 1.5).with(AlignedRunner.BYTES, 12)
                .with(AlignedRunner.LOST_BYTES, 3);
        Map<Metric, Double> measured = objective.measured(sums, TRAINED, RunConfig.defaults());
        AlignedRunner.Weights weights = ((AlignedObjective) objective).weights(RunConfig.defaults());
        assertThat(measured.get(Metric.TOTAL_LOSS)).as("w 6 / 4 + lambda 3 / 2").isCloseTo(weights.token() * 1.5 + weights.term() * 1.5,
                within(1e-12));
        assertThat(measured.get(objective.curve().orElseThrow().metric())).isEqualTo(1.5);
        assertThat(measured.get(AlignedObjective.STUDENT_SHARE)).isEqualTo(0.5);
        assertThat(measured.get(AlignedObjective.TEACHER_SHARE)).isEqualTo(0.4);
        assertThat(measured.get(AlignedObjective.SHARED_MASS)).isEqualTo(0.75);
        assertThat(measured.get(AlignedObjective.LOST_BYTES)).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void weightsAndTeachersThatDoNotFitAreNamed(Objective objective) {
        AlignedObjective aligned = (AlignedObjective) objective;
        assertThat(objective.problems(RunConfig.defaults())).isEmpty();
        assertThat(objective.problems(WorkedExample.config(aligned, "weight", "0", "token_weight", "0"))).filteredOn(Problem::isError)
                .singleElement().satisfies(problem -> assertThat(problem.message()).startsWith("Both weights are 0"));
        assertThat(objective.problems(WorkedExample.config(aligned, "weight", "0"))).singleElement()
                .satisfies(problem -> assertThat(problem.isError()).isFalse());
        RunConfig two = RunConfigFile.with(
                RunConfigFile.with(RunConfig.defaults(), "teacher", "one"), "more_teachers", "[two]");
        assertThat(objective.problems(two)).singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(objective.name() + " learns from one teacher."));
        try (Tokenizer teacher = Tokenizer.open(TEACHER); Tokenizer student = Tokenizer.open(STUDENT)) {
            CheckedModels models = new CheckedModels(Architecture.read(STUDENT).config(), student,
                    Optional.of(teacher), List.of());
            // Which student token-ends needs is TokenEndsTest's.
            assertThat(objective.problems(RunConfig.defaults(), models)).filteredOn(Problem::isError)
                    .filteredOn(problem -> !problem.field().equals("new_tokenizer")).isEmpty();
        }
    }
}
