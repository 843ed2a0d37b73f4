package org.bytestill.engine.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.SafetensorsWriter;

/** References of other programs: what an objective gives on a text. */
class ReferenceFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        Path file = Files.createTempFile("seed", ".safetensors");
        try {
            new SafetensorsWriter().metadata("objective", "bld").metadata("options", "{\"weight_kl\": 0.5, \"end\": true}")
                    .add("text", Dtype.UINT8, ByteBuffer.wrap(new byte[] {65, 66, 67}), 3)
                    .add("mask", Dtype.UINT8, ByteBuffer.wrap(new byte[] {0, 1, 1}), 3).add("loss", new float[] {1.5f}, 1)
                    .add("count", new long[] {3}, 1).add("teacher_bytes", new float[3 * 257], 3, 257).write(file);
            return List.of(Files.readAllBytes(file));
        } finally {
            Files.delete(file);
        }
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        ObjectiveReference reference = ObjectiveReference.open(put(folder.resolve("reference.safetensors"), content));
        reference.config();
        int size = reference.document().bytes().length;
        reference.number("loss");
        reference.number("count");
        if (reference.teacherBytes() != null && size > 0) {
            reference.teacherBytes().read(0, size - 1, new float[257], 0);
        }
    }
}
