package org.bytestill.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.DocumentTokenizer;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.engine.reading.TokenTeacher;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.Objective;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherData;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.student.Adaptation;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.train.Optimizer;

/**
 * A process that trains for a few updates on the same documents by one objective and prints CPU seconds an update and peak resident memory
 * as one line of JSON, the last of its output: {@code STUDENT TEACHER OBJECTIVE known|live updates threads}. A known teacher's rows were
 * computed before. {@link AlignedCostBench} starts it.
 */
public final class AlignedCostProcess {
    private AlignedCostProcess() {}

    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[5]);
        TorchThread.prepare(threads);
        Path model = Path.of(arguments[0]);
        Objective objective = Objectives.named(arguments[2]);
        try (Student student = Student.open(model, Adaptation.FULL, 0, 1, Device.CPU, Computation.PLAIN, objective.script());
                Tokenizer tokenizer = Tokenizer.open(model);
                Scope kept = Scope.open("teacher's rows", Device.CPU);
                TokenTeacher live = TokenTeacher.open(Path.of(arguments[1]), Dtype.FLOAT32, Device.CPU);
                Optimizer optimizer = new Optimizer(
                        student.trained(true).stream().map(tensor -> new Optimizer.Trained("", tensor, false)).toList(), Device.CPU)) {
            List<TokenizedDocument> tokenized = new DocumentTokenizer(tokenizer, student.config().maxPositions() - 1)
                    .tokenize(CoveringCostProcess.corpus().documents());
            List<BatchBuilder.Indexed> documents = IntStream.range(0, tokenized.size())
                    .mapToObj(i -> new BatchBuilder.Indexed(i, tokenized.get(i))).toList();
            TeacherTokens teacher = arguments[3].equals("live") ? live : new KnownTeacher(live, kept, new HashMap<>());
            UpdateRunner runner = objective.runner(student, tokenizer, new TeacherData(null, teacher), RunConfig.defaults());
            LongSupplier clock = threads == 1 ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime : System::nanoTime;
            List<Double> seconds = new ArrayList<>();
            for (int update = 0; update < Integer.parseInt(arguments[4]); update++) {
                long started = clock.getAsLong();
                update(student, optimizer, runner, documents);
                seconds.add((clock.getAsLong() - started) / 1e9);
            }
            BenchProcess.print(Map.of("seconds", seconds, "peak_bytes", BenchProcess.peakBytes()));
        }
    }

    private static void update(Student student, Optimizer optimizer, UpdateRunner runner, List<BatchBuilder.Indexed> documents) {
        try (Scope scope = Scope.open("update", Device.CPU)) {
            List<Tensor> gradients = new ArrayList<>();
            runner.addGradients(documents, 0, runner.supervised(documents, 0), new Step(false, true), gradients, scope);
            double norm = optimizer.norm(gradients);
            optimizer.update(student.trained(true), gradients, Optimizer.clipFactor(norm, 1), 1e-6, 1e-6, 0.01);
        }
    }

    /** A teacher whose rows are kept from the first update on: what is left is the student's own work. */
    private record KnownTeacher(TokenTeacher live, Scope kept, Map<List<Long>, Tensor> rows) implements TeacherTokens {
        @Override
        public Tokenizer tokenizer() {
            return live.tokenizer();
        }

        @Override
        public int vocabularySize() {
            return live.vocabularySize();
        }

        @Override
        public int maxPositions() {
            return live.maxPositions();
        }

        @Override
        public Read read(Scope owner, StudentBatch batch) {
            Read computed = rows.isEmpty() ? live.read(owner, batch) : null;
            return (results, places) -> rows.computeIfAbsent(LongStream.of(places).boxed().toList(), key -> computed.logits(kept, places));
        }
    }
}
