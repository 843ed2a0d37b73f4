package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufTensor;

/** The header, the configuration and the weights of a GGUF file. */
class GgufFuzzTest extends ReaderFuzz {
    /** Of a model the header decides; changes in its weights are of no effect. */
    private static final int HEADER_BYTES = 12_000;

    @Override
    protected List<byte[]> seeds() throws IOException {
        return List.of(golden("gguf/quantizations.gguf"), golden("gguf/llama3.gguf"),
                golden("gguf/qwen2.gguf"));
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        Path file = put(folder.resolve("model.gguf"), content);
        GgufFile opened = GgufFile.open(file);
        for (GgufTensor tensor : opened.tensors().values()) {
            if (tensor.rowElements() < HEADER_BYTES) {
                opened.rows(tensor, 0, 1, row -> row);
            }
        }
        if (!opened.metadata().text("general.architecture").orElse("none").equals("none")) {
            Architecture architecture = Architecture.read(file);
            Arrays.asList(architecture.parameters().toArray());
            Checkpoint.open(file);
        }
    }
}
