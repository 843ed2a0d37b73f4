package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code adapter_model.safetensors}, whose names and shapes the base decides. */
class AdapterWeightsFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        return List.of(golden("adapters/smollm2/adapter_model.safetensors"));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        if (!Files.exists(folder.resolve("adapter_config.json"))) {
            put(folder.resolve("adapter_config.json"), new AdapterFuzzTest().seeds().get(0));
        }
        put(folder.resolve("adapter_model.safetensors"), content);
        Checkpoint.open(folder);
    }
}
