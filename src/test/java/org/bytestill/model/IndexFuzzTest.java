package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code model.safetensors.index.json}. */
class IndexFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        return List.of(golden("models/qwen3/model.safetensors.index.json"));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        copyModel("models/qwen3", folder);
        put(folder.resolve("model.safetensors.index.json"), content);
        Checkpoint.open(folder);
    }
}
