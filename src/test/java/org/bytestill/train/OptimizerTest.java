package org.bytestill.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizerTest {
    private Scope scope;
    private Tensor matrix;
    private Tensor vector;

    @BeforeEach
    void makeTensors() {
        TorchThread.prepare(1);
        scope = Scope.open("test", Device.CPU);
        matrix = TensorOps.copy(scope, scope.of(new float[] {1f}, 1, 1), Dtype.FLOAT32);
        vector = TensorOps.copy(scope, scope.of(new float[] {1f}, 1), Dtype.FLOAT32);
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    private Optimizer optimizer() {
        return new Optimizer(List.of(new Optimizer.Trained("matrix", matrix, false), new Optimizer.Trained("vector", vector, true)),
                Device.CPU);
    }

    private List<Tensor> gradients(float value) {
        return List.of(scope.of(new float[] {value}, 1, 1), scope.of(new float[] {value}, 1));
    }

    @Test
    void theFirstUpdateMovesByTheLearningRateAndOnlyMatricesDecay() {
        try (Optimizer optimizer = optimizer()) {
            optimizer.update(List.of(matrix, vector), gradients(0.5f), 1, 0.1, 0.01, 0.2);
            // m/(1-b1) = g, v/(1-b2) = g^2: the step is lr * g / |g|. Matrix: 1 * (1 - 0.1 * 0.2) - 0.1; vector (head): 1 - 0.01.
            assertThat(matrix.toFloats()[0]).isCloseTo(0.88f, within(1e-6f));
            assertThat(vector.toFloats()[0]).isCloseTo(0.99f, within(1e-6f));
        }
    }

    @Test
    void theSecondUpdateFollowsBothMoments() {
        try (Optimizer optimizer = optimizer()) {
            optimizer.update(List.of(matrix, vector), gradients(0.5f), 1, 0.1, 0.1, 0);
            optimizer.update(List.of(matrix, vector), gradients(-1f), 1, 0.1, 0.1, 0);
            // m = 0.9*0.05 - 0.1 = -0.055, /(1-0.81) = -0.289474; v = 0.999*0.00025 + 0.001 = 0.00124975, /(1-0.998001) = 0.625188.
            assertThat(matrix.toFloats()[0]).isCloseTo((float) (0.9 + 0.1 * 0.289474 / Math.sqrt(0.625188)), within(1e-5f));
        }
    }

    @Test
    void gradientsAboveTheLimitAreScaledOnBothSidesOfZero() {
        try (Optimizer optimizer = optimizer()) {
            List<Tensor> gradients = List.of(scope.of(new float[] {3f}, 1, 1), scope.of(new float[] {-4f}, 1));
            double norm = optimizer.norm(gradients);
            assertThat(norm).isCloseTo(5, within(1e-6));
            assertThat(Optimizer.clipFactor(norm, 0)).as("0 switches clipping off").isEqualTo(1);
            optimizer.update(List.of(matrix, vector), gradients, Optimizer.clipFactor(norm, 1), 0.1, 0.1, 0);
            assertThat(gradients.get(0).toFloats()[0]).isCloseTo(0.6f, within(1e-6f));
            assertThat(gradients.get(1).toFloats()[0]).isCloseTo(-0.8f, within(1e-6f));
        }
    }

    @Test
    void tensorsWithoutGradientKeepTheirMoments(@TempDir Path folder) {
        try (Optimizer optimizer = optimizer()) {
            optimizer.update(List.of(vector), List.of(scope.of(new float[] {0.5f}, 1)), 1, 0.1, 0.1, 0.1);
            assertThat(matrix.toFloats()[0]).isEqualTo(1f);
            SafetensorsWriter writer = new SafetensorsWriter();
            optimizer.addTo(writer);
            writer.write(folder.resolve("moments.safetensors"));
            Safetensors saved = Safetensors.open(folder.resolve("moments.safetensors"));
            assertThat(saved.floats("steps.matrix")).containsExactly(0f);
            assertThat(saved.floats("steps.vector")).containsExactly(1f);
            assertThat(saved.floats("first_moment.vector")[0]).isCloseTo(0.05f, within(1e-7f));
        }
    }

    @Test
    void restoredMomentsGiveTheSameNextUpdateToTheBit(@TempDir Path folder) {
        float straight;
        float[] between;
        try (Optimizer optimizer = optimizer()) {
            optimizer.update(List.of(matrix, vector), gradients(0.3f), 1, 0.1, 0.1, 0.1);
            SafetensorsWriter writer = new SafetensorsWriter();
            optimizer.addTo(writer);
            writer.write(folder.resolve("moments.safetensors"));
            between = matrix.toFloats();
            optimizer.update(List.of(matrix, vector), gradients(-0.7f), 1, 0.1, 0.1, 0.1);
            straight = matrix.toFloats()[0];
        }
        TensorOps.copyInto(matrix, scope.of(between, 1, 1));
        try (Optimizer optimizer = optimizer()) {
            optimizer.copyFrom(Safetensors.open(folder.resolve("moments.safetensors")));
            optimizer.update(List.of(matrix, vector), gradients(-0.7f), 1, 0.1, 0.1, 0.1);
            assertThat(matrix.toFloats()[0]).isEqualTo(straight);
        }
    }
}
