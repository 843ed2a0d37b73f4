package org.bytestill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.bytestill.student.Adaptation;
import org.bytestill.student.ByteHead;
import org.bytestill.student.Computation;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.train.Optimizer;

/**
 * A process that computes a few updates of the paper's objective, as a run does, and prints seconds and peak resident memory as
 * one line of JSON, the last of its output: {@code MODEL full|lora float32|bfloat16 keep|recompute documents tokens updates}.
 * {@link TrainingStepBench} starts it; what is computed is that of {@code src/bench/python/training_step.py}.
 */
public final class TrainingStepProcess {
    private static final int SLOTS = 10;

    private final Random random = new Random(0);
    private final int documents;
    private final int positions;
    private final int updates;

    private TrainingStepProcess(int documents, int positions, int updates) {
        this.documents = documents;
        this.positions = positions;
        this.updates = updates;
    }

    public static void main(String[] arguments) throws IOException {
        TorchThread.prepare(0);
        Dtype precision = arguments[2].equals("bfloat16") ? Dtype.BFLOAT16 : Dtype.FLOAT32;
        Computation computation = new Computation(precision, arguments[3].equals("recompute"), Computation.LOGITS_BYTES);
        new TrainingStepProcess(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]), Integer.parseInt(arguments[6]))
                .train(Path.of(arguments[0]), arguments[1].equals("lora") ? Adaptation.lora(64, 64, 1) : Adaptation.FULL, computation);
    }

    private void train(Path model, Adaptation adaptation, Computation computation) throws IOException {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpuSeconds = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        try (Student student = Student.open(model, adaptation, SLOTS, 1, Device.CPU, computation);
                Optimizer optimizer = new Optimizer(trained(student), Device.CPU)) {
            StudentBatch batch = batch(student.config().vocabularySize());
            double scale = 1.0 / batch.supervisedTokens();
            for (int update = 0; update < updates; update++) {
                long started = System.nanoTime();
                double cpuStarted = BenchProcess.cpuSeconds();
                try (Scope scope = Scope.open("update", Device.CPU)) {
                    List<Tensor> gradients = new ArrayList<>();
                    Student.Losses sums = student.addGradients(batch, new Student.LossWeights(1, 0.1, true), scale, gradients, scope);
                    double norm = optimizer.norm(gradients);
                    optimizer.update(student.trained(true), gradients, Optimizer.clipFactor(norm, 1), 1e-5, 1e-5, 0.01);
                    losses.add((sums.token() + sums.bytes() + 0.1 * sums.kl()) * scale);
                }
                seconds.add((System.nanoTime() - started) / 1e9);
                cpuSeconds.add(BenchProcess.cpuSeconds() - cpuStarted);
            }
            long trained = student.trained(true).stream().mapToLong(Tensor::elementCount).sum();
            BenchProcess.print(Map.of("seconds", seconds, "cpu_seconds", cpuSeconds, "losses", losses, "peak_bytes",
                    BenchProcess.peakBytes(), "trained", trained,
                    "versions", "libtorch " + TorchThread.libtorchVersion() + ", Java " + Runtime.version().feature()));
        }
    }

    private static List<Optimizer.Trained> trained(Student student) {
        List<Tensor> head = student.head().tensors().tensors();
        return student.trained(true).stream().map(tensor -> new Optimizer.Trained("", tensor, head.contains(tensor)))
                .collect(Collectors.toList());
    }

    private StudentBatch batch(int vocabulary) {
        int tokens = documents * (positions - 1);
        long[] ids = random.longs((long) documents * positions, 0, vocabulary).toArray();
        long[] predictors = new long[tokens];
        long[] next = new long[tokens];
        List<long[]> bytes = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            predictors[i] = i / (positions - 1) * positions + i % (positions - 1);
            next[i] = ids[(int) predictors[i] + 1];
            int count = 1 + random.nextInt(SLOTS);
            for (int slot = 0; slot < count; slot++) {
                bytes.add(new long[] {i, slot, random.nextInt(256), count});
            }
        }
        float[] weights = new float[bytes.size()];
        float[] teacher = new float[bytes.size() * ByteHead.SHARED_OUTCOMES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1f / bytes.get(i)[3];
            double sum = 0;
            for (int k = 0; k < ByteHead.SHARED_OUTCOMES; k++) {
                sum += teacher[i * ByteHead.SHARED_OUTCOMES + k] = (float) Math.exp(random.nextGaussian());
            }
            for (int k = 0; k < ByteHead.SHARED_OUTCOMES; k++) {
                teacher[i * ByteHead.SHARED_OUTCOMES + k] /= (float) sum;
            }
        }
        return new StudentBatch(documents, positions, ids, predictors, next,
                new StudentBatch.ByteTargets(bytes.stream().mapToLong(b -> b[0]).toArray(),
                        bytes.stream().mapToLong(b -> b[1]).toArray(), bytes.stream().mapToLong(b -> b[2]).toArray(), weights,
                        new StudentBatch.TeacherTargets(teacher, new float[weights.length])));
    }
}
