package org.bytestill.onpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.DecoderTokenModel;
import org.bytestill.bytes.Mixture;
import org.bytestill.bytes.readers.ByteReaders;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.Document;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.covering.CoveringObjective;
import org.bytestill.objective.tokenkl.TokenKlObjective;
import org.bytestill.objective.tokenkl.TokenKlRunner;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RolloutRecord;
import org.bytestill.run.RunEvent;
import org.bytestill.run.RunListener;
import org.bytestill.run.RunState;
import org.bytestill.run.TrainingState;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.RandomStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Updates of which the student writes half, on the trained models of the sample. */
class OnPolicyRunnerTest {
    private static final Path SAMPLE = Path.of("sample-data");
    private static final int DOCUMENTS = 4;
    private static final Step TRAINED = new Step(false, true);
    private static Student student;
    private static Tokenizer tokenizer;
    private static DecoderTokenModel teacher;
    private static TokenTeacher start;
    private static List<BatchBuilder.Indexed> documents;

    private final List<RolloutRecord> kept = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void stateChanged(RunState state, TrainingState at) {}

        @Override
        public void happened(RunEvent.Kind kind, int update, String message) {
            events.add(message);
        }

        @Override
        public void trained(Map<Metric, Double> row) {}

        @Override
        public void evaluated(Map<Metric, Double> row) {}
    };

    @BeforeAll
    static void open() {
        TorchThread.prepare(1);
        student = Student.open(SAMPLE.resolve("student"), Adaptation.FULL, 0, 1, Device.CPU, Computation.PLAIN,
                new TokenKlObjective().script());
        tokenizer = Tokenizer.open(SAMPLE.resolve("student"));
        teacher = DecoderTokenModel.open(SAMPLE.resolve("teacher"), Dtype.FLOAT32, Device.CPU);
        start = TokenTeacher.open(SAMPLE.resolve("student"), Dtype.FLOAT32, Device.CPU);
        List<Document> texts = Corpus.read(new TextSource(List.of(SAMPLE.resolve("text/train.txt")), 160, DOCUMENTS * 160L)).documents()
                .subList(0, DOCUMENTS);
        List<TokenizedDocument> tokenized = new DocumentTokenizer(tokenizer, 500).tokenize(texts);
        documents = IntStream.range(0, DOCUMENTS).mapToObj(i -> new BatchBuilder.Indexed(i, tokenized.get(i))).toList();
    }

    @AfterAll
    static void close() {
        start.close();
        teacher.close();
        tokenizer.close();
        student.close();
    }

    private static RunConfig config(String... values) {
        RunConfig config = RunConfig.recommended();
        String[] all = {"on_policy.share", "0.5", "on_policy.max_new_tokens", "16", "on_policy.prompt_bytes", "60",
            "covering.gradient_share", "1", "covering.prune", "0", "training.micro_batch_documents", "4", "text.document_bytes", "160"};
        for (int i = 0; i < all.length; i += 2) {
            config = RunConfigFile.with(config, all[i], all[i + 1]);
        }
        for (int i = 0; i < values.length; i += 2) {
            config = RunConfigFile.with(config, values[i], values[i + 1]);
        }
        return config;
    }

    /** Rows of the corpus read by the covering as the texts of the student are. */
    private OnPolicyRunner runner(RunConfig config) {
        Objective objective = new CoveringObjective();
        WrittenDocument written = new WrittenDocument(tokenizer);
        LiveTeachers teachers = new LiveTeachers(
                List.of(new LiveTeachers.Teacher("teacher", teacher.tokenizer(), ByteReaders.of(teacher, ConverterSettings.cover()))),
                Mixture.ARITHMETIC);
        RolloutRows rows = new RolloutRows((document, position, probabilities, offset) -> {
            probabilities[offset + (documents.get(document).document().bytes()[position] & 0xFF)] = 1;
            return 0;
        });
        UpdateRunner covering = objective.runner(student, tokenizer, new TeacherData(rows, null), config);
        TokenKlRunner toStart = config.onPolicy().referenceWeight() == 0 ? null
                : TokenKlRunner.toStart(student, start, config.onPolicy().referenceWeight(), tokenizer.vocabulary());
        RolloutLog log = new RolloutLog(kept::addAll);
        return new OnPolicyRunner(new OnPolicyRunner.Parts(config, objective, covering, toStart,
                new Prompts(config.onPolicy().promptBytes(), tokenizer.vocabulary().beginOfSequence(), 512, new RandomStreams(1)),
                new RolloutWriter(student, tokenizer.vocabulary(), config.onPolicy()), written,
                TeacherView.ofBytes(teachers, rows, config.onPolicy().end() == RunConfig.WrittenEnd.SCORED, written.placeOfEnd()),
                new RolloutWatch(config.onPolicy(), log, listener, new MetricTable(), 0)));
    }

    private record Result(LossSums losses, UpdateRunner.Supervised whole, List<float[]> gradients, Map<Metric, Double> row) {}

    /** An update in micro-batches of so many documents. */
    private static Result update(OnPolicyRunner runner, int size) {
        try (Scope scope = Scope.open("test", Device.CPU)) {
            assertThat(runner.prepare(documents, 0, 0, () -> false)).isTrue();
            UpdateRunner.Supervised whole = runner.supervised(documents, 0);
            List<Tensor> sums = new ArrayList<>();
            LossSums losses = LossSums.NONE;
            for (int first = 0; first < DOCUMENTS; first += size) {
                losses = losses.plus(runner.addGradients(documents.subList(first, first + size), first, whole, TRAINED, sums, scope));
            }
            Map<Metric, Double> row = new TreeMap<>(Map.of(Metric.TOTAL_LOSS, 1.0));
            runner.measure(row, losses, TRAINED);
            return new Result(losses, whole, sums.stream().map(Tensor::toFloats).toList(), row);
        }
    }

    private static double difference(List<float[]> a, List<float[]> b) {
        double largest = 1e-30;
        double difference = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < a.get(i).length; j++) {
                largest = Math.max(largest, Math.abs(a.get(i)[j]));
                difference = Math.max(difference, Math.abs((double) a.get(i)[j] - b.get(i)[j]));
            }
        }
        return difference / largest;
    }

    @Test
    void anUpdateInOneTwoAndFourPartsHasTheSameLossAndGradient() {
        Result whole = update(runner(config()), 4);
        for (int size : new int[] {2, 1}) {
            Result parts = update(runner(config()), size);
            assertThat(difference(whole.gradients, parts.gradients)).as("parts of %d", size).isLessThan(1e-4);
            whole.losses.sums().forEach((name, sum) -> assertThat(parts.losses.get(name)).as(name)
                    .isCloseTo(sum, within(1e-4 * Math.max(1, Math.abs(sum)))));
        }
    }

    /** The divisors: cross-entropy over the tokens of the two texts as they are, the divergence over the bytes of all four. */
    @Test
    void theTermIsAMeanOverAllTextAndTheCrossEntropyOverWhatTheStudentDidNotWrite() {
        Result result = update(runner(config()), 4);
        List<BatchBuilder.Indexed> others = documents.subList(2, 4);
        long tokens = others.stream().mapToLong(document -> document.document().tokens()).sum();
        long bytes = others.stream().mapToLong(document -> document.document().size()).sum();
        long written = kept.stream().mapToLong(text -> text.text().length).sum();
        assertThat(kept).hasSize(2);
        assertThat(written).isPositive();
        assertThat(result.whole.tokens()).isEqualTo(tokens);
        assertThat(result.whole.bytes()).isEqualTo(bytes + written);
        assertThat(result.losses.tokens()).isEqualTo(tokens);
        assertThat(result.losses.get("coveredBytes")).isEqualTo(bytes + written);
        assertThat(result.losses.get("written.coveredBytes")).isEqualTo(written);
    }

    /** With no weight on teacher and start only the cross-entropy is left: that of the texts as they are. */
    @Test
    void whatTheStudentWroteIsNoExample() {
        RunConfig none = config("covering.kl_weight", "0", "on_policy.reference_weight", "0");
        Result onPolicy = update(runner(none), 4);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            List<BatchBuilder.Indexed> others = documents.subList(2, 4);
            List<Tensor> sums = new ArrayList<>();
            BatchBuilder batches = new BatchBuilder(tokenizer.vocabulary());
            student.addGradients(batches.build(others), new Student.LossWeights(0, 0, true), 1.0 / batches.supervisedTokens(others), sums,
                    scope);
            assertThat(difference(sums.stream().map(Tensor::toFloats).toList(), onPolicy.gradients)).isLessThan(1e-4);
        }
    }

    @Test
    void theKlToTheStartIsZeroAtTheStartAndHasNoGradientThere() {
        Result with = update(runner(config("on_policy.reference_weight", "1000")), 4);
        assertThat(with.row.get(Metric.REFERENCE_KL)).isCloseTo(0, within(1e-6));
        Result without = update(runner(config("on_policy.reference_weight", "0")), 4);
        assertThat(without.row).doesNotContainKey(Metric.REFERENCE_KL);
        assertThat(difference(without.gradients, with.gradients)).as("1,000 times nothing").isLessThan(5e-2);
    }

    @Test
    void drawsBelongToTheUpdateAlone() {
        update(runner(config()), 4);
        List<String> first = kept.stream().map(text -> new String(text.text())).toList();
        kept.clear();
        OnPolicyRunner again = runner(config());
        again.prepare(documents, 0, 7, () -> false);
        assertThat(kept.stream().map(text -> new String(text.text())).toList()).as("another update").isNotEqualTo(first);
        kept.clear();
        again.prepare(documents, 0, 0, () -> false);
        assertThat(kept.stream().map(text -> new String(text.text())).toList()).isEqualTo(first);
        assertThat(events).filteredOn(event -> event.contains("first texts")).hasSize(2);
    }

    @Test
    void aRequestToStopEndsTheWriting() {
        assertThat(runner(config()).prepare(documents, 0, 0, () -> true)).isFalse();
        assertThat(kept).isEmpty();
    }
}
