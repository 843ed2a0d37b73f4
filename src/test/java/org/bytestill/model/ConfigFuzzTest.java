package org.bytestill.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

/** {@code config.json} of every family, as far as the script that computes the model. */
class ConfigFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String family : List.of("gemma2", "gemma3", "gpt2", "gpt_neox", "llama3", "mistral", "olmo2", "phi3", "qwen2", "qwen3")) {
            seeds.add(golden("models/" + family + "/config.json"));
        }
        return seeds;
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        put(folder.resolve("config.json"), content);
        Architecture architecture = Architecture.read(folder);
        architecture.parameters();
        architecture.notes();
        Rope.of(architecture.config());
    }
}
