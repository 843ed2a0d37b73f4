package org.bytestill.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.cover.Covering;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.Corpus;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TextSource;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherRows;
import org.bytestill.objective.TokenRunner;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.covering.CoverTimes;
import org.bytestill.objective.covering.CoveringRunner;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.train.Optimizer;

/**
 * A process that trains for a few updates on the same documents and prints CPU and wall seconds an update, the covering's split,
 * nodes a token and peak resident memory as one line of JSON, the last of its output:
 * {@code STUDENT ROWS sft|covering|quarter micro-batch updates threads gradient-share}, where ROWS holds the teacher's rows as float32.
 * {@link CoveringCostBench} starts it.
 */
public final class CoveringCostProcess {
    static final int DOCUMENTS = 8;
    static final int DOCUMENT_BYTES = 512;
    /** The default. */
    private static final double PRUNE = 3e-3;
    static final Path TEXT = Path.of("sample-data/text/train.txt");

    private CoveringCostProcess() {}

    static Corpus corpus() {
        return Corpus.read(new TextSource(List.of(TEXT), DOCUMENT_BYTES, DOCUMENTS * DOCUMENT_BYTES));
    }

    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[5]);
        TorchThread.prepare(threads);
        Path model = Path.of(arguments[0]);
        try (Student student = Student.open(model, Adaptation.FULL, 0, 1, Device.CPU,
                new Computation(Dtype.FLOAT32, false, Computation.LOGITS_BYTES));
                Tokenizer tokenizer = Tokenizer.open(model);
                Optimizer optimizer = new Optimizer(
                        student.trained(true).stream().map(tensor -> new Optimizer.Trained("", tensor, false)).toList(), Device.CPU)) {
            List<TokenizedDocument> tokenized = new DocumentTokenizer(tokenizer, student.config().maxPositions() - 1)
                    .tokenize(corpus().documents());
            List<BatchBuilder.Indexed> documents = IntStream.range(0, DOCUMENTS)
                    .mapToObj(i -> new BatchBuilder.Indexed(i, tokenized.get(i))).toList();
            UpdateRunner passes = passes(arguments[2], Double.parseDouble(arguments[6]), student, tokenizer, rows(Path.of(arguments[1])));
            // With one thread its own time counts, which other work on the machine disturbs little.
            LongSupplier clock = threads == 1 ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime : System::nanoTime;
            CoverTimes times = null;
            long nodesBefore = 0;
            long sampledBefore = 0;
            List<Double> seconds = new ArrayList<>();
            int updates = Integer.parseInt(arguments[4]);
            for (int update = 0; update < updates; update++) {
                if (update == 1 && passes instanceof CoveringRunner covering) {
                    times = covering.time(clock);
                    nodesBefore = covering.nodes();
                    sampledBefore = covering.sampled();
                }
                long started = clock.getAsLong();
                update(student, optimizer, passes, documents, Integer.parseInt(arguments[3]));
                seconds.add((clock.getAsLong() - started) / 1e9);
            }
            int tokens = documents.stream().mapToInt(one -> one.document().tokens()).sum();
            double nodes = passes instanceof CoveringRunner covering ? (covering.nodes() - nodesBefore) / (updates - 1.0) / tokens : 0;
            double sampled = passes instanceof CoveringRunner covering ? (covering.sampled() - sampledBefore) / (updates - 1.0) / tokens
                    : 0;
            Map<CoverTimes.Part, Double> split = new EnumMap<>(CoverTimes.Part.class);
            if (times != null) {
                times.seconds().forEach((part, all) -> split.put(part, Math.round(all / (updates - 1) * 1e5) / 1e5));
            }
            BenchProcess.print(Map.of("seconds", seconds, "split", split, "nodes_per_token", Math.round(nodes * 1e4) / 1e4,
                    "sampled_per_token", Math.round(sampled * 1e4) / 1e4, "tokens", tokens,
                    "peak_bytes", BenchProcess.peakBytes()));
        }
    }

    private static UpdateRunner passes(String objective, double gradientShare, Student student, Tokenizer tokenizer, TeacherRows rows) {
        int begin = tokenizer.vocabulary().beginOfSequence();
        if (objective.equals("sft")) {
            return new TokenRunner(student, new BatchBuilder(begin, 0, null), step -> new Student.LossWeights(0, 0, step.trainsBackbone()));
        }
        RunConfig.Covering settings = new RunConfig.Covering(5, objective.equals("quarter") ? 4 : 1, RunConfig.CoveredBytes.ALL, 1, PRUNE,
                gradientShare);
        return new CoveringRunner(student, Covering.of(tokenizer, student.config().vocabularySize(), student.config().maxPositions()),
                begin, rows, settings, 1);
    }

    private static void update(Student student, Optimizer optimizer, UpdateRunner passes, List<BatchBuilder.Indexed> documents,
            int microBatch) {
        try (Scope scope = Scope.open("update", Device.CPU)) {
            List<Tensor> gradients = new ArrayList<>();
            UpdateRunner.Supervised whole = passes.supervised(documents, 0);
            for (int first = 0; first < documents.size(); first += microBatch) {
                passes.addGradients(documents.subList(first, first + microBatch), first, whole, new Step(false, true), gradients, scope);
            }
            double norm = optimizer.norm(gradients);
            optimizer.update(student.trained(true), gradients, Optimizer.clipFactor(norm, 1), 1e-6, 1e-6, 0.01);
        }
    }

    private static TeacherRows rows(Path file) throws IOException {
        FloatBuffer rows = ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
        return (document, position, probabilities, offset) -> {
            rows.get((document * DOCUMENT_BYTES + position) * ByteDistribution.OUTCOMES, probabilities, offset, ByteDistribution.OUTCOMES);
            return 0;
        };
    }
}
