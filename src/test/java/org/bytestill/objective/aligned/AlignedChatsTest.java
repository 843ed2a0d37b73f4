package org.bytestill.objective.aligned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.RunTexts;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.alm.AlmObjective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations of the sample, which teacher and student write by templates of their own: only answers and their ends are compared. */
class AlignedChatsTest {
    private static final Path SAMPLE = Path.of("sample-data").toAbsolutePath();
    private static final RunConfig CONFIG = RunConfigFile.resolved(RunConfigFile.read(SAMPLE.resolve("chats.yaml")), SAMPLE);
    private static final Path TEACHER = Path.of(CONFIG.teacher());
    private static final Path STUDENT = Path.of(CONFIG.student());
    private static final Step TRAINED = new Step(false, true);
    private static final int DOCUMENTS = 6;

    private static RunChats chats;
    private static List<Document> documents;
    private static Tokenizer tokenizer;
    private static TokenTeacher teacher;

    @BeforeAll
    static void read() {
        chats = RunChats.of(CONFIG, STUDENT, Instant.EPOCH);
        documents = Corpus.read(RunTexts.validation(CONFIG), chats).documents().subList(0, DOCUMENTS);
        tokenizer = chats.withTurnEnd(STUDENT, Tokenizer.open(STUDENT));
        teacher = TokenTeacher.open(TEACHER, chats.withTurnEnd(TEACHER, Tokenizer.open(TEACHER)), Dtype.FLOAT32, Device.CPU);
    }

    @AfterAll
    static void close() {
        teacher.close();
        tokenizer.close();
        chats.close();
    }

    static List<Objective> objectives() {
        return Objectives.all().stream().filter(AlignedObjective.class::isInstance).toList();
    }

    private static List<BatchBuilder.Indexed> tokenized() {
        DocumentTokenizer cut = new DocumentTokenizer(tokenizer, 2000);
        return IntStream.range(0, DOCUMENTS).mapToObj(i -> new BatchBuilder.Indexed(i, cut.tokenize(documents.get(i)))).toList();
    }

    /** What a runner measured, and its terms. */
    private record Measured(LossSums sums, double[] terms, List<Group> groups) {}

    private static Measured measured(Objective objective, RunConfig config) {
        try (Student student = Student.open(STUDENT, Adaptation.FULL, 0, 1, Device.CPU, Computation.PLAIN, objective.script());
                Scope scope = Scope.open("chats", Device.CPU)) {
            AlignedRunner runner = (AlignedRunner) objective.runner(student, tokenizer, new TeacherData(null, teacher), config);
            List<Tensor> gradients = new ArrayList<>();
            List<BatchBuilder.Indexed> batch = tokenized();
            LossSums sums = runner.addGradients(batch, 0, runner.supervised(batch, 0), TRAINED, gradients, scope);
            assertThat(gradients).allSatisfy(gradient -> assertThat(gradient.toFloats()[0]).isFinite());
            return new Measured(sums, runner.lastTerms(), runner.groups(batch));
        }
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void onlyAnswersAndTheirEndsCount(Objective objective) {
        Measured measured = measured(objective, CONFIG);
        int answers = documents.stream().mapToInt(document -> document.supervision().bytes()).sum();
        assertThat(measured.sums().get(AlignedRunner.BYTES)).isEqualTo(answers);
        assertThat(measured.sums().get(AlignedRunner.LOST_BYTES)).as("all bytes of the answers are in groups").isZero();
        assertThat(measured.sums().get(AlignedRunner.COUNT)).isEqualTo(measured.terms().length).isPositive();
        assertThat(Arrays.stream(measured.terms()).allMatch(Double::isFinite)).isTrue();
        long ends = documents.stream().flatMap(document -> document.supervision().spans().stream()).filter(Span::ends).count();
        assertThat(measured.groups().stream().filter(group -> group.begin() == group.end()).count()).as("one end a turn").isEqualTo(ends)
                .isPositive();
    }

    /** Likelihoods of groups from the decoders alone: each model reads its own rendering, and the answer in its own tokens. */
    @Test
    void termsAreThoseOfEachModelsOwnRendering() {
        RunConfig config = RunConfigFile.with(RunConfigFile.with(CONFIG, "alm.temperature", "1"), "alm.epsilon", "0.0001");
        List<Double> expected = new ArrayList<>();
        try (DecoderTokenModel theirs = DecoderTokenModel.open(TEACHER, Dtype.FLOAT32, Device.CPU);
                DecoderTokenModel ours = DecoderTokenModel.open(STUDENT, Dtype.FLOAT32, Device.CPU)) {
            for (BatchBuilder.Indexed document : tokenized()) {
                expected.addAll(terms(document.document(), theirs, ours));
            }
        }
        double[] terms = measured(new AlmObjective(), config).terms();
        assertThat(terms).hasSameSizeAs(expected);
        for (int i = 0; i < terms.length; i++) {
            assertThat(terms[i]).isCloseTo(expected.get(i), within(1e-5 + 1e-3 * expected.get(i)));
        }
    }

    private static List<Double> terms(TokenizedDocument document, DecoderTokenModel theirs, DecoderTokenModel ours) {
        List<SpanTokens> read = SpanTokens.ofTeacher(document.document(), teacher.tokenizer());
        List<SpanTokens> own = SpanTokens.of(document, tokenizer.vocabulary().beginOfSequence());
        List<Double> terms = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            double[] p = logs(theirs, read.get(i));
            double[] q = logs(ours, own.get(i));
            int[] ends = ends(teacher.tokenizer(), read.get(i));
            int[] ownEnds = ends(tokenizer, own.get(i));
            double a = -0.0001;
            double b = -0.0001;
            int next = 0;
            for (int token = 0; token < q.length; token++) {
                b += q[token];
                while (next < p.length && ends[next] <= ownEnds[token] && !(next == p.length - 1 && token < q.length - 1)) {
                    a += p[next++];
                }
                boolean together = next > 0 && ends[next - 1] == ownEnds[token] && (token == q.length - 1) == (next == p.length);
                if (together) {
                    terms.add(Math.exp(a) * (a - b) + (1 - Math.exp(a)) * (Math.log1p(-Math.exp(a)) - Math.log1p(-Math.exp(b))));
                    a = -0.0001;
                    b = -0.0001;
                }
            }
        }
        return terms;
    }

    /** Log-probabilities of the tokens of a span after its prompt. */
    private static double[] logs(DecoderTokenModel model, SpanTokens span) {
        float[] all = model.decoder().tokenLogProbabilities(List.of(span.sequence())).get(0);
        int first = span.prompt().length - 1;
        return IntStream.range(0, span.tokens().length).mapToDouble(token -> all[first + token]).toArray();
    }

    /** The byte offset in the span after each token; the end of the turn has no bytes. */
    private static int[] ends(Tokenizer tokenizer, SpanTokens span) {
        int[] ends = new int[span.tokens().length];
        int at = 0;
        for (int token = 0; token < ends.length; token++) {
            at += token == ends.length - 1 && span.ends() ? 0 : tokenizer.vocabulary().bytesOf(span.tokens()[token]).length;
            ends[token] = at;
        }
        return ends;
    }
}
