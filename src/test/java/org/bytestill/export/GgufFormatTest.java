package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufMetadata;
import org.bytestill.problem.UserError;
import org.bytestill.text.chat.ChatFormat;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiny checkpoints written as GGUF and proven; what the file holds is tested beside GgufModel. */
class GgufFormatTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");
    private static final ExportFormat FORMAT = ExportFormats.named("gguf");

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private static RunConfig config() {
        return RunConfigFile.with(RunConfig.defaults(), "name", "whale");
    }

    private ExportWriter.Result export(Path checkpoint, WeightType type, Progress progress) {
        ModelCard.Measured measured = new ModelCard.Measured(2, Double.NaN, Double.NaN);
        return new ExportWriter(ReloadedHere::of).write(new ExportSource(checkpoint, 20, config()),
                new ExportTarget(FORMAT, type, target()),
                new ModelCard(config(), 20, measured, measured, "", "1"), progress);
    }

    private Path target() {
        return folder.resolve("export").resolve("whale.gguf");
    }

    /** A copy of a golden model. */
    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(GOLDENS.resolve("models").resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 0", "FLOAT16, 1", "BFLOAT16, 32", "Q8_0, 7", "Q6_K, 18", "Q4_K_M, 15", "Q4_0, 2"})
    void everyTypeIsReloadedAndCompared(WeightType type, int number) {
        ExportWriter.Result result = export(GOLDENS.resolve("models/llama3"), type, Progress.NONE);
        GgufMetadata metadata = GgufFile.open(target()).metadata();
        assertThat(metadata.whole("general.file_type")).hasValue(number);
        assertThat(metadata.text("general.name")).contains("whale");
        assertThat(result.proof().proven()).isTrue();
        assertThat(result.proof().tokenHead().maxAbsLogitDifference()).isLessThan(type == WeightType.FLOAT32 ? 1e-4 : 1);
        assertThat(result.proof().roundingKlBits()).isBetween(type.isQuantised() ? 1e-9 : 0, 0.1);
        assertThat(result.sizeBytes()).isBetween(FORMAT.sizeBytes(new ExportSource(GOLDENS.resolve("models/llama3"), 20, config()), type),
                400_000L);
        assertThat(result.steps()).anyMatch(step -> step.contains("mostly " + GgufFormat.fileType(type)));
    }

    @Test
    void anAdapterIsMerged() {
        ExportWriter.Result result = export(GOLDENS.resolve("adapters/llama2"), WeightType.FLOAT32, Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        assertThat(result.steps()).anyMatch(step -> step.startsWith("Merged the adapters"));
    }

    @Test
    void allChatTemplatesAreWrittenWithoutTheMarksOfTraining() throws IOException {
        Path checkpoint = copy("qwen2");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode config = (ObjectNode) mapper.readTree(checkpoint.resolve("tokenizer_config.json").toFile());
        String template = "{% for m in messages %}<|im_start|>{{ m.role }}\n{%- generation -%}\n{{ m.content }}<|im_end|>\n"
                + "{%- endgeneration %}{% endfor %}";
        config.putArray("chat_template").add(mapper.createObjectNode().put("name", "default").put("template", template))
                .add(mapper.createObjectNode().put("name", "tool_use").put("template", "tools"));
        mapper.writeValue(checkpoint.resolve("tokenizer_config.json").toFile(), config);
        ExportWriter.Result result = export(checkpoint, WeightType.Q8_0, Progress.NONE);
        GgufMetadata metadata = GgufFile.open(target()).metadata();
        assertThat(metadata.text("tokenizer.chat_template")).contains(
                "{% for m in messages %}<|im_start|>{{ m.role }}\n{%- if true -%}\n{{ m.content }}<|im_end|>\n{%- endif %}{% endfor %}");
        assertThat(metadata.texts("tokenizer.chat_templates")).containsExactly("tool_use");
        assertThat(metadata.text("tokenizer.chat_template.tool_use")).contains("tools");
        assertThat(ChatFormat.ofModel(target()).orElseThrow().templates()).containsOnlyKeys("default", "tool_use");
        assertThat(result.proof().chat()).hasValueSatisfying(chat -> assertThat(chat.samePrompt()).isTrue());
        assertThat(result.steps()).anyMatch(step -> step.contains("\"default\" without what marks its supervised parts"));
    }

    @Test
    void whatWasStoppedLeavesNothing() throws IOException {
        assertThatThrownBy(() -> export(GOLDENS.resolve("models/llama3"), WeightType.Q8_0, (done, total) -> done < total / 2))
                .isInstanceOf(CancellationException.class);
        assertThat(left()).isEmpty();
    }

    @Test
    void aWeightThatIsNoNumberIsRefusedAndLeavesNothing() throws IOException {
        Path checkpoint = copy("smollm2");
        Safetensors weights = Safetensors.open(checkpoint.resolve("model.safetensors"));
        SafetensorsWriter writer = new SafetensorsWriter();
        for (Safetensors.Entry entry : weights.entries().values()) {
            float[] values = new float[Math.toIntExact(entry.elementCount())];
            if (entry.name().equals("model.layers.1.mlp.down_proj.weight")) {
                values[100] = Float.POSITIVE_INFINITY;
            }
            writer.add(entry.name(), values, entry.shape());
        }
        writer.write(folder.resolve("spoilt.safetensors"));
        Files.delete(checkpoint.resolve("model.safetensors"));
        Files.move(folder.resolve("spoilt.safetensors"), checkpoint.resolve("model.safetensors"));
        assertThatThrownBy(() -> export(checkpoint, WeightType.Q8_0, Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessageContaining("blk.1.ffn_down.weight").hasMessageContaining("Infinity");
        assertThat(left()).isEmpty();
    }

    private List<Path> left() throws IOException {
        // The folder itself is taken away again if the export made it.
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.startsWith(target().getParent()) && Files.isRegularFile(file)).toList();
        }
    }

    @Test
    void aModelThatLlamaCppComputesOtherwiseIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path checkpoint = copy("llama2");
        Path file = checkpoint.resolve("config.json");
        Files.writeString(file, Files.readString(file).replace("\"silu\"", "\"gelu\""));
        assertThat(FORMAT.missing(new ExportSource(checkpoint, 20, config())).orElseThrow()).contains("config.json: key \"hidden_act\"");
        assertThatThrownBy(() -> export(checkpoint, WeightType.Q8_0, Progress.NONE)).isInstanceOf(UserError.class)
                .hasMessageContaining("with silu, so this cannot be written as GGUF");
        assertThat(target().getParent()).doesNotExist();
    }

    @Test
    void whatIsNoModelIsToldWhenItIsOpened() {
        assertThat(FORMAT.missing(new ExportSource(folder, 20, config()))).isEmpty();
        assertThat(FORMAT.types()).contains(WeightType.Q4_K_M).first().isEqualTo(WeightType.Q8_0);
    }
}
