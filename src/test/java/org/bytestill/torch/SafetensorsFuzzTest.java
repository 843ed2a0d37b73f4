package org.bytestill.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytestill.fuzz.ReaderFuzz;

class SafetensorsFuzzTest extends ReaderFuzz {
    @Override
    protected List<byte[]> seeds() throws IOException {
        Path small = Files.createTempFile("seed", ".safetensors");
        try {
            new SafetensorsWriter().metadata("format", "pt").add("a", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                    .add("b", new long[] {7, 8}, 2).add("c", new float[0], 0).write(small);
            return List.of(Files.readAllBytes(small), golden("adapters/smollm2/adapter_model.safetensors"));
        } finally {
            Files.delete(small);
        }
    }

    @Override
    protected void read(byte[] content, Path folder) throws IOException {
        Path file = put(folder.resolve("model.safetensors"), content);
        Safetensors opened = Safetensors.open(file);
        if (opened.entries().size() < 4) {
            try (Scope scope = Scope.open("mapped", Device.CPU)) {
                Safetensors.Mapping mapping = opened.map(scope);
                opened.entries().keySet().forEach(mapping::tensor);
            }
        }
        for (String name : opened.entries().keySet()) {
            opened.bytes(name);
            if (opened.entry(name).dtype() == Dtype.FLOAT32) {
                Arrays.stream(opened.entry(name).shape()).sum();
                opened.floats(name);
            }
        }
    }
}
