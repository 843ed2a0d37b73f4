package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that weights have in files which were not saved from the whole model. */
class TensorNamesTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final long[][] IDS = {{5, 6, 7, 8}};
    private static final long[][] MASK = {{1, 1, 1, 1}};

    @TempDir
    private Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private void rename(String family, UnaryOperator<String> name) throws IOException {
        Safetensors stored = Safetensors.open(MODELS.resolve(family).resolve("model.safetensors"));
        SafetensorsWriter renamed = new SafetensorsWriter();
        stored.entries().values()
                .forEach(entry -> renamed.add(name.apply(entry.name()), entry.dtype(), stored.bytes(entry.name()), entry.shape()));
        renamed.write(folder.resolve("model.safetensors"));
        Files.copy(MODELS.resolve(family).resolve("config.json"), folder.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @CsvSource({"llama3, model.", "qwen2, model.", "gemma2, model.", "gpt2, transformer.", "gpt_neox, gpt_neox."})
    void weightsOfTheModelWithoutItsHeadAreRead(String family, String prefix) throws IOException {
        rename(family, name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
        try (Decoder bare = Decoder.open(folder, Dtype.FLOAT32, Device.CPU);
                Decoder golden = Decoder.open(MODELS.resolve(family), Dtype.FLOAT32, Device.CPU)) {
            assertThat(bare.logits(IDS, MASK)).isEqualTo(golden.logits(IDS, MASK));
        }
    }

    @ParameterizedTest
    @CsvSource({"_orig_mod., model._orig_mod", "module., model.module", "base_model.model., merge_and_unload",
        "language_model., language model", "student., save_pretrained"})
    void aWrappersPrefixIsNamedWithTheWayToSaveWithoutIt(String prefix, String cure) throws IOException {
        rename("llama3", name -> prefix + name);
        assertThatThrownBy(() -> Decoder.open(folder, Dtype.FLOAT32, Device.CPU)).isInstanceOf(UserError.class)
                .hasMessageContaining("\"" + prefix + "model.embed_tokens.weight\"")
                .hasMessageContaining("the names have \"" + prefix + "\" in front").hasMessageContaining(cure);
    }
}
