package org.bytestill.objective.tokenkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.DivergenceKind;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.model.Architecture;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.CheckedModels;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.RowPlaces;
import org.bytestill.objective.Step;
import org.bytestill.problem.Problem;
import org.bytestill.run.Metric;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Backbone;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token-level distillation against values of PyTorch and sums by hand. */
class TokenKlTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final Path TEACHER = GOLDENS.resolve("models/qwen2");
    private static final Path STUDENT = GOLDENS.resolve("models/qwen3");
    private static final Step TRAINING = new Step(false, true);

    /** What float32 costs, relative: 4e-6 of the loss and 3e-6 of the gradients were the worst of many. */
    @ParameterizedTest
    @CsvSource({"forward, FORWARD, 0.5, 1", "reverse, REVERSE, 0.5, 2", "jsd, JSD, 0.3, 1"})
    void lossAndGradientsAreThoseOfPyTorch(String file, DivergenceKind divergence, double beta, double temperature) {
        Safetensors golden = Safetensors.open(GOLDENS.resolve("objectives/token-kl").resolve(file + ".safetensors"));
        RunConfig.TokenKl settings = new RunConfig.TokenKl(divergence, beta, temperature, 1, 0);
        Map<String, float[]> gradients = gradients(golden, settings, golden.doubles("loss")[0]);
        golden.entries().keySet().stream().filter(name -> name.startsWith("grad."))
                .forEach(name -> assertThat(distance(gradients.get(name.substring(5)), golden.floats(name))).as(name).isLessThan(1e-4));
    }

    /** The gradients by weight; the loss is compared on the way. */
    private static Map<String, float[]> gradients(Safetensors golden, RunConfig.TokenKl settings, double loss) {
        try (Student student = student(); Tokenizer tokenizer = Tokenizer.open(STUDENT);
                TokenTeacher teacher = TokenTeacher.open(TEACHER, Dtype.FLOAT32, Device.CPU);
                Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> sums = new ArrayList<>();
            StudentBatch batch = supervised(batch(student, tokenizer, text(golden)), golden);
            assertThat(batch.supervisedTokens()).isEqualTo((int) golden.longs("count")[0]);
            Backbone.Input input = Backbone.Input.text(scope, batch);
            TokenKlLoss tokenKl = new TokenKlLoss(batch, new RowPlaces(batch.layout().places()), teacher, settings,
                    tokenizer.vocabulary().size(), new long[0], new TokenKlLoss.Scales(settings.tokenWeight() / batch.supervisedTokens(),
                            settings.klWeight() / batch.supervisedTokens()));
            List<Double> losses = student.addGradients(input, tokenKl, true, sums, scope);
            assertThat(losses.get(1) / batch.supervisedTokens()).isCloseTo(loss, within(2e-5 * loss));
            Map<String, float[]> gradients = new HashMap<>();
            for (int i = 0; i < sums.size(); i++) {
                gradients.put(student.weights().parameters().get(i).name(), sums.get(i).toFloats());
            }
            return gradients;
        }
    }

    private static StudentBatch batch(Student student, Tokenizer tokenizer, byte[] text) {
        DocumentTokenizer documents = new DocumentTokenizer(tokenizer, student.config().maxPositions() - 1);
        return new BatchBuilder(tokenizer.vocabulary().beginOfSequence(), 0, null)
                .build(List.of(new BatchBuilder.Indexed(0, documents.tokenize(new Document("text", text, Path.of("text"), 0)))));
    }

    /** The tokens all of whose bytes the golden's mask supervises. */
    private static StudentBatch supervised(StudentBatch batch, Safetensors golden) {
        byte[] mask = new byte[golden.bytes("mask").remaining()];
        golden.bytes("mask").get(mask);
        int[] ends = new int[batch.tokens().length];
        golden.bytes("student_ends").order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(ends);
        int[] kept = IntStream.range(0, ends.length).filter(token -> IntStream.range(token == 0 ? 0 : ends[token - 1], ends[token])
                .allMatch(at -> mask[at] != 0)).toArray();
        return new StudentBatch(batch.layout(), batch.ids(),
                IntStream.of(kept).mapToLong(token -> batch.predictors()[token]).toArray(),
                IntStream.of(kept).mapToLong(token -> batch.tokens()[token]).toArray(), null);
    }

    private static LossSums run(Student student, Tokenizer tokenizer, TokenTeacher teacher, RunConfig.TokenKl settings, byte[] text,
            List<Tensor> sums,
            Scope scope) {
        TokenKlRunner runner = new TokenKlRunner(student, teacher, settings, tokenizer.vocabulary());
        DocumentTokenizer documents = new DocumentTokenizer(tokenizer, student.config().maxPositions() - 1);
        List<BatchBuilder.Indexed> batch = List
                .of(new BatchBuilder.Indexed(0, documents.tokenize(new Document("text", text, Path.of("text"), 0))));
        return runner.addGradients(batch, 0, runner.supervised(batch, 0), TRAINING, sums, scope);
    }

    private static Student student() {
        return Student.open(STUDENT, Adaptation.FULL, 0, 1, Device.CPU, Computation.PLAIN,
                new TokenKlObjective().script());
    }

    private static byte[] text(Safetensors golden) {
        byte[] text = new byte[golden.bytes("text").remaining()];
        golden.bytes("text").get(text);
        return text;
    }

    private static double distance(float[] ours, float[] theirs) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < theirs.length; i++) {
            difference += Math.pow(ours[i] - theirs[i], 2);
            size += Math.pow(theirs[i], 2);
        }
        return Math.sqrt(difference / size);
    }

    /** A model is no different from itself, and the token loss is that of fine-tuning. */
    @Test
    void aStudentThatIsItsTeacherLearnsFromTheTextAlone() {
        Safetensors golden = Safetensors.open(GOLDENS.resolve("objectives/token-kl/forward.safetensors"));
        for (DivergenceKind divergence : DivergenceKind.values()) {
            try (Student student = student(); Tokenizer tokenizer = Tokenizer.open(STUDENT);
                    TokenTeacher itself = TokenTeacher.open(STUDENT, Dtype.FLOAT32, Device.CPU);
                    Scope scope = Scope.open("test", Device.CPU)) {
                List<Tensor> sums = new ArrayList<>();
                LossSums losses = run(student, tokenizer, itself, new RunConfig.TokenKl(divergence, 0.3, 1, 1, 1), text(golden), sums,
                        scope);
                assertThat(losses.get(TokenKlRunner.KL)).as("%s", divergence).isCloseTo(0, within(1e-5));
                assertThat(losses.get(TokenKlRunner.SAME)).isEqualTo(losses.tokens());
                assertThat(losses.token()).isPositive();
            }
        }
    }

    /** 6 nats over 3 tokens, 1.5 of divergence; at 2 of the 3 both agree. */
    @Test
    void theTotalWeighsBothTerms() {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(RunConfig.defaults(), "token_kl.kl_weight", "4"), "token_kl.token_weight",
                "0.5");
        LossSums sums = LossSums.of(6, 3).with("tokenKl", 1.5).with("tokenSame", 2).with("tokenCompared", 3);
        Map<Metric, Double> measured = new TokenKlObjective().measured(sums, TRAINING, config);
        assertThat(measured.get(TokenKlObjective.TOKEN_KL)).isCloseTo(0.5, within(1e-12));
        assertThat(measured.get(TokenKlObjective.TOKEN_AGREEMENT)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(measured.get(Metric.TOTAL_LOSS)).as("0.5 x 6 / 3 + 4 x 0.5").isCloseTo(3, within(1e-12));
    }

    @Test
    void modelsWithDifferentTokenizersAreRefusedAndPaddingOfRowsIsNot() {
        assertThat(problems(TEACHER)).as("512 rows of 480 ids").isEmpty();
        assertThat(problems(GOLDENS.resolve("models/gemma2"))).singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("Teacher and student have different tokenizers"));
    }

    private static List<Problem> problems(Path teacher) {
        try (Tokenizer ofTeacher = Tokenizer.open(teacher); Tokenizer ofStudent = Tokenizer.open(STUDENT)) {
            return new TokenKlObjective().problems(RunConfig.defaults(),
                    new CheckedModels(Architecture.read(STUDENT).config(), ofStudent, Optional.of(ofTeacher), List.of()));
        }
    }
}
