package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bytestill.engine.run.Run;
import org.bytestill.model.Decoder;
import org.bytestill.model.OwnHead;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.Test;
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
            Run run = engine
                    .start(SmallRun.config(folder, "student", student.toString(), "training.updates", "30", "training.step1_updates", "5",
                            "evaluation.every_updates", "30", "checkpoint.every_updates", "30"), folder, folder.resolve("run"));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
            MetricTable training = run.metrics().training();
            assertThat(training.value(Metric.TOKEN_LOSS, 29)).isLessThan(training.value(Metric.TOKEN_LOSS, 5));
        }
        TorchThread.prepare(1);
        try (Decoder trained = Decoder.open(folder.resolve("run/checkpoints/step-30"), Dtype.FLOAT32, Device.CPU)) {
            assertThat(trained.logits(new long[][] {{3, 4, 5}}, new long[][] {{1, 1, 1}})).doesNotContain(Float.NaN);
        }
    }

    @Test
    void aStudentWhoseWeightsHoldAHeadOfItsOwnIsTrainedSavedAndResumedWithIt() throws Exception {
        Path student = OwnHead.of(Path.of("src/test/resources/goldens/models/smollm2"), folder.resolve("own"));
        String[] settings = {"student", student.toString(), "objective", "sft", "training.updates", "75", "training.step1_updates", "0",
            "evaluation.every_updates", "75", "checkpoint.every_updates", "15"};
        try (TrainingEngine engine = new TrainingEngine()) {
            Run straight = engine.start(SmallRun.config(folder, settings), folder, folder.resolve("straight"));
            SmallRun.awaitEnd(straight);
            assertThat(straight.progress().state()).as(straight.progress().message()).isEqualTo(RunState.DONE);
            Path checkpoint = folder.resolve("straight/checkpoints/step-75");
            float[] before = Safetensors.open(student.resolve("model.safetensors")).floats("lm_head.weight");
            assertThat(Safetensors.open(checkpoint.resolve("model.safetensors")).floats("lm_head.weight")).as("trained")
                    .isNotEqualTo(before);
            assertThat(Files.readString(checkpoint.resolve("config.json"))).contains("\"tie_word_embeddings\" : false");

            Run broken = engine.start(SmallRun.config(folder, settings), folder, folder.resolve("broken"));
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(2)).until(() -> broken.metrics().training().size() >= 18);
            broken.stop(false);
            SmallRun.awaitEnd(broken);
            assertThat(broken.progress().state()).isEqualTo(RunState.STOPPED);
            broken.resume();
            await().atMost(Duration.ofMinutes(2)).until(() -> broken.progress().state() == RunState.DONE && !broken.isOwn());
            assertThat(SmallRun.hash(folder.resolve("broken/checkpoints/step-75"))).isEqualTo(SmallRun.hash(checkpoint));
        }
    }
}
