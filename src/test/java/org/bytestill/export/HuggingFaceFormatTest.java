package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.model.OwnHead;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny checkpoints of real families, all with the head tied unless a test unties it. */
class HuggingFaceFormatTest {
    private static final Path MODELS = Path.of("src/test/resources/goldens/models");
    private static final Path CHECKPOINT = MODELS.resolve("llama3");

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    private static ModelCard card(RunConfig config) {
        return new ModelCard(config, 200, new ModelCard.Measured(1.9, Double.NaN, Double.NaN), new ModelCard.Measured(1.75, 0.3, 0.8),
                "ab12", "0.1");
    }

    private static ModelCard card() {
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "teacher", "/home/me/big-teacher");
        return card(RunConfigFile.with(config, "student", "/home/me/small-student"));
    }

    @Test
    void theConfigurationStatesTheNumberFormatThatWasWrittenAndIsOtherwiseTheSame() throws IOException {
        Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        for (String file : names(CHECKPOINT)) {
            Files.copy(CHECKPOINT.resolve(file), checkpoint.resolve(file));
        }
        String odd = "{\"torch_dtype\" :\"float16\",  \"dtype\":\n \"bfloat16\", " + Files.readString(CHECKPOINT.resolve("config.json"))
                .replaceFirst("\\{", "").replaceFirst("\"(torch_)?dtype\"[^,]*,", "");
        Files.writeString(checkpoint.resolve("config.json"), odd);
        for (WeightType type : List.of(WeightType.FLOAT32, WeightType.BFLOAT16)) {
            Path target = folder.resolve(type.word());
            List<String> steps = export(new HuggingFaceFormat(), checkpoint, target, type, Progress.NONE).steps();
            assertThat(target.resolve("config.json"))
                    .hasContent(odd.replace("float16\",  ", type.word() + "\",  ").replace("\"bfloat16\", ",
                            "\"" + type.word() + "\", "));
            assertThat(steps).anyMatch(step -> step.contains("(dtype " + type.word() + ")"));
        }
    }

    private static ExportWriter.Result export(ExportFormat format, Path checkpoint, Path target, WeightType type, Progress progress) {
        return new ExportWriter(ReloadedHere::of).write(new ExportSource(checkpoint, 200, card().config()),
                new ExportTarget(format, type, target), card(),
                progress);
    }

    @Test
    void theFolderHoldsTheCheckpointsWeightsAndItsTokenizerByteForByte() throws IOException {
        Path target = folder.resolve("export");
        ExportWriter.Result result = export(new HuggingFaceFormat(), CHECKPOINT, target, WeightType.FLOAT32, Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        assertThat(result.proof().tokenHead().maxAbsLogitDifference()).isZero();
        assertThat(result.proof().tokenHead().top1Equal()).isEqualTo(1);
        for (String copied : List.of("tokenizer.json", "tokenizer_config.json", "generation_config.json")) {
            assertThat(target.resolve(copied)).hasSameBinaryContentAs(CHECKPOINT.resolve(copied));
        }
        Safetensors original = Safetensors.open(CHECKPOINT.resolve("model.safetensors"));
        Safetensors written = Safetensors.open(target.resolve("model.safetensors"));
        assertThat(written.entries().keySet()).isEqualTo(original.entries().keySet());
        assertThat(written.metadata()).containsEntry("format", "pt");
        for (String name : written.entries().keySet()) {
            assertThat(written.floats(name)).as(name).isEqualTo(bfloat16(original, name));
        }
        assertThat(names(folder)).containsExactly("export");
        assertThat(result.sizeBytes()).isEqualTo(size(target));
    }

    @Test
    void aTiedHeadIsNotDoubled() {
        Path target = folder.resolve("tied");
        ExportWriter.Result result = export(new HuggingFaceFormat(), MODELS.resolve("smollm2"), target, WeightType.FLOAT32, Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        assertThat(Safetensors.open(target.resolve("model.safetensors")).entries()).doesNotContainKey("lm_head.weight")
                .containsKey("model.embed_tokens.weight");
    }

    @Test
    void aHeadThatOnlyTheWeightsHoldIsExportedWithAConfigurationThatSaysSo() throws IOException {
        Path model = OwnHead.of(MODELS.resolve("smollm2"), folder.resolve("model"));
        Path target = folder.resolve("export");
        ExportWriter.Result result = export(new HuggingFaceFormat(), model, target, WeightType.FLOAT32, Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        assertThat(Safetensors.open(target.resolve("model.safetensors")).floats("lm_head.weight"))
                .isEqualTo(Safetensors.open(model.resolve("model.safetensors")).floats("lm_head.weight"));
        assertThat(new ObjectMapper().readTree(target.resolve("config.json").toFile()).path("tie_word_embeddings")
                .asBoolean(true)).isFalse();
        assertThat(result.steps()).anyMatch(step -> step.contains("tie_word_embeddings false"))
                .noneMatch(step -> step.contains("byte for byte: config.json"));
    }

    @Test
    void bfloat16IsComparedAsBfloat16AndItsCostIsShown() {
        Path target = folder.resolve("half");
        ProofOfExport proof = export(new HuggingFaceFormat(), CHECKPOINT, target, WeightType.BFLOAT16, Progress.NONE).proof();
        assertThat(proof.proven()).isTrue();
        assertThat(proof.tokenHead().klBits()).isLessThan(1e-6);
        // 8 bits of mantissa: more than nothing, less than a hundredth of a bit.
        assertThat(proof.roundingKlBits()).isBetween(1e-9, 1e-2);
        assertThat(Safetensors.open(target.resolve("model.safetensors")).entries().values())
                .allSatisfy(entry -> assertThat(entry.dtype()).isEqualTo(Dtype.BFLOAT16));
    }

    @Test
    void float16IsComparedAsFloat16AndItsCostIsShown() {
        Path target = folder.resolve("half");
        ProofOfExport proof = export(new HuggingFaceFormat(), CHECKPOINT, target, WeightType.FLOAT16, Progress.NONE).proof();
        assertThat(proof.proven()).isTrue();
        // The checkpoint's weights are bfloat16: float16 has more bits for numbers of their size, fewer for the smallest.
        assertThat(proof.roundingKlBits()).isLessThan(1e-4);
        assertThat(Safetensors.open(target.resolve("model.safetensors")).entries().values())
                .allSatisfy(entry -> assertThat(entry.dtype()).isEqualTo(Dtype.FLOAT16));
    }

    @Test
    void aWeightThatFloat16CannotHoldIsNamedBeforeAnythingIsWritten() throws IOException {
        Path checkpoint = withOneWeight(70_000);
        assertThatThrownBy(() -> export(new HuggingFaceFormat(), checkpoint, folder.resolve("half"), WeightType.FLOAT16, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessage("Weight \"model.norm.weight\" holds a value of 70000.0, float16 ends at 65,504. Choose bfloat16 or float32.");
        assertThat(names(folder)).containsExactly("large");
        // Halfway to the next power of two: the largest that rounds to 65,504.
        assertThat(export(new HuggingFaceFormat(), withOneWeight(65_519), folder.resolve("fits"), WeightType.FLOAT16, Progress.NONE).proof()
                .roundingKlBits()).isNotNaN();
    }

    /** The checkpoint with such a value in its last norm, and all other weights as they were. */
    private Path withOneWeight(float value) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("large"));
        for (String file : names(CHECKPOINT)) {
            Files.copy(CHECKPOINT.resolve(file), checkpoint.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Safetensors original = Safetensors.open(CHECKPOINT.resolve("model.safetensors"));
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        original.entries().values().forEach(entry -> {
            float[] values = bfloat16(original, entry.name());
            if (entry.name().equals("model.norm.weight")) {
                values[3] = -value;
            }
            writer.add(entry.name(), values, entry.shape());
        });
        writer.write(checkpoint.resolve("model.safetensors"));
        return checkpoint;
    }

    @Test
    void largeModelsAreSplitAndTheIndexNamesEveryTensorOnce() throws IOException {
        Path target = folder.resolve("shards");
        ExportWriter.Result result = export(new HuggingFaceFormat(50_000), CHECKPOINT, target, WeightType.FLOAT32, Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        assertThat(target.resolve("model.safetensors")).doesNotExist();
        JsonNode index = new ObjectMapper().readTree(target.resolve("model.safetensors.index.json").toFile());
        Set<String> found = new TreeSet<>();
        long bytes = 0;
        for (String file : names(target)) {
            if (file.startsWith("model-") && file.endsWith(".safetensors")) {
                Safetensors shard = Safetensors.open(target.resolve(file));
                assertThat(shard.entries().keySet())
                        .allSatisfy(name -> assertThat(index.path("weight_map").path(name).asText()).isEqualTo(file));
                found.addAll(shard.entries().keySet());
                bytes += shard.entries().values().stream().mapToLong(Safetensors.Entry::bytes).sum();
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(Safetensors.open(CHECKPOINT.resolve("model.safetensors")).entries().keySet()));
        assertThat(index.path("metadata").path("total_size").asLong()).isEqualTo(bytes);
        assertThat(result.steps().get(0)).contains("files");
    }

    @Test
    void theCardSaysWhatIsKnownAndNamesNoPathOfThisMachine() throws IOException {
        Path target = folder.resolve("export");
        export(new HuggingFaceFormat(), CHECKPOINT, target, WeightType.FLOAT32, Progress.NONE);
        assertThat(Files.readString(target.resolve("README.md")))
                .contains("big-teacher").contains("small-student").doesNotContain("/home/me")
                .contains("| bits per byte, token head | 1.9000 | 1.7500 |").contains("| not measured | 0.3000 |")
                .contains("states no licence");
    }

    @Test
    void theCardTakesTheLicenceOfTheStudentsOwnCard() throws IOException {
        Files.writeString(folder.resolve("README.md"), "---\nlanguage: en\nlicense: cc-by-4.0\n---\nlicense: none\n");
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "student", folder.toString());
        HeadComparison equal = new HeadComparison("token", 10, 0, 1, 0, ProofBounds.FLOAT32);
        String text = card(config).text(new ProofOfExport(List.of(equal), 0), WeightType.FLOAT32);
        assertThat(text).startsWith("---\nlicense: cc-by-4.0\n").doesNotContain("states no licence");
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
        Path target = Files.createDirectory(folder.resolve("full"));
        Files.writeString(target.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> export(new HuggingFaceFormat(), CHECKPOINT, target, WeightType.FLOAT32, Progress.NONE))
                .isInstanceOf(UserError.class).hasMessageContaining("is not empty");
        assertThat(names(target)).containsExactly("mine.txt");
        assertThat(names(folder)).containsExactly("full");
    }

    @Test
    void anEmptyFolderIsFilledAndAFileInThePlaceIsRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(export(new HuggingFaceFormat(), CHECKPOINT, empty, WeightType.FLOAT32, Progress.NONE).proof().proven()).isTrue();
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> export(new HuggingFaceFormat(), CHECKPOINT, file.resolve("export"), WeightType.FLOAT32, Progress.NONE))
                .isInstanceOf(UserError.class).hasMessageContaining("cannot be made");
    }

    @Test
    void aCancelledExportLeavesNothing() throws IOException {
        Progress stop = (done, total) -> false;
        assertThatThrownBy(() -> export(new HuggingFaceFormat(), CHECKPOINT, folder.resolve("no"), WeightType.FLOAT32, stop))
                .isInstanceOf(CancellationException.class);
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void anotherModelIsNotProven() throws IOException {
        // The same tokenizer and shape, other weights: the proof must see it.
        Path target = folder.resolve("export");
        export(new HuggingFaceFormat(), CHECKPOINT, target, WeightType.FLOAT32, Progress.NONE);
        Safetensors original = Safetensors.open(target.resolve("model.safetensors"));
        SafetensorsWriter changed = new SafetensorsWriter();
        for (Safetensors.Entry entry : original.entries().values()) {
            float[] values = original.floats(entry.name());
            if (entry.name().equals("model.norm.weight")) {
                values[0] += 0.1f;
            }
            changed.add(entry.name(), values, entry.shape());
        }
        changed.write(folder.resolve("changed.safetensors"));
        Files.move(folder.resolve("changed.safetensors"), target.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
        ProofOfExport proof = ProofOfExport.of(CHECKPOINT, ReloadedHere.of(target, WeightType.FLOAT32), new HuggingFaceFormat(),
                WeightType.FLOAT32, () -> {});
        assertThat(proof.proven()).isFalse();
        assertThat(proof.tokenHead().maxAbsLogitDifference()).isGreaterThan(1e-3);
    }

    /** Elements of a bfloat16 tensor: the upper half of a float32. */
    private static float[] bfloat16(Safetensors file, String name) {
        ShortBuffer halves = file.bytes(name).asShortBuffer();
        float[] values = new float[halves.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(halves.get(i) << 16);
        }
        return values;
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static long size(Path parent) throws IOException {
        long size = 0;
        for (String name : names(parent)) {
            size += Files.size(parent.resolve(name));
        }
        return size;
    }
}
