package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Tensor;

/** A tied model whose file holds a token head of its own, though its configuration goes on to say that it is tied. */
public final class OwnHead {
    private OwnHead() {}

    /** Makes one of a tied model with the usual names, all weights in float32. */
    public static Path of(Path tied, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(tied)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        ModelConfig config = Architecture.read(tied).config();
        Random random = new Random(3);
        float[] head = new float[config.vocabularySize() * config.hiddenSize()];
        for (int i = 0; i < head.length; i++) {
            head[i] = 0.1f * (float) random.nextGaussian();
        }
        SafetensorsWriter writer = new SafetensorsWriter().add("lm_head.weight", head, config.vocabularySize(), config.hiddenSize());
        try (Weights weights = Weights.mapped(Checkpoint.open(tied), Dtype.FLOAT32, Device.CPU)) {
            List<Tensor> tensors = weights.tensors().tensors();
            for (int i = 0; i < tensors.size(); i++) {
                writer.add(weights.parameters().get(i).name(), tensors.get(i));
            }
            writer.write(folder.resolve("model.safetensors"));
        }
        return folder;
    }
}
