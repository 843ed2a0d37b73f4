package org.bytestill.objective.covering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteKl;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.bytes.cover.CoverSums;
import org.bytestill.bytes.cover.CoverTree;
import org.bytestill.bytes.cover.Covering;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfig.CoveredBytes;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.Supervision;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherRows;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.DoubleStudent;
import org.bytestill.student.Student;
import org.bytestill.text.Span;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoveringLossTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final RunConfig.Covering ALL = new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 0, 1);
    private static final Step TRAINED = new Step(false, true);
    /** Evaluation only: no backward pass. */
    private static final Step LOSSES_ALONE = new Step(false, false);
    /** Characters of two, three and four bytes, and words whose beginnings are tokens too. */
    private static final String[] TEXTS = {"the theme of them: caf\u00e9 na\u00efve, \u6771\u4eac \ud83d\ude00!",
        "\u201cother\u201d others 1234\n\nthere"};

    private static final int TEXT_BYTES = Stream.of(TEXTS).mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();

    private final Random random = new Random(7);

    @BeforeEach
    void prepareTorch() {
        TorchThread.prepare(1);
    }

    static Stream<String> families() throws IOException {
        try (Stream<Path> folders = Files.list(MODELS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** Two plain texts, and a conversation with two answers of which the ends are supervised. */
    private static List<BatchBuilder.Indexed> documents(Tokenizer tokenizer) {
        DocumentTokenizer documentTokenizer = new DocumentTokenizer(tokenizer, 200);
        List<Document> documents = new ArrayList<>();
        for (String text : TEXTS) {
            documents.add(new Document("text", text.getBytes(StandardCharsets.UTF_8), Path.of("text"), 0));
        }
        documents.add(conversation(tokenizer));
        return IntStream.range(0, documents.size())
                .mapToObj(i -> new BatchBuilder.Indexed(i, documentTokenizer.tokenize(documents.get(i)))).toList();
    }

    private static Document conversation(Tokenizer tokenizer) {
        String end = tokenizer.vocabulary().nameOf(tokenizer.vocabulary().endOfSequence().nextSetBit(0));
        String question = "Say caf\u00e9.\n";
        String other = "Other? ";
        String text = question + "the theme" + end + other + "\u6771 there" + end;
        int second = question.length() + 1 + "the theme".length() + end.length() + other.length();
        List<Span> spans = List.of(new Span(question.length() + 1, question.length() + 10, true), new Span(second, second + 9, true));
        return new Document("chat", text.getBytes(StandardCharsets.UTF_8), Path.of("chat"), 0, new Supervision(spans),
                new Document.Markup(true, ""));
    }

    /** A teacher with some probable bytes at each position, the byte of the text among them; the rest of its mass is not kept. */
    private TeacherRows teacher(double rest) {
        double[][][] rows = new double[TEXTS.length + 1][][];
        for (int d = 0; d < rows.length; d++) {
            byte[] text = d < TEXTS.length ? TEXTS[d].getBytes(StandardCharsets.UTF_8) : new byte[200];
            rows[d] = new double[text.length][ByteDistribution.OUTCOMES];
            for (int j = 0; j < text.length; j++) {
                double[] row = rows[d][j];
                for (int k = 0; k < 6; k++) {
                    row[32 + random.nextInt(96)] += random.nextDouble();
                }
                row[text[j] & 0xFF] += 1;
                row[ByteDistribution.EOS] += 0.1;
                double sum = Arrays.stream(row).sum() / (1 - rest);
                rows[d][j] = Arrays.stream(row).map(p -> p / sum).toArray();
            }
        }
        return (document, position, probabilities, offset) -> {
            for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                probabilities[offset + outcome] = (float) rows[document][position][outcome];
            }
            return (float) rest;
        };
    }

    private static CoveringRunner passes(Student student, Tokenizer tokenizer, TeacherRows teacher, RunConfig.Covering settings) {
        Covering covering = Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions());
        return new CoveringRunner(student, covering, tokenizer.vocabulary().beginOfSequence(), teacher, settings, 1);
    }

    private static double total(LossSums losses, UpdateRunner.Supervised whole, RunConfig.Covering settings) {
        return losses.token() / whole.tokens() + settings.klWeight() * losses.get(CoveringRunner.DIVERGENCE) / whole.bytes();
    }

    /** Central differences: the error is of the square of the step. */
    @ParameterizedTest
    @CsvSource({"smollm2, 1e-5, FORWARD", "gpt_neox, 1e-5, FORWARD", "gemma2, 1e-5, FORWARD", "smollm2, 1e-5, REVERSE",
        "smollm2, 1e-5, JSD"})
    void gradientsAreThoseOfFiniteDifferencesInFloat64(String family, double relative, RunConfig.DivergenceKind divergence) {
        RunConfig.Covering settings = new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 0, 1, 1, false, divergence, 0.3);
        try (Student student = DoubleStudent.open(MODELS.resolve(family)); Tokenizer tokenizer = Tokenizer.open(MODELS.resolve(family));
                Scope scope = Scope.open("test", Device.CPU)) {
            CoveringRunner passes = passes(student, tokenizer, teacher(0.02), settings);
            List<BatchBuilder.Indexed> documents = documents(tokenizer);
            UpdateRunner.Supervised whole = passes.supervised(documents, 0);
            List<Tensor> gradients = new ArrayList<>();
            passes.addGradients(documents, 0, whole, TRAINED, gradients, scope);
            List<Tensor> trained = student.trained(true);
            assertThat(gradients).hasSameSizeAs(trained);
            for (int i = 0; i < trained.size(); i++) {
                double[] weights = trained.get(i).toDoubles();
                double[] direction = random.doubles(weights.length, -1, 1).toArray();
                double[] gradient = gradients.get(i).toDoubles();
                double along = IntStream.range(0, weights.length).mapToDouble(k -> gradient[k] * direction[k]).sum();
                double step = 1e-5;
                double change = at(trained.get(i), weights, direction, step, passes, documents)
                        - at(trained.get(i), weights, direction, -step, passes, documents);
                TensorOps.copyInto(trained.get(i), scope.of(weights, trained.get(i).shape()));
                assertThat(change / (2 * step)).as("%s, weight %d", family, i).isCloseTo(along, within(relative * (0.1 + Math.abs(along))));
            }
        }
    }

    /** The loss with a weight moved along a direction; the weight keeps its new value. */
    private static double at(Tensor weight, double[] weights, double[] direction, double step, CoveringRunner passes,
            List<BatchBuilder.Indexed> documents) {
        try (Scope scope = Scope.open("moved", Device.CPU)) {
            double[] moved = IntStream.range(0, weights.length).mapToDouble(k -> weights[k] + step * direction[k]).toArray();
            TensorOps.copyInto(weight, scope.of(moved, weight.shape()));
            UpdateRunner.Supervised whole = passes.supervised(documents, 0);
            return total(passes.addGradients(documents, 0, whole, LOSSES_ALONE, new ArrayList<>(), scope), whole, ALL);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theLossEqualsThatOfTheReaderWithoutGradients(String family) {
        TeacherRows teacher = teacher(0.02);
        try (Student student = Student.open(MODELS.resolve(family), 0, 1, Device.CPU);
                Tokenizer tokenizer = Tokenizer.open(MODELS.resolve(family));
                DecoderTokenModel model = DecoderTokenModel.sharing(student.decoder(), tokenizer);
                Scope scope = Scope.open("test", Device.CPU)) {
            CoveringRunner passes = passes(student, tokenizer, teacher, ALL);
            List<BatchBuilder.Indexed> documents = documents(tokenizer);
            LossSums losses = passes.addGradients(documents, 0, passes.supervised(documents, 0), TRAINED, new ArrayList<>(), scope);
            int begin = tokenizer.vocabulary().beginOfSequence();
            double nats = 0;
            int bytes = 0;
            for (int d = 0; d < documents.size(); d++) {
                TokenizedDocument document = documents.get(d).document();
                List<Passage> passages = Passages.of(document, begin);
                List<ByteRows> rows = ByteReaders.of(model, ConverterSettings.cover()).readPassages(passages, Progress.NONE);
                for (int s = 0; s < passages.size(); s++) {
                    for (int j = 0; j < rows.get(s).size(); j++) {
                        float[] p = new float[ByteDistribution.OUTCOMES];
                        float rest = teacher.read(d, document.byteSpans().get(s).start() + j, p, 0);
                        nats += ByteKl.nats(p, 0, rest, rows.get(s).distribution(j), null);
                        bytes++;
                    }
                }
            }
            assertThat(bytes).as("all bytes of the texts, both answers and their ends").isEqualTo(TEXT_BYTES + 10 + 10);
            assertThat((long) losses.get(CoveringRunner.BYTES)).isEqualTo(bytes);
            assertThat(losses.get(CoveringRunner.KL) / losses.get(CoveringRunner.BYTES)).isCloseTo(nats / losses.get(CoveringRunner.BYTES),
                    within(1e-5));
            double tokenNats = 0;
            for (BatchBuilder.Indexed document : documents) {
                int[] ids = IntStream
                        .concat(IntStream.of(tokenizer.vocabulary().beginOfSequence()), Arrays.stream(document.document().ids())).toArray();
                float[] scores = student.decoder().tokenLogProbabilities(List.of(ids)).get(0);
                for (int token = 0; token < scores.length; token++) {
                    tokenNats -= document.document().isSupervised(token) ? scores[token] : 0;
                }
            }
            assertThat(losses.token()).isCloseTo(tokenNats, within(1e-3));
        }
    }

    @Test
    void pruningARandomModelsTreeChangesTheMeanDivergenceByLessThanATenThousandthNat() {
        TeacherRows teacher = teacher(0.02);
        Path folder = MODELS.resolve("smollm2");
        try (Student student = Student.open(folder, 0, 1, Device.CPU); Tokenizer tokenizer = Tokenizer.open(folder);
                Scope scope = Scope.open("test", Device.CPU)) {
            List<BatchBuilder.Indexed> documents = documents(tokenizer);
            CoveringRunner all = passes(student, tokenizer, teacher, ALL);
            CoveringRunner pruned = passes(student, tokenizer, teacher, new RunConfig.Covering(5, 1, CoveredBytes.ALL, 1, 1e-3, 1));
            UpdateRunner.Supervised whole = all.supervised(documents, 0);
            double nats = all.addGradients(documents, 0, whole, LOSSES_ALONE, new ArrayList<>(), scope).get(CoveringRunner.KL);
            double prunedNats = pruned.addGradients(documents, 0, whole, LOSSES_ALONE, new ArrayList<>(), scope).get(CoveringRunner.KL);
            assertThat(prunedNats / whole.bytes()).isCloseTo(nats / whole.bytes(), within(1e-4));
        }
    }

    @Test
    void recomputedBranchesGiveBitIdenticalGradients() {
        TeacherRows teacher = teacher(0.02);
        List<List<float[]>> gradients = new ArrayList<>();
        for (boolean recompute : new boolean[] {false, true}) {
            Path folder = MODELS.resolve("gemma3");
            try (Student student = Student.open(folder, Adaptation.FULL, 0, 1, Device.CPU,
                    new Computation(Dtype.FLOAT32, recompute, Computation.LOGITS_BYTES));
                    Tokenizer tokenizer = Tokenizer.open(folder); Scope scope = Scope.open("test", Device.CPU)) {
                List<BatchBuilder.Indexed> documents = documents(tokenizer);
                CoveringRunner passes = passes(student, tokenizer, teacher, ALL);
                List<Tensor> sums = new ArrayList<>();
                passes.addGradients(documents, 0, passes.supervised(documents, 0), TRAINED, sums, scope);
                gradients.add(sums.stream().map(Tensor::toFloats).toList());
            }
        }
        for (int i = 0; i < gradients.get(0).size(); i++) {
            assertThat(gradients.get(1).get(i)).as("weight %d", i).isEqualTo(gradients.get(0).get(i));
        }
    }

    /** The documents and a word, so short that they are packed. */
    private static List<BatchBuilder.Indexed> documentsAndAWord(Tokenizer tokenizer) {
        List<BatchBuilder.Indexed> documents = new ArrayList<>(documents(tokenizer));
        Document word = new Document("word", "the".getBytes(StandardCharsets.UTF_8), Path.of("word"), 0);
        documents.add(1, new BatchBuilder.Indexed(0, new DocumentTokenizer(tokenizer, 200).tokenize(word)));
        return documents;
    }

    /** A pass over covering trees of all documents at once. */
    private double[] pass(Student student, Tokenizer tokenizer, List<BatchBuilder.Indexed> documents, TeacherRows teacher,
            List<Tensor> sums, Scope scope) {
        Covering covering = Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions());
        int begin = tokenizer.vocabulary().beginOfSequence();
        List<CoveredDocument> texts = documents.stream().map(indexed -> {
            TokenizedDocument document = indexed.document();
            CoverTree.Tokens tokens = new CoverTree.Tokens(document.bytes(), document.beginOr(begin), document.ids(), document.starts());
            return new CoveredDocument(covering, covering.tree(tokens, document.byteSpans()), document, indexed.index(), teacher);
        }).toList();
        CoveringLoss loss = new CoveringLoss(texts, ALL, student.config().vocabularySize(), 1, 1, 0, new CoverTimes(System::nanoTime));
        assertThat(loss.text(scope).ids().size(0)).as("documents share a row").isEqualTo(1);
        return student.addGradients(loss.text(scope), loss, true, sums, scope).stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Branches hang from the document's own part of the shared row; layers of gemma3 and mistral slide over 8 positions. */
    @ParameterizedTest
    @ValueSource(strings = {"gemma3", "gpt_neox", "mistral", "gpt2"})
    void treesOfPackedDocumentsHaveTheLossesAndGradientsOfTreesAlone(String family) {
        TeacherRows teacher = teacher(0.02);
        try (Student student = DoubleStudent.open(MODELS.resolve(family)); Tokenizer tokenizer = Tokenizer.open(MODELS.resolve(family));
                Scope scope = Scope.open("test", Device.CPU)) {
            List<BatchBuilder.Indexed> documents = documentsAndAWord(tokenizer);
            List<Tensor> sums = new ArrayList<>();
            double[] losses = pass(student, tokenizer, documents, teacher, sums, scope);
            List<Tensor> alone = new ArrayList<>();
            for (BatchBuilder.Indexed document : documents) {
                double[] part = pass(student, tokenizer, List.of(document), teacher, alone, scope);
                IntStream.range(0, losses.length).forEach(i -> losses[i] -= part[i]);
            }
            assertThat(losses).as("differences").containsExactly(new double[losses.length], within(1e-6));
            for (int i = 0; i < sums.size(); i++) {
                assertThat(sums.get(i).toDoubles()).as("weight %d", i).satisfies(closeTo(alone.get(i).toDoubles(), 1e-6));
            }
        }
    }

    @Test
    void recomputedTreesOfPackedDocumentsGiveBitIdenticalGradients() {
        List<List<float[]>> gradients = new ArrayList<>();
        TeacherRows teacher = teacher(0.02);
        for (boolean recompute : new boolean[] {false, true}) {
            Computation computation = new Computation(Dtype.FLOAT32, recompute, Computation.LOGITS_BYTES);
            try (Student student = Student.open(MODELS.resolve("gemma3"), Adaptation.FULL, 0, 1, Device.CPU, computation);
                    Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("gemma3")); Scope scope = Scope.open("test", Device.CPU)) {
                List<Tensor> sums = new ArrayList<>();
                pass(student, tokenizer, documentsAndAWord(tokenizer), teacher, sums, scope);
                gradients.add(sums.stream().map(Tensor::toFloats).toList());
            }
        }
        for (int i = 0; i < gradients.get(0).size(); i++) {
            assertThat(gradients.get(1).get(i)).as("weight %d", i).isEqualTo(gradients.get(0).get(i));
        }
    }

    @Test
    void theStudentsDistributionsEqualTheReadersAndSumTo1() {
        Path folder = MODELS.resolve("smollm2");
        try (Student student = Student.open(folder, 0, 1, Device.CPU); Tokenizer tokenizer = Tokenizer.open(folder);
                DecoderTokenModel model = DecoderTokenModel.sharing(student.decoder(), tokenizer);
                Scope scope = Scope.open("test", Device.CPU)) {
            Covering covering = Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions());
            BatchBuilder.Indexed document = documents(tokenizer).get(0);
            byte[] bytes = document.document().document().bytes();
            CoveredDocument text = new CoveredDocument(covering, covering.tree(bytes, document.document().ids()), document.document(), 0,
                    teacher(0));
            CoveringLoss objective = new CoveringLoss(List.of(text), ALL, student.config().vocabularySize(), 1, 1, 0,
                    new CoverTimes(System::nanoTime));
            student.addGradients(objective.text(scope), objective, false, new ArrayList<>(), scope);
            CoverSums sums = objective.sums().get(0);
            ByteRows rows = ByteReaders.of(model, ConverterSettings.cover()).read(List.of(bytes), Progress.NONE).get(0);
            for (int j = 0; j < bytes.length; j++) {
                assertThat(sums.distribution(j)).as("byte %d", j).satisfies(closeTo(rows.distribution(j), 1e-6));
                assertThat(Arrays.stream(sums.distribution(j)).sum()).isCloseTo(1, within(1e-9));
            }
        }
    }
}
