package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.problem.UserError;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.DiskSpace;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders around a GGUF file, written by a format that copies one: its checkpoint is the file itself. */
class GgufFoldersTest {
    private static final Path FILE = Path.of("src/test/resources/goldens/gguf/qwen2.gguf");
    private static final Path FOLDER = Path.of("src/test/resources/goldens/models/qwen2");
    private static final String CHATML = "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>\\n' }}{% endfor %}"
            + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    @TempDir
    Path folder;

    @BeforeEach
    void prepareThread() {
        TorchThread.prepare(1);
    }

    /** Takes the place of a writer of GGUF files. */
    private static final class Copied implements ExportFormat {
        @Override
        public String word() {
            return "gguf";
        }

        @Override
        public String label() {
            return "GGUF";
        }

        @Override
        public String about() {
            return "A file.";
        }

        @Override
        public Optional<String> missing(ExportSource source) {
            return source.update() == 3 ? Optional.of("Three is too few.") : Optional.empty();
        }

        @Override
        public List<WeightType> types() {
            return List.of(WeightType.FLOAT32, WeightType.Q4_0, WeightType.Q4_K_M);
        }

        @Override
        public long sizeBytes(ExportSource source, WeightType type) {
            return 1000;
        }

        @Override
        public String fileEnding() {
            return ".gguf";
        }

