package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two real models, exported as folders, in transformers: no warning, the same tokens, logits within 1e-4, 64 greedy tokens.
 * {@code BYTESTILL_PYTHON=PYTHON mvn -Preal test -Dtest=RealExportTest}, after src/test/reference/fetch-real-weights.sh, with a Python that has
 * torch and transformers.
 */
@Tag("real")
class RealExportTest {
    private static final int TOKENS = 64;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"SmolLM2-135M-Instruct.Q4_1.gguf", "gemma-3-270m-q4_k_m.gguf"})
    void transformersComputesWhatThisProgramComputes(String name) throws Exception {
        Path checkpoint = Path.of("target/real", name);
        assumeTrue(Files.exists(checkpoint), checkpoint + " is not there; src/test/reference/fetch-real-weights.sh brings it");
        String python = System.getenv(SecondOpinions.VARIABLE);
        assumeTrue(python != null, SecondOpinions.VARIABLE + " names no Python with torch and transformers");
        TorchThread.prepare(2);
        Path target = folder.resolve("export");
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "student", name);
        ModelCard.Measured measured = new ModelCard.Measured(2, Double.NaN, Double.NaN);
        ExportWriter.Result result = new ExportWriter(Reloaded::open, Optional.of(new SecondOpinions(Path.of(python)))).write(
                new ExportSource(checkpoint, 10, config), new ExportTarget(new HuggingFaceFormat(), WeightType.FLOAT32, target),
                new ModelCard(config, 10, measured, measured, "", "1"), Progress.NONE);
        assertThat(result.proof().proven()).isTrue();
        result.steps().forEach(System.out::println);
        assertThat(result.proof().others()).singleElement().satisfies(other -> {
            assertThat(other.program()).startsWith("transformers ");
            assertThat(other.found())
                    .startsWith("loads it without a warning, cuts the probe texts into the same tokens, finds the same token most"
                            + " probable at 100.0 %")
                    .endsWith("all of the 24 most probable tokens after the first text are the same.");
        });
        compare(target, python);
    }

    /** Its chat template is ChatML with a default system turn, which Ollama's own choice of a template would drop. */
    @Test
    void smolLmBecomesAnOllamaModelAndLlamaCppReadsIt() throws Exception {
        Path checkpoint = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf");
        assumeTrue(Files.exists(checkpoint), checkpoint + " is not there; src/test/reference/fetch-real-weights.sh brings it");
        String python = System.getenv(SecondOpinions.VARIABLE);
        assumeTrue(python != null, SecondOpinions.VARIABLE + " names no Python with xllamacpp");
        TorchThread.prepare(2);
        Path target = folder.resolve("ollama");
        RunConfig config = RunConfigFile.with(RunConfig.defaults(), "name", "smol");
        ModelCard.Measured measured = new ModelCard.Measured(2, Double.NaN, Double.NaN);
        ExportWriter.Result result = new ExportWriter(Reloaded::open, Optional.of(new SecondOpinions(Path.of(python)))).write(
                new ExportSource(checkpoint, 10, config), new ExportTarget(ExportFormats.named("ollama"), WeightType.Q8_0, target),
                new ModelCard(config, 10, measured, measured, "", "1"), Progress.NONE);
        result.steps().forEach(System.out::println);
        assertThat(result.proof().proven()).isTrue();
        String modelfile = Files.readString(target.resolve("Modelfile"));
        System.out.println(modelfile);
        assertThat(modelfile).contains("FROM ./smol-Q8_0.gguf").contains("<|im_start|>{{ .Role }}")
                .contains("SYSTEM \"\"\"You are a helpful AI assistant named SmolLM, trained by Hugging Face\"\"\"")
                .contains("PARAMETER stop \"<|im_end|>\"");
        assertThat(result.proof().others()).singleElement().satisfies(other -> {
            assertThat(other.program()).startsWith("llama.cpp (xllamacpp ");
            assertThat(other.found()).contains("cuts the probe texts into the same tokens");
        });
    }

    private void compare(Path target, String python) throws Exception {
        try (Reloaded here = ReloadedHere.of(target, WeightType.FLOAT32)) {
            ObjectNode question = JsonFile.MAPPER.createObjectNode().put("tokens", TOKENS);
            List<int[]> texts = ProofOfExport.texts().stream().map(here::encode).toList();
            texts.forEach(ids -> question.withArray("ids").add(JsonFile.MAPPER.valueToTree(ids)));
            ProofOfExport.texts().forEach(question.putArray("texts")::add);
            question.set("prompt", JsonFile.MAPPER.valueToTree(texts.get(0)));
            Path asked = Files.writeString(folder.resolve("question.json"), question.toString());
            Process process = new ProcessBuilder(python, "src/test/reference/check_export.py", target.toString(), asked.toString(),
                    folder.resolve("answer.json").toString(), folder.resolve("logits.f32").toString()).inheritIO().start();
            assertThat(process.waitFor()).isZero();
            JsonNode answer = JsonFile.read(folder.resolve("answer.json"));
            assertThat(answer.path("warnings")).isEmpty();
            assertThat(answer.path("dtype").asText()).isEqualTo("torch.float32");
            assertThat(ints(answer.path("greedy"))).isEqualTo(here.continued(texts.get(0), TOKENS));
            double largest = largestDifference(here, texts);
            System.out.printf(Locale.ROOT, "%s: largest difference of a logit %.2g%n", target, largest);
            assertThat(largest).isLessThan(1e-4);
        }
    }

    private double largestDifference(Reloaded here, List<int[]> texts) throws IOException {
        double largest = 0;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve("logits.f32")))) {
            for (int[] ids : texts) {
                List<float[]> rows = new ArrayList<>();
                here.logits("token", ids, rows::add);
                for (float[] row : rows) {
                    float[] theirs = new float[row.length];
                    ByteBuffer.wrap(in.readNBytes(4 * row.length)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(theirs);
                    for (int i = 0; i < row.length; i++) {
                        largest = Math.max(largest, Math.abs(row[i] - theirs[i]));
                    }
                }
            }
            assertThat(in.read()).as("no position is left").isEqualTo(-1);
        }
        return largest;
    }

    private static int[] ints(JsonNode list) {
        int[] values = new int[list.size()];
        Arrays.setAll(values, i -> list.get(i).asInt());
        return values;
    }
}
