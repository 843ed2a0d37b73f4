package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytestill.util.CloseTo.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.model.Decoder;
import org.bytestill.problem.UserError;
import org.bytestill.student.ByteHead;
import org.bytestill.student.ByteHeadReader;
import org.bytestill.student.HeadShape;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.SafetensorsWriter;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptTemplate;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Hugging Face folder with the byte head beside it, of a tiny model and a random head of three maps. */
class ByteHeadFormatTest {
    private static final Path MODEL = Path.of("src/test/resources/goldens/models/smollm2");
    private static final ExportFormat FORMAT = ExportFormats.named("hf+byte-head");

    @TempDir
    Path folder;
    private Path checkpoint;

    @BeforeEach
    void saveACheckpoint() throws IOException {
        TorchThread.prepare(1);
        checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        try (Stream<Path> files = Files.list(MODEL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, checkpoint.resolve(file.getFileName()));
            }
        }
        writeHead(checkpoint, 7);
    }

    private static int hiddenSize() {
        return (int) Safetensors.open(MODEL.resolve("model.safetensors")).entry("model.embed_tokens.weight").shape()[1];
    }

    private static void writeHead(Path model, long seed) {
        try (ByteHead head = ByteHead.random(3, hiddenSize(), seed, Device.CPU)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            head.addTo(writer);
            writer.write(model.resolve(ByteHead.FILE));
        }
    }

    private ExportWriter.Result export(ExportFormat format, Path target, WeightType type) {
        ModelCard.Measured measured = new ModelCard.Measured(2, Double.NaN, Double.NaN);
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "student", "small");
        return new ExportWriter(ReloadedHere::of).write(new ExportSource(checkpoint, 20, config), new ExportTarget(format, type, target),
                new ModelCard(config, 20, measured, measured, "", "1"), Progress.NONE);
    }

    @Test
    void theFolderIsTheHuggingFaceFolderWithTwoFilesMore() throws IOException {
        Path with = folder.resolve("with");
        Path without = folder.resolve("without");
        ExportWriter.Result result = export(FORMAT, with, WeightType.FLOAT32);
        export(ExportFormats.named("hf"), without, WeightType.FLOAT32);
        List<String> expected = new ArrayList<>(names(without));
        expected.addAll(List.of("byte_head.safetensors", "byte_head.json"));
        assertThat(names(with)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(with.resolve("model.safetensors")).hasSameBinaryContentAs(without.resolve("model.safetensors"));
        assertThat(with.resolve("byte_head.safetensors")).hasSameBinaryContentAs(checkpoint.resolve("byte_head.safetensors"));
        assertThat(Files.readString(with.resolve("README.md"))).contains("byte_head.json says how to read it")
                .contains("its byte head compared").doesNotContain("is not part of the model");
        assertThat(Files.readString(without.resolve("README.md"))).contains("The byte head of the training is not part of the model.");
        assertThat(result.steps()).anyMatch(step -> step.startsWith("Reloaded it in this process and compared the byte head at"));
    }

    @Test
    void theDescriptionSaysAllThatAReaderMustKnow() throws IOException {
        Path target = folder.resolve("export");
        export(FORMAT, target, WeightType.FLOAT32);
        JsonNode description = new ObjectMapper().readTree(target.resolve("byte_head.json").toFile());
        assertThat(description.path("kind").asText()).isEqualTo("parallel");
        assertThat(description.path("trained_by").asText()).contains("arXiv 2604.07466, eq. 5");
        assertThat(description.path("positions").asInt()).isEqualTo(3);
        assertThat(description.path("outcomes").asInt()).isEqualTo(260);
        assertThat(description.path("hidden_size").asInt()).isEqualTo(hiddenSize());
        // The 256 bytes are 0 to 255; then the end of the text, of the token, the begin, padding.
        assertThat(description.path("outcomes_after_the_bytes").toString())
                .isEqualTo("{\"eos\":256,\"end_of_token\":257,\"bos\":258,\"pad\":259}");
        assertThat(description.path("fed_by").asText()).isEqualTo("the hidden state that predicts the token, after the last norm");
        Safetensors head = Safetensors.open(target.resolve(description.path("file").asText()));
        assertThat(head.entry(description.path("weight").asText()).shape()).containsExactly(780, hiddenSize());
        assertThat(head.entry(description.path("bias").asText()).shape()).containsExactly(780);
        assertThat(head.entries().values()).extracting(Safetensors.Entry::dtype).containsOnly(Dtype.FLOAT32);
        for (String file : List.of("model.safetensors", "tokenizer.json")) {
            assertThat(description.path("belongs_to_sha256").path(file).asText()).isEqualTo(Sha256.of(target.resolve(file)));
        }
    }

    @Test
    void theHeadsLogitsAreThoseOfItsReader() {
        long[] text = {1, 5, 6, 7};
        List<float[]> logits;
        List<float[]> probabilities = new ArrayList<>();
        try (Decoder decoder = Decoder.open(checkpoint, Dtype.FLOAT32, Device.CPU);
                ByteHeadReader reader = new ByteHeadReader(checkpoint, decoder)) {
            logits = new ProbedByteHead().logits(checkpoint, decoder, new long[][] {text});
            reader.read(new int[] {1, 5, 6, 7}, (index, row) -> probabilities.addAll(ProbedHead.rows(row, 3)));
        }
        assertThat(logits).as("four positions, three maps").hasSize(12);
        for (int row = 0; row < 12; row++) {
            // Softmax leaves out a constant: differences of logits are differences of log-probabilities.
            assertThat(logits.get(row)).hasSize(260);
            for (int outcome = 1; outcome < 260; outcome++) {
                double expected = Math.log(probabilities.get(row)[outcome]) - Math.log(probabilities.get(row)[0]);
                assertThat((double) logits.get(row)[outcome] - logits.get(row)[0]).isCloseTo(expected, within(1e-4));
            }
        }
    }

    private void writeRecurrentHead() {
        try (ByteHead head = ByteHead.random(HeadShape.autoregressive(5), hiddenSize(), 7, Device.CPU)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            head.addTo(writer);
            writer.write(checkpoint.resolve(ByteHead.FILE));
        }
    }

    @Test
    void anAutoregressiveHeadIsDescribedAndProvedToo() throws IOException {
        writeRecurrentHead();
        Path target = folder.resolve("recurrent");
        ExportWriter.Result result = export(FORMAT, target, WeightType.FLOAT32);
        assertThat(result.proof().proven()).isTrue();
        assertThat(result.proof().heads().get(1).positions()).as("before t, h and e of the, and after it").isEqualTo(4 * result.proof()
                .tokenHead().positions());
        assertThat(result.steps()).contains("Copied the byte head, a GRU of width 5 in float32, and described it in byte_head.json.");
        JsonNode description = new ObjectMapper().readTree(target.resolve("byte_head.json").toFile());
        assertThat(description.path("kind").asText()).isEqualTo("autoregressive");
        assertThat(description.path("width").asInt()).isEqualTo(5);
        assertThat(description.path("hidden_size").asInt()).isEqualTo(hiddenSize());
        Safetensors head = Safetensors.open(target.resolve("byte_head.safetensors"));
        List<String> named = new ArrayList<>();
        description.path("weights").forEach(name -> named.add(name.asText()));
        assertThat(named).containsExactlyInAnyOrderElementsOf(head.entries().keySet());
        assertThat(head.entry(description.path("weights").path("embedding").asText()).shape()).containsExactly(257, 5);
        assertThat(head.entry(description.path("weights").path("weight_hh").asText()).shape()).containsExactly(15, 5);
    }

    @Test
    void theLogitsOfAnAutoregressiveHeadAreThoseOfItsTraining() {
        writeRecurrentHead();
        long[] text = {1, 5, 6};
        try (Decoder decoder = Decoder.open(checkpoint, Dtype.FLOAT32, Device.CPU);
                Scope scope = Scope.open("states", Device.CPU);
                Script script = new Script("def in_compute_dtype(self, x: Tensor, compute: int) -> Tensor:\n    return x\n"
                        + "def capped(self, logits: Tensor) -> Tensor:\n    return logits\n"
                        + "def cap_slope(self, capped: Tensor) -> Tensor:\n    return torch.slice(capped, 0, 0, 0)\n"
                        + "def head_matrix(self, weights: List[Tensor]) -> Tensor:\n    return weights[0]\n"
                        + ScriptTemplate.source("token_loss") + ScriptTemplate.source("token_head"))) {
            List<float[]> logits = new ProbedByteHead().logits(checkpoint, decoder, new long[][] {text});
            Safetensors.Mapping file = Safetensors.open(checkpoint.resolve(ByteHead.FILE)).map(scope);
            List<Tensor> head = ByteHead.autoregressiveNames().stream().map(file::tensor).toList();
            float[] expected = script.method("autoregressive_logits").with("x", decoder.hiddenStates(scope, new int[] {1, 5, 6}))
                    .with("head", head).with("byte_token", scope.of(new long[] {0, 0, 0, 1, 1, 1, 2, 2, 2}, 9))
                    .with("byte_slot", scope.of(new long[] {0, 1, 2, 0, 1, 2, 0, 1, 2}, 9))
                    .with("byte_value", scope.of(new long[] {'t', 'h', 'e', 't', 'h', 'e', 't', 'h', 'e'}, 9)).tensor(scope).toFloats();
            List<float[]> rows = ProbedHead.rows(expected, 9);
            assertThat(logits).as("three positions, four states").hasSize(12);
            for (int row = 0; row < 9; row++) {
                assertThat(logits.get(row / 3 * 4 + row % 3)).satisfies(closeTo(rows.get(row), 1e-5f));
            }
        }
    }

    @Test
    void bothHeadsAreProvedInEachNumberFormat() {
        for (WeightType type : FORMAT.types()) {
            ProofOfExport proof = export(FORMAT, folder.resolve(type.word()), type).proof();
            assertThat(proof.proven()).isTrue();
            assertThat(proof.heads()).extracting(HeadComparison::predicts).containsExactly("token", "byte");
            assertThat(proof.heads().get(1).positions()).as("three maps a token").isEqualTo(3 * proof.tokenHead().positions());
        }
    }

    @Test
    void anotherHeadIsNotProven() throws IOException {
        Path target = folder.resolve("export");
        export(FORMAT, target, WeightType.FLOAT32);
        Path other = Files.createDirectory(folder.resolve("other"));
        writeHead(other, 8);
        Files.move(other.resolve(ByteHead.FILE), target.resolve(ByteHead.FILE), StandardCopyOption.REPLACE_EXISTING);
        ProofOfExport proof = ProofOfExport.of(checkpoint, ReloadedHere.of(target, WeightType.FLOAT32), FORMAT, WeightType.FLOAT32,
                () -> {});
        assertThat(proof.tokenHead().agrees()).isTrue();
        assertThat(proof.heads().get(1).agrees()).isFalse();
        assertThat(proof.proven()).isFalse();
    }

    @Test
    void itsSizeIsTheWeightsAndTheHeadInFloat32() {
        ExportSource source = new ExportSource(checkpoint, 20, RunConfig.defaults());
        long head = 4L * 780 * (hiddenSize() + 1);
        long model = ExportFormats.named("hf").sizeBytes(source, WeightType.BFLOAT16);
        assertThat(FORMAT.sizeBytes(source, WeightType.BFLOAT16)).isEqualTo(model + head);
    }

    @Test
    void aCheckpointWithoutAByteHeadIsRefusedWithTheReason() {
        RunConfig covering = RunConfigFile.with(RunConfig.defaults(), "objective", "covering");
        assertThat(FORMAT.missing(new ExportSource(MODEL, 20, covering)))
                .contains("This run trains no byte head: only one with objective bld does. Export it as hf.");
        assertThat(FORMAT.missing(new ExportSource(MODEL, 0, RunConfig.defaults())).orElseThrow())
                .contains("before training").contains("the last");
        checkpoint = MODEL;
        assertThatThrownBy(() -> export(FORMAT, folder.resolve("none"), WeightType.FLOAT32)).isInstanceOf(UserError.class)
                .hasMessageContaining("has lost its byte_head.safetensors");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
