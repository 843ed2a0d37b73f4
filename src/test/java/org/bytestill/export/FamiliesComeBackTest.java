package org.bytestill.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.model.EqualModels;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of each family goes from format to format and is the same at every station. */
class FamiliesComeBackTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private Path written(ExportFormat format, WeightType type, Path model, String name) throws IOException {
        Path place = folder.resolve(name);
        if (format.fileEnding().isEmpty()) {
            Files.createDirectory(place);
        }
        format.write(new ExportSource(model, 1, RunConfig.defaults()), place, type, Progress.NONE);
        return place;
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama2", "llama3", "smollm2", "mistral", "qwen2", "qwen3", "gemma2", "gemma3", "olmo2", "phi3", "gpt2",
        "gpt_neox"})
    void asFolderAsGgufAndAsFolderAgain(String family) throws IOException {
        Path model = MODELS.resolve(family);
        Path hf = written(new HuggingFaceFormat(), WeightType.FLOAT32, model, "folder");
        EqualModels.require(model, hf);
        if (family.equals("gpt_neox")) {
            turnAnEvenNumber(hf.resolve("config.json"));
        }
        Path gguf = written(new GgufFormat(), WeightType.FLOAT32, hf, "model.gguf");
        EqualModels.require(model, gguf);
        EqualModels.requireWeights(model, written(new HuggingFaceFormat(), WeightType.FLOAT32, gguf, "again"));
    }

    /** The golden model turns 3 elements of a head: llama.cpp ends its process at an odd number, so there is no GGUF file of it. */
    private static void turnAnEvenNumber(Path file) throws IOException {
        ObjectNode config = (ObjectNode) JsonFile.read(file);
        config.remove("rope_parameters");
        Files.writeString(file, config.put("rotary_pct", 0.5).toString());
    }
}
