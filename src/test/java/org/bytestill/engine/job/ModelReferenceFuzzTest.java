package org.bytestill.engine.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.engine.SmallRun;
import org.bytestill.fuzz.ReaderFuzz;
import org.bytestill.torch.SafetensorsWriter;

/** References of other programs: what a model gives for some tokens. Every one that is sound is computed. */
class ModelReferenceFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        Path file = Files.createTempFile("seed", ".safetensors");
        try {
            new SafetensorsWriter().add("input_ids", new long[] {1, 2, 3, 4}, 1, 4).add("attention_mask", new long[] {1, 1, 1, 0}, 1, 4)
                    .add("loss", new float[] {1.5f}, 1).write(file);
            return List.of(Files.readAllBytes(file));
        } finally {
            Files.delete(file);
        }
    }

    @Override
    protected int inputs() {
        return 200;
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        new VerifyService().verify(SmallRun.STUDENT, put(folder.resolve("reference.safetensors"), content));
    }
}
