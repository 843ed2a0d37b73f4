package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StudentLossTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/smollm2");
    private static final Student.LossWeights ALL_TERMS = new Student.LossWeights(1.0, 0.5, true);

    private Student student;
    private final Random random = new Random(4);

    @BeforeEach
    void openStudent() {
        TorchThread.prepare(1);
        student = Student.open(MODEL, 3, 11, Device.CPU);
    }

    @AfterEach
    void closeStudent() {
        student.close();
    }

    /** Two documents of 6 and 4 positions; three supervised tokens, of 2, 3 and 1 supervised bytes. */
    private StudentBatch batch(boolean fullRows) {
        long[] ids = {1, 50, 60, 70, 80, 90, 1, 55, 65, 75, 0, 0};
        float[] p = new float[6 * ByteHead.SHARED_OUTCOMES];
        float[] rest = new float[6];
        for (int row = 0; row < 6; row++) {
            // Five outcomes of 0.16 each, or all mass on them if the row is full; the others are not kept.
            for (int k = 0; k < 5; k++) {
                p[row * ByteHead.SHARED_OUTCOMES + 50 * k + row] = fullRows ? 0.2f : 0.16f;
            }
            rest[row] = fullRows ? 0 : 0.2f;
        }
        return new StudentBatch(2, 6, ids, new long[] {2, 3, 8}, new long[] {70, 80, 75},
                new StudentBatch.ByteTargets(new long[] {0, 0, 1, 1, 1, 2},
                        new long[] {0, 1, 0, 1, 2, 0}, new long[] {65, 66, 67, 0xC3, 0xA9, 32},
                        new float[] {.5f, .5f, .25f, .25f, .25f, 1f},
                        new StudentBatch.TeacherTargets(p, rest)));
    }

    @Test
    void lossesAreThoseOfEquation5ComputedByHandFromTheLogits() {
        for (boolean fullRows : new boolean[] {true, false}) {
            StudentBatch batch = batch(fullRows);
            Student.Losses losses = student.losses(batch);
            double[][] hidden = hiddenStates(batch);
            float[] weight = student.head().tensors().tensors().get(0).toFloats();
            float[] bias = student.head().tensors().tensors().get(1).toFloats();
            double bytes = 0;
            double kl = 0;
            for (int m = 0; m < 6; m++) {
                double[] q = softmax(hidden[(int) batch.bytes().token()[m]], weight, bias, (int) batch.bytes().slot()[m]);
                bytes -= batch.bytes().weight()[m] * Math.log(q[(int) batch.bytes().value()[m]]);
                kl += batch.bytes().weight()[m] * divergence(batch.bytes().teacher(), m, q);
            }
            assertThat(losses.bytes()).isCloseTo(bytes, within(1e-4));
            assertThat(losses.kl()).isCloseTo(kl, within(1e-4));

            float[] logits = student.decoder().logits(new long[][] {{1, 50, 60, 70, 80, 90}, {1, 55, 65, 75, 0, 0}},
                    new long[][] {{1, 1, 1, 1, 1, 1},
                        {1, 1, 1, 1, 1, 1}});
            double token = 0;
            for (int s = 0; s < 3; s++) {
                int vocabulary = student.config().vocabularySize();
                int from = (int) batch.predictors()[s] * vocabulary;
                double sum = 0;
                for (int v = 0; v < vocabulary; v++) {
                    sum += Math.exp(logits[from + v]);
                }
                token += Math.log(sum) - logits[from + (int) batch.tokens()[s]];
            }
            assertThat(losses.token()).isCloseTo(token, within(1e-4));
        }
    }

    /** The rest of a row that is not kept in full is one more outcome on both sides. */
    private static double divergence(StudentBatch.TeacherTargets teacher, int row, double[] q) {
        double sum = 0;
        double left = 0;
        for (int outcome = 0; outcome < ByteHead.SHARED_OUTCOMES; outcome++) {
            double p = teacher.probabilities()[row * ByteHead.SHARED_OUTCOMES + outcome];
            sum += p > 0 ? p * Math.log(p / q[outcome]) : 0;
            left += p > 0 ? 0 : q[outcome];
        }
        double rest = teacher.rest()[row];
        return rest > 0 ? sum + rest * Math.log(rest / left) : sum;
    }

    private static double[] softmax(double[] hidden, float[] weight, float[] bias, int slot) {
        double[] q = new double[ByteHead.OUTCOMES];
        double sum = 0;
        for (int outcome = 0; outcome < q.length; outcome++) {
            int row = slot * ByteHead.OUTCOMES + outcome;
            double z = bias[row];
            for (int i = 0; i < hidden.length; i++) {
                z += weight[row * hidden.length + i] * hidden[i];
            }
            q[outcome] = Math.exp(z);
            sum += q[outcome];
        }
        for (int outcome = 0; outcome < q.length; outcome++) {
            q[outcome] /= sum;
        }
        return q;
    }

    /** The state that predicts each supervised token, through a script of its own. */
    private double[][] hiddenStates(StudentBatch batch) {
        try (Script script = new Script(student.weights().architecture().script()); Scope scope = Scope.open("test", Device.CPU)) {
            float[] frequencies = student.weights().architecture().rotaryFrequencies();
            float[] flat = script.method("hidden_states").with("ids", scope.of(batch.ids(), 2, 6))
                    .with("positions", scope.of(new float[] {0, 1, 2, 3, 4, 5}, 6)).with("mask", scope.of(new byte[0], 0))
                    .with("frequencies", scope.of(frequencies, frequencies.length)).with("weights", student.weights().tensors())
                    .tensor(scope).toFloats();
            int width = student.config().hiddenSize();
            double[][] hidden = new double[batch.predictors().length][width];
            for (int s = 0; s < hidden.length; s++) {
                for (int i = 0; i < width; i++) {
                    hidden[s][i] = flat[(int) batch.predictors()[s] * width + i];
                }
            }
            return hidden;
        }
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        StudentBatch batch = batch(false);
        List<Tensor> trained = student.trained(true);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> gradients = new ArrayList<>();
            student.addGradients(batch, ALL_TERMS, 1.0 / 3, gradients, scope);
            for (int i = 0; i < trained.size(); i++) {
                float[] gradient = gradients.get(i).toFloats();
                float[] direction = direction(gradient);
                double along = 0;
                for (int k = 0; k < gradient.length; k++) {
                    along += (double) gradient[k] * direction[k];
                }
                float[] weights = trained.get(i).toFloats();
                double step = 2e-3;
                double up = totalAt(trained.get(i), weights, direction, step, batch);
                double down = totalAt(trained.get(i), weights, direction, -step, batch);
                TensorOps.copyInto(trained.get(i), scope.of(weights, trained.get(i).shape()));
                // float32: a loss near 10 is known to 1e-6, over a step of 4e-3.
                assertThat((up - down) / (2 * step)).as("tensor " + i).isCloseTo(along, within(2e-3 + 5e-3 * Math.abs(along)));
            }
        }
    }

    /** The gradient's own direction with some noise, of length 1, so that the derivative along it is large. */
    private float[] direction(float[] gradient) {
        double norm = 0;
        for (float g : gradient) {
            norm += (double) g * g;
        }
        norm = Math.sqrt(norm) + 1e-12;
        float[] direction = new float[gradient.length];
        double length = 0;
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (gradient[i] / norm + 0.3 * random.nextGaussian() / Math.sqrt(gradient.length));
            length += (double) direction[i] * direction[i];
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= (float) Math.sqrt(length);
        }
        return direction;
    }

    private double totalAt(Tensor tensor, float[] weights, float[] direction, double step, StudentBatch batch) {
        float[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        try (Scope scope = Scope.open("test", Device.CPU)) {
            TensorOps.copyInto(tensor, scope.of(moved, tensor.shape()));
        }
        Student.Losses losses = student.losses(batch);
        return (losses.token() + ALL_TERMS.byteWeight() * losses.bytes() + ALL_TERMS.klWeight() * losses.kl()) / 3;
    }

    @Test
    void aFrozenBackboneGetsNoGradientAndTheHeadTheSame() {
        StudentBatch batch = batch(true);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> all = new ArrayList<>();
            student.addGradients(batch, new Student.LossWeights(1, 0, true), 1, all, scope);
            List<Tensor> headOnly = new ArrayList<>();
            student.addGradients(batch, new Student.LossWeights(1, 0, false), 1, headOnly, scope);
            assertThat(headOnly).hasSize(2);
            assertThat(headOnly.get(0).toFloats()).satisfies(closeTo(all.get(all.size() - 2).toFloats(), 1e-6f));
        }
    }

    @Test
    void gradientsOfTwoPartsAddUpToThoseOfTheWhole() {
        StudentBatch batch = batch(true);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> once = new ArrayList<>();
            student.addGradients(batch, ALL_TERMS, 0.5, once, scope);
            List<Tensor> twice = new ArrayList<>();
            student.addGradients(batch, ALL_TERMS, 0.25, twice, scope);
            student.addGradients(batch, ALL_TERMS, 0.25, twice, scope);
            for (int i = 0; i < once.size(); i++) {
                assertThat(twice.get(i).toFloats()).satisfies(closeTo(once.get(i).toFloats(), 1e-6f));
            }
        }
    }

    @Test
    void gradientsSurviveAGarbageCollectionBetweenBatches() {
        StudentBatch batch = batch(true);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> calm = new ArrayList<>();
            student.addGradients(batch, ALL_TERMS, 1, calm, scope);
            float[] expected = calm.get(1).toFloats();
            for (int i = 0; i < 5; i++) {
                System.gc();
                List<Tensor> again = new ArrayList<>();
                student.addGradients(batch, ALL_TERMS, 1, again, scope);
                System.gc();
                assertThat(again.get(1).toFloats()).isEqualTo(expected);
            }
        }
    }

    @Test
    void withoutAHeadOnlyTheTokenLossIsTrained() {
        try (Student plain = Student.open(MODEL, 0, 0, Device.CPU); Scope scope = Scope.open("test", Device.CPU)) {
            StudentBatch batch = new StudentBatch(1, 3, new long[] {1, 50, 60}, new long[] {0, 1, 2}, new long[] {50, 60, 70}, null);
            List<Tensor> gradients = new ArrayList<>();
            Student.Losses losses = plain.addGradients(batch, new Student.LossWeights(1, 0, true), 1, gradients, scope);
            assertThat(gradients).hasSize(plain.weights().parameters().size());
            assertThat(losses.bytes()).isZero();
            assertThat(losses.token()).isEqualTo(plain.losses(batch).token());
            assertThat(plain.weights().tensors().tensors().get(0).dtype()).isEqualTo(Dtype.FLOAT32);
        }
    }
}
