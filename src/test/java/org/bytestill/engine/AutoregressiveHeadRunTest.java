package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.engine.reading.InspectedModel;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.engine.run.Run;
import org.bytestill.problem.UserError;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoregressiveHeadRunTest {
    @TempDir
    private Path folder;

    @Test
    void anAutoregressiveHeadLearnsIsSavedAndSaysHowItMayBeRead() throws Exception {
        try (TrainingEngine engine = new TrainingEngine()) {
            Run run = engine.start(SmallRun.config(folder, "byte_head.kind", "autoregressive", "byte_head.width", "12", "training.updates",
                    "40", "training.step1_updates", "10", "evaluation.every_updates", "40", "checkpoint.every_updates", "40"), folder,
                    folder.resolve("run"));
            SmallRun.awaitEnd(run);
            assertThat(run.progress().state()).as(run.progress().message()).isEqualTo(RunState.DONE);
            MetricTable training = run.metrics().training();
            assertThat(training.value(Metric.BYTE_LOSS, 39)).isLessThan(training.value(Metric.BYTE_LOSS, 0));
        }
        Path checkpoint = folder.resolve("run/checkpoints/step-40");
        Safetensors head = Safetensors.open(checkpoint.resolve("byte_head.safetensors"));
        assertThat(head.metadata()).containsEntry("kind", "autoregressive").containsEntry("width", "12");
        assertThat(head.entry("byte_head.gru.weight_hh").shape()).containsExactly(36, 12);
        TorchThread.prepare(1);
        try (LoadedModel model = new LoadedModel(checkpoint, Dtype.FLOAT32, Device.CPU)) {
            InspectedModel byHead = new InspectedModel(checkpoint, ConverterSettings.cover(), InspectedModel.Head.BYTE);
            assertThatThrownBy(() -> model.rows(byHead, new byte[] {'a'}, false, 1 << 20, Progress.NONE)).isInstanceOf(UserError.class)
                    .hasMessageContaining("Read").hasMessageContaining("by its token head");
        }
    }
}