        @Override
        public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) throws IOException {
            Files.copy(FILE, place);
            return List.of("Copied it.");
        }
    }

    private static ExportSource source(Path checkpoint, int update) {
        return new ExportSource(checkpoint, update, RunConfigFile.with(RunConfig.defaults(), "name", "Blue whale / 2"));
    }

    private ExportWriter.Result write(ExportFormat format, ExportSource source, Path target, WeightType type) {
        ModelCard.Measured measured = new ModelCard.Measured(2, Double.NaN, Double.NaN);
        return new ExportWriter(ReloadedHere::of).write(source, new ExportTarget(format, type, target),
                new ModelCard(source.config(), source.update(), measured, measured, "", "1"), Progress.NONE);
    }

    private static List<String> below(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).map(file -> place.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void aModelWithoutAChatTemplateBecomesOneThatContinuesTexts() throws IOException {
        Path target = folder.resolve("ollama");
        ExportWriter.Result result = write(new OllamaFormat(new Copied()), source(FILE, 10), target, WeightType.FLOAT32);
        assertThat(result.proof().proven()).isTrue();
        assertThat(below(target)).containsExactly("Blue-whale-2-F32.gguf", "Modelfile", "README.md");
        assertThat(Files.readString(target.resolve("Modelfile"))).contains("FROM ./Blue-whale-2-F32.gguf\n")
                .contains("TEMPLATE \"\"\"{{ .Prompt }}\"\"\"\n").contains("PARAMETER stop \"<|endoftext|>\"")
                .doesNotContain("temperature");
        assertThat(result.steps()).contains("Wrote a Modelfile for a model that continues texts: it has no chat template.");
    }

    @Test
    void aModelThatChatsGetsItsStyleWithStopsAndParameters() throws IOException {
        Path model = copyWithTemplate(CHATML);
        Path target = Files.createDirectory(folder.resolve("ollama"));
        List<String> steps = new OllamaFormat(new Copied()).write(source(model, 10), target, WeightType.Q4_K_M, Progress.NONE);
        assertThat(below(target)).containsExactly("Blue-whale-2-Q4_K_M.gguf", "Modelfile");
        assertThat(Files.readString(target.resolve("Modelfile"))).contains("FROM ./Blue-whale-2-Q4_K_M.gguf\n")
                .contains("<|im_start|>{{ .Role }}\n{{ .Content }}").contains("PARAMETER stop \"<|im_end|>\"")
                .contains("PARAMETER temperature 0.7").contains("PARAMETER top_k 20").doesNotContain("SYSTEM");
        assertThat(steps).anyMatch(step -> step.contains("template, chatml, writes sample conversations as the chat template does"));
    }

    @Test
    void aChatTemplateThatIsNotKnownIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path model = copyWithTemplate(CHATML.replace("im_end", "im_stop"));
        assertThatThrownBy(() -> write(new OllamaFormat(new Copied()), source(model, 10), folder.resolve("no"), WeightType.Q4_0))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Ollama has templates of its own language, and none of those that are known"
                        + " writes conversations as this model's chat template does: where it writes")
                .hasMessageEndingWith("Export it as gguf, for programs that read the chat template itself.");
        assertThat(folder.resolve("no")).doesNotExist();
        assertThat(new OllamaFormat(new Copied()).missing(source(model, 3))).contains("Three is too few.");
    }

    private Path copyWithTemplate(String template) throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String name : below(FOLDER)) {
            Files.copy(FOLDER.resolve(name), model.resolve(name));
        }
        Files.writeString(model.resolve("chat_template.jinja"), template);
        return model;
    }

    @Test
    void quantisedTypesComeFirstAsOllamaDoesNotQuantise() {
        assertThat(new OllamaFormat(new Copied()).types()).containsExactly(WeightType.Q4_K_M, WeightType.Q4_0, WeightType.FLOAT32);
        assertThat(new LmStudioFormat(new Copied()).types()).containsExactlyElementsOf(new Copied().types());
    }

    @Test
    void aQuantisedFileIsToldWithFiguresAndNotJudged() {
        // The file holds float32, so that the figures are those of equal models; what counts is that they are told.
        ExportWriter.Result result = write(new OllamaFormat(new Copied()), source(FILE, 10), folder.resolve("q"), WeightType.Q4_0);
        assertThat(result.proof().tokenHead().bounds()).isEqualTo(ProofBounds.TOLD);
        assertThat(result.proof().roundingKlBits()).isEqualTo(result.proof().tokenHead().klBits());
    }

    @Test
    void lmStudioFindsTheModelBelowItsFolderOfModels() throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        Files.createDirectories(models.resolve("somebody/else"));
        ExportWriter.Result result = write(new LmStudioFormat(new Copied()), source(FILE, 10), models, WeightType.FLOAT32);
        assertThat(result.place()).isEqualTo(models.resolve("bytestill/Blue-whale-2"));
        assertThat(below(models)).containsExactly("bytestill/Blue-whale-2/Blue-whale-2-F32.gguf", "bytestill/Blue-whale-2/README.md");
        assertThatThrownBy(() -> write(new LmStudioFormat(new Copied()), source(FILE, 10), models, WeightType.FLOAT32))
                .isInstanceOf(UserError.class).hasMessageContaining("Blue-whale-2 is not empty");
    }

    @Test
    void foldersThatWereMadeForNothingAreRemoved() throws IOException {
        Path models = folder.resolve("models");
        Path damaged = Files.write(folder.resolve("damaged.gguf"), new byte[100]);
        assertThatThrownBy(() -> write(new LmStudioFormat(new Copied()), source(damaged, 10), models, WeightType.FLOAT32))
                .isInstanceOf(UserError.class);
        assertThat(models).doesNotExist();
    }

    @Test
    void severalTargetsAreCheckedBeforeTheFirstIsWritten() throws IOException {
        ExportTarget one = new ExportTarget(new Copied(), WeightType.FLOAT32, folder.resolve("a.gguf"));
        ExportTarget taken = new ExportTarget(new Copied(), WeightType.FLOAT32, Files.writeString(folder.resolve("b.gguf"), "mine"));
        assertThatThrownBy(() -> ExportTarget.requireAll(source(FILE, 10), List.of(one, taken))).hasMessageContaining("b.gguf exists");
        assertThatThrownBy(() -> ExportTarget.requireAll(source(FILE, 10), List.of(one, one))).hasMessageContaining("Two exports");
        assertThatThrownBy(() -> ExportTarget.requireAll(source(FILE, 3), List.of(one))).hasMessage("Three is too few.");
        long free = DiskSpace.usableBytes(folder);
        ExportTarget half = new ExportTarget(new Sized(free / 2), WeightType.FLOAT32, folder.resolve("half"));
        ExportTarget other = new ExportTarget(new Sized(free / 2), WeightType.FLOAT32, folder.resolve("other"));
        ExportTarget.requireAll(source(FILE, 10), List.of(half));
        assertThatThrownBy(() -> ExportTarget.requireAll(source(FILE, 10), List.of(half, other))).as("each has room, both have not")
                .isInstanceOf(UserError.class).hasMessageContaining("MB are free");
    }

    /** As users get it: the registry's formats, quantised by this program, read by the proof as llama.cpp stores it. */
    @Test
    void theRegistrysOllamaFolderNamesAFileThatIsQuantisedAlready() throws IOException {
        Path model = copyWithTemplate(CHATML);
        Path target = folder.resolve("ollama");
        ExportFormat format = ExportFormats.named("ollama");
        ExportSource source = source(model, 10);
        WeightType type = format.types().stream().filter(each -> format.missing(source, each).isEmpty()).findFirst().orElseThrow();
        ExportWriter.Result result = write(format, source, target, type);
        assertThat(result.proof().proven()).isTrue();
        assertThat(result.proof().chat()).get().satisfies(chat -> assertThat(chat.samePrompt()).isTrue());
        String file = "Blue-whale-2-" + type.shortName() + ".gguf";
        assertThat(below(target)).containsExactly(file, "Modelfile", "README.md");
        assertThat(Files.readString(target.resolve("Modelfile"))).contains("FROM ./" + file);
        assertThat(type.isQuantised()).isTrue();
        assertThat(result.proof().roundingKlBits()).as("told").isBetween(1e-9, 1.0);
        assertThat(Files.readString(target.resolve("README.md"))).contains("As " + type.word() + ", beside the checkpoint in float32: ");
        assertThat(result.steps()).anyMatch(step -> step.endsWith("this is told, not judged."));
        assertThat(ExportFormats.named("lmstudio").types()).containsExactlyElementsOf(ExportFormats.named("gguf").types());
    }

    /** A folder of some size. */
    private record Sized(long bytes) implements ExportFormat {
        @Override
        public String word() {
            return "sized";
        }

        @Override
        public String label() {
            return "Sized";
        }

        @Override
        public String about() {
            return "A folder.";
        }

        @Override
        public Optional<String> missing(ExportSource source) {
            return Optional.empty();
        }

        @Override
        public List<WeightType> types() {
            return List.of(WeightType.FLOAT32);
        }

        @Override
        public long sizeBytes(ExportSource source, WeightType type) {
            return bytes;
        }

        @Override
        public List<String> write(ExportSource source, Path place, WeightType type, Progress progress) {
            return List.of();
        }
    }
}
