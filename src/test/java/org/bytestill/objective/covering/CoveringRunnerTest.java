package org.bytestill.objective.covering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.cover.CoverSums;
import org.bytestill.bytes.cover.Covering;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.CoveredBytes;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherRows;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cheap settings, on the trained models of the sample. */
class CoveringRunnerTest {
    private static final Path SAMPLE = Path.of("sample-data");
    private static final int DOCUMENTS = 4;
    private static final int DOCUMENT_BYTES = 160;
    private static final RunConfig.Covering ALL = new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 0, 1);

    private static Student student;
    private static Tokenizer tokenizer;
    private static List<BatchBuilder.Indexed> documents;
    private static List<ByteRows> rows;
    private static final TeacherRows TEACHER = (document, position, probabilities, offset) -> {
        double[] row = rows.get(document).distribution(position);
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            probabilities[offset + outcome] = (float) row[outcome];
        }
        return 0;
    };

    @BeforeAll
    static void readTheTeacher() {
        TorchThread.prepare(1);
        student = Student.open(SAMPLE.resolve("student"), 0, 1, Device.CPU);
        tokenizer = Tokenizer.open(SAMPLE.resolve("student"));
        List<Document> texts = Corpus
                .read(new TextSource(List.of(SAMPLE.resolve("text/train.txt")), DOCUMENT_BYTES, DOCUMENTS * DOCUMENT_BYTES))
                .documents().subList(0, DOCUMENTS);
        List<TokenizedDocument> tokenized = new DocumentTokenizer(tokenizer, 500).tokenize(texts);
        documents = IntStream.range(0, DOCUMENTS).mapToObj(i -> new BatchBuilder.Indexed(i, tokenized.get(i))).toList();
        try (DecoderTokenModel teacher = DecoderTokenModel.open(SAMPLE.resolve("teacher"), Dtype.FLOAT32, Device.CPU)) {
            rows = ByteReaders.of(teacher, ConverterSettings.cover()).read(texts.stream().map(Document::bytes).toList(), Progress.NONE);
        }
    }

    @AfterAll
    static void close() {
        tokenizer.close();
        student.close();
    }

    private static LossSums losses(RunConfig.Covering settings, long position) {
        CoveringRunner passes = passes(settings);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            UpdateRunner.Supervised whole = passes.supervised(documents, position);
            LossSums losses = passes.addGradients(documents, position, whole, new Step(false, true), new ArrayList<>(), scope);
            assertThat((long) losses.get(CoveringRunner.BYTES)).isEqualTo(whole.bytes());
            assertThat((long) losses.tokens()).isEqualTo(whole.tokens());
            return losses;
        }
    }

    private static CoveringRunner passes(RunConfig.Covering settings) {
        return new CoveringRunner(student, Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions()),
                tokenizer.vocabulary().beginOfSequence(), TEACHER, settings, 1);
    }

    @Test
    void theWhiteSpaceMaskLeavesTheBytesOfBlankTokensOut() {
        int blank = documents.stream().mapToInt(document -> document.document().blankBytes()).sum();
        assertThat(blank).as("runs of blanks in the text").isPositive();
        LossSums all = losses(ALL, 0);
        LossSums masked = losses(new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 0, 1, 1, true, RunConfig.DivergenceKind.FORWARD, 0.5),
                0);
        assertThat(masked.get(CoveringRunner.BYTES)).isEqualTo(all.get(CoveringRunner.BYTES) - blank);
        assertThat(masked.get(CoveringRunner.KL)).isPositive().isLessThan(all.get(CoveringRunner.KL));
        assertThat(masked.token()).as("the token loss is that of all").isCloseTo(all.token(), within(1e-4 * all.token()));
    }

    private static int bytes(int document) {
        return documents.get(document).document().document().size();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 3e-3})
    void pruningChangesTheMeanDivergenceByLessThanATenThousandthNat(double threshold) {
        LossSums all = losses(ALL, 0);
        LossSums pruned = losses(new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, threshold, 1), 0);
        assertThat(pruned.get(CoveringRunner.KL) / pruned.get(CoveringRunner.BYTES))
                .isCloseTo(all.get(CoveringRunner.KL) / all.get(CoveringRunner.BYTES), within(1e-4))
                .isNotEqualTo(all.get(CoveringRunner.KL) / all.get(CoveringRunner.BYTES));
        assertThat(pruned.token()).isCloseTo(all.token(), within(1e-2));
    }

    /** Sampling at every point of a grid over [0, 1): each node is drawn as often as its probability says, up to one draw. */
    @Test
    void sampledGradientsAreUnbiasedAndLossesExact() {
        List<double[]> draws = new ArrayList<>();
        double[] all = gradient(1, 0);
        for (int draw = 0; draw < 40; draw++) {
            draws.add(gradient(0.1, (draw + 0.5) / 40));
        }
        double[] mean = IntStream.range(0, all.length).mapToDouble(i -> draws.stream().mapToDouble(one -> one[i]).average().orElseThrow())
                .toArray();
        assertThat(distance(mean, all)).as("of the mean").isLessThan(0.02 * norm(all));
        assertThat(distance(draws.get(0), all)).as("of one draw").isBetween(0.02 * norm(all), 0.2 * norm(all));
        LossSums some = losses(new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 0, 0.1), 0);
        assertThat(some.get(CoveringRunner.KL)).isCloseTo(losses(ALL, 0).get(CoveringRunner.KL), within(1e-3));
        assertThat(some.token()).isCloseTo(losses(ALL, 0).token(), within(1e-3));
    }

    private static RunConfig.Covering share(double gradientShare) {
        return new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 3e-3, gradientShare);
    }

    private static double[] gradient(double share, double random) {
        Covering covering = Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions());
        List<CoveredDocument> texts = documents.stream().map(indexed -> new CoveredDocument(covering,
                covering.tree(indexed.document().document().bytes(), indexed.document().ids()), indexed.document(), indexed.index(),
                TEACHER)).toList();
        CoveringLoss objective = new CoveringLoss(texts, share(share), student.config().vocabularySize(), 1e-2, 1e-2, random,
                new CoverTimes(System::nanoTime));
        try (Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> gradients = new ArrayList<>();
            student.addGradients(objective.text(scope), objective, true, gradients, scope);
            return gradients.stream().flatMapToDouble(tensor -> {
                float[] values = tensor.toFloats();
                return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
            }).toArray();
        }
    }

    private static double norm(double[] values) {
        return distance(values, new double[values.length]);
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum());
    }

    @Test
    void oneDocumentInFourIsCoveredByItsPlaceInTheRun() {
        RunConfig.Covering quarter = new RunConfig.Covering(5, 4, CoveredBytes.ALL, 1, 1e-3, 1);
        for (int position = 0; position < 5; position++) {
            LossSums losses = losses(quarter, position);
            assertThat((long) losses.get(CoveringRunner.BYTES)).isEqualTo(bytes((DOCUMENTS - position % 4) % 4));
            assertThat(losses).as("the same again").isEqualTo(losses(quarter, position));
        }
    }

    @Test
    void theSelectedShareOfBytesHasTheHighestEntropyOrDisagreement() {
        Covering covering = Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions());
        TokenizedDocument document = documents.get(1).document();
        CoveredDocument text = new CoveredDocument(covering, covering.tree(document.document().bytes(), document.ids()), document, 1,
                TEACHER);
        CoveringLoss objective = new CoveringLoss(List.of(text), ALL, student.config().vocabularySize(), 1, 1, 0,
                new CoverTimes(System::nanoTime));
        try (Scope scope = Scope.open("test", Device.CPU)) {
            student.addGradients(objective.text(scope), objective, false, new ArrayList<>(), scope);
        }
        CoverSums sums = objective.sums().get(0);
        double[] entropy = new double[text.size()];
        double[] divergence = new double[text.size()];
        for (int position = 0; position < text.size(); position++) {
            double[] p = rows.get(1).distribution(position);
            double[] q = sums.distribution(position);
            entropy[position] = IntStream.range(0, p.length).mapToDouble(k -> p[k] > 0 ? -p[k] * Math.log(p[k]) : 0).sum();
            divergence[position] = IntStream.range(0, p.length).mapToDouble(k -> p[k] > 0 ? p[k] * Math.log(p[k] / q[k]) : 0).sum();
        }
        assertHighest(entropy, ByteSelection.of(new RunConfig.Covering(5, 1, CoveredBytes.ENTROPY, 0.25, 0, 1), text, sums));
        assertHighest(divergence, ByteSelection.of(new RunConfig.Covering(5, 1, CoveredBytes.DISAGREEMENT, 0.25, 0, 1), text, sums));
    }

    private static void assertHighest(double[] worth, boolean[] chosen) {
        int count = (int) Math.ceil(0.25 * worth.length);
        double bound = Arrays.stream(worth).sorted().toArray()[worth.length - count];
        assertThat(IntStream.range(0, worth.length).filter(position -> chosen[position]).count()).isEqualTo(count);
        for (int position = 0; position < worth.length; position++) {
            // The teacher's rows are float32 in the objective.
            assertThat(chosen[position] ? worth[position] >= bound - 1e-5 : worth[position] <= bound + 1e-5).as("byte %d", position)
                    .isTrue();
        }
    }

    @Test
    void theLossIsTheMeanOverTheSelectedShareOfBytes() {
        LossSums some = losses(new RunConfig.Covering(5, 1, CoveredBytes.ENTROPY, 0.25, 1e-3, 1), 0);
        assertThat((long) some.get(CoveringRunner.BYTES))
                .isEqualTo(IntStream.range(0, DOCUMENTS).mapToLong(d -> (long) Math.ceil(0.25 * bytes(d))).sum());
        LossSums all = losses(new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 1e-3, 1), 0);
        assertThat(some.get(CoveringRunner.KL) / some.get(CoveringRunner.BYTES)).as("uncertain bytes have most to teach")
                .isGreaterThan(all.get(CoveringRunner.KL) / all.get(CoveringRunner.BYTES));
    }
}
