package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bytestill.engine.run.Run;
import org.bytestill.model.Decoder;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyRunTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "gemma3"})
    void aStudentOfAnotherFamilyLearnsAndItsCheckpointLoads(String family) throws Exception {
        Path student = Path.of("src/test/resources/goldens/models").resolve(family).toAbsolutePath();
        try (TrainingEngine engine = new TrainingEngine()) {
            Run run = engine.start(SmallRun.config(folder, "student", student.toString(), "training.updates", "60", "training.step1_updates", "10",
                    "evaluation.every_updates", "60", "checkpoint.every_updates", "60"), folder, folder.resolve("run"));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
            MetricTable training = run.metrics().training();
            assertThat(training.value(Metric.TOKEN_LOSS, 59)).isLessThan(training.value(Metric.TOKEN_LOSS, 10));
        }
        TorchThread.prepare(1);
        try (Decoder trained = Decoder.open(folder.resolve("run/checkpoints/step-60"), Dtype.FLOAT32, Device.CPU)) {
            assertThat(trained.logits(new long[][] {{3, 4, 5}}, new long[][] {{1, 1, 1}})).doesNotContain(Float.NaN);
        }
    }
}
