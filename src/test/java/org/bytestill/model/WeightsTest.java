package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/llama3");

    @TempDir
    Path folder;

    @Test
    void aFileOfTwoNumberFormatsIsReadWhetherItsFirstTensorIsCopiedOrMapped() throws IOException {
        TorchThread.prepare(1);
        try (Weights original = Weights.mapped(Checkpoint.open(MODEL), Dtype.FLOAT32, Device.CPU)) {
            List<Tensor> tensors = original.tensors().tensors();
            SafetensorsWriter writer = new SafetensorsWriter();
            for (int i = 0; i < tensors.size(); i++) {
                // The golden weights are bfloat16 from the start: neither format loses anything.
                writer.add(original.parameters().get(i).name(), tensors.get(i), i == 0 ? Dtype.BFLOAT16 : Dtype.FLOAT32);
            }
            Files.copy(MODEL.resolve("config.json"), folder.resolve("config.json"));
            writer.write(folder.resolve("model.safetensors"));
            try (Weights mixed = Weights.mapped(Checkpoint.open(folder), Dtype.FLOAT32, Device.CPU)) {
                for (int i = 0; i < tensors.size(); i++) {
                    assertThat(mixed.tensors().tensors().get(i).toFloats()).as(original.parameters().get(i).name())
                            .isEqualTo(tensors.get(i).toFloats());
                }
            }
        }
    }
}
