package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.model.Decoder;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters exported merged and alone; what PEFT wrote stands for a run's checkpoint. */
class AdapterFormatTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final Path CHECKPOINT = GOLDENS.resolve("adapters/smollm2");

    @TempDir
    private Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private static ModelCard card() {
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "student", "/home/me/small-student");
        config = RunConfigFile.with(RunConfigFile.with(config, "adaptation.form", "lora"), "adaptation.modules", "[q_proj, v_proj]");
        ModelCard.Measured measured = new ModelCard.Measured(1.9, Double.NaN, Double.NaN);
        return new ModelCard(config, 200, measured, measured, "ab12", "0.1");
    }

    private static ExportWriter.Result export(ExportFormat format, Path checkpoint, Path target, WeightType type, Progress progress) {
        return new ExportWriter(ReloadedHere::of).write(new ExportSource(checkpoint, 200, card().config()),
                new ExportTarget(format, type, target), card(),
                progress);
    }

    @Test
    void theWholeModelIsExportedMergedAndProvedAgainstTheAdapterBesideItsBase() throws IOException {
        Path target = folder.resolve("merged");
        ExportWriter.Result result = export(new HuggingFaceFormat(), CHECKPOINT, target, WeightType.FLOAT32, Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        // Two ways to compute the same, so not 0, as it is between equal weights.
        assertThat(result.proof().tokenHead().maxAbsLogitDifference()).isBetween(1e-9, 1e-4);
        assertThat(result.steps()).anyMatch(step -> step.startsWith("Merged the adapters"));
        assertThat(target.resolve("adapter_config.json")).doesNotExist();
        assertThat(target.resolve("config.json"))
                .hasContent(Files.readString(GOLDENS.resolve("models/smollm2/config.json")).replace("\"bfloat16\"", "\"float32\""));
        assertThat(Files.readString(target.resolve("README.md")))
                .contains("low-rank adapters (LoRA, rank 64, alpha 64) on q_proj, v_proj of all layers, merged")
                .contains("library_name: transformers");
        long[][] ids = {{5, 6, 7}};
        long[][] real = {{1, 1, 1}};
        try (Decoder merged = Decoder.open(target, Dtype.FLOAT32, Device.CPU);
                Decoder base = Decoder.open(GOLDENS.resolve("models/smollm2"), Dtype.FLOAT32, Device.CPU)) {
            assertThat(merged.logits(ids, real)).isNotEqualTo(base.logits(ids, real));
        }
    }

    @Test
    void roundedWeightsAreTheRoundedSums() {
        ExportWriter.Result result = export(new HuggingFaceFormat(), CHECKPOINT, folder.resolve("half"), WeightType.BFLOAT16,
                Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        assertThat(result.proof().roundingKlBits()).isBetween(1e-9, 1e-2);
    }

    @Test
    void theAdapterAloneIsAFolderOfPeftThatNamesItsBase() throws IOException {
        Path target = folder.resolve("adapter");
        ExportWriter.Result result = export(new AdapterFormat(), CHECKPOINT, target, WeightType.FLOAT32, Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        try (var files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("adapter_config.json",
                    "adapter_model.safetensors",
                    "tokenizer.json", "tokenizer_config.json", "README.md");
        }
        Safetensors expected = Safetensors.open(CHECKPOINT.resolve("adapter_model.safetensors"));
        Safetensors found = Safetensors.open(target.resolve("adapter_model.safetensors"));
        assertThat(found.entries().keySet()).containsExactlyElementsOf(expected.entries().keySet());
        expected.entries().keySet().forEach(name -> assertThat(found.floats(name)).isEqualTo(expected.floats(name)));
        assertThat(new ObjectMapper().readTree(target.resolve("adapter_config.json").toFile()).path("base_model_name_or_path").asText())
                .isEqualTo(GOLDENS.resolve("models/smollm2").toAbsolutePath().toString());
        assertThat(Files.readString(target.resolve("README.md"))).contains("library_name: peft").contains("base_model: smollm2")
                .contains("it needs its base smollm2");
        assertThat(result.steps()).anyMatch(step -> step.contains("base_model_name_or_path"));
    }

    @Test
    void aWholeModelHasNoAdapterToExport() {
        assertThatThrownBy(() -> export(new AdapterFormat(), GOLDENS.resolve("models/smollm2"), folder.resolve("none"),
                WeightType.FLOAT32, Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessageContaining("The checkpoint is no adapter").hasMessageContaining("adaptation.form lora");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
