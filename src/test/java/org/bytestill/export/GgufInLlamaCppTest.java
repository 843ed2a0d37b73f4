package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytestill.config.RunConfig;
import org.bytestill.gguf.GgufFileType;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.model.Decoder;
import org.bytestill.model.GgufModel;
import org.bytestill.text.TestTexts;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Exports of SmolLM2 asked in llama.cpp. {@code mvn -Preal test -Dtest=GgufInLlamaCppTest -Dbytestill.python=PYTHON}, after
 * fetch-real-weights.sh, with a Python that has the packages xllamacpp, gguf, numpy and, for the template, ggufdoctor.
 */
@Tag("real")
class GgufInLlamaCppTest {
    private static final Path MODEL = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final Path SCRIPTS = Path.of("src/test/reference");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINT = "import sys; from ggufdoctor.cli import main; sys.exit(main())";
    private static final int LINES = 1000;
    private static final int TOKENS = 32;

    @TempDir
    Path folder;

    @BeforeEach
    void requireModelAndPython() throws Exception {
        assumeTrue(Files.exists(MODEL), "The weights are not there: src/test/reference/fetch-real-weights.sh brings them.");
        assumeTrue(run(python(), "-c", "import xllamacpp, gguf") == 0,
                python() + " has no xllamacpp or no gguf: name a Python that has by -Dbytestill.python.");
        TorchThread.prepare(2);
    }

    private static String python() {
        return System.getProperty("bytestill.python", "python3");
    }

    /** What the last command printed. */
    private Path printed() {
        return folder.resolve("printed.txt");
    }

    private int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed().toFile()).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private Path written(GgufFileType type) throws IOException {
        Path file = folder.resolve(type.word() + ".gguf");
        GgufWriter writer = new GgufWriter();
        GgufModel.of(MODEL, type).addTo(writer, "smol");
        GgufTemplates.add(MODEL, writer);
        writer.write(file, Progress.NONE);
        return file;
    }

    @Test
    void tokensOfAThousandLinesAndGreedyTextAreEqual() throws Exception {
        Path file = written(GgufFileType.F16);
        ObjectNode request = JSON.createObjectNode().put("tokens", TOKENS);
        Random random = new Random(7);
        Stream.generate(() -> new String(TestTexts.random(random, 1 + random.nextInt(20)), StandardCharsets.UTF_8))
                .filter(line -> line.indexOf('\uFFFD') < 0).limit(LINES).forEach(request.putArray("lines")::add);
        List<String> prompts = List.of("The capital of France is", "Once upon a time, a whale", "def fibonacci(n):\n", "Water boils at");
        prompts.forEach(request.putArray("prompts")::add);
        Path asked = folder.resolve("request.json");
        JSON.writeValue(asked.toFile(), request);
        File answered = folder.resolve("answer.json").toFile();
        assertThat(run(python(), SCRIPTS.resolve("llama_reference.py").toString(), file.toString(), asked.toString(), answered.toString()))
                .as(Files.readString(printed())).isZero();
        JsonNode answer = JSON.readTree(answered);
        try (Tokenizer tokenizer = Tokenizer.open(MODEL); Decoder decoder = Decoder.open(file, Dtype.FLOAT32, Device.CPU)) {
            for (int i = 0; i < LINES; i++) {
                String line = request.path("lines").path(i).asText();
                assertThat(ids(answer.path("ids").path(i))).as(line).containsExactly(tokenizer.encode(TestTexts.utf8(line)));
            }
            for (int i = 0; i < prompts.size(); i++) {
                int[] theirs = ids(answer.path("written").path(i).path("ids"));
                assertThat(theirs).as(prompts.get(i)).startsWith(greedy(decoder, tokenizer, prompts.get(i), theirs.length));
            }
        }
    }

    private static int[] ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    private static int[] greedy(Decoder decoder, Tokenizer tokenizer, String prompt, int count) {
        List<Long> ids = new ArrayList<>();
        IntStream.concat(Arrays.stream(tokenizer.opening()), Arrays.stream(tokenizer.encode(TestTexts.utf8(prompt))))
                .forEach(id -> ids.add((long) id));
        int begin = ids.size();
        for (int step = 0; step < count; step++) {
            long[] text = ids.stream().mapToLong(Long::longValue).toArray();
            long[] real = new long[text.length];
            Arrays.fill(real, 1);
            float[] logits = decoder.logits(new long[][] {text}, new long[][] {real});
            int vocabulary = logits.length / text.length;
            int from = logits.length - vocabulary;
            ids.add((long) IntStream.range(0, vocabulary).reduce(0, (a, b) -> logits[from + b] > logits[from + a] ? b : a));
        }
        return ids.subList(begin, ids.size()).stream().mapToInt(Long::intValue).toArray();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "F32")
    void everyBlockIsWhatLlamaCppQuantizes(GgufFileType type) throws Exception {
        int status = run(python(), SCRIPTS.resolve("check_gguf.py").toString(), written(type).toString(),
                written(GgufFileType.F32).toString());
        assertThat(status).as(Files.readString(printed())).isZero();
        JsonNode found = JSON.readTree(printed().toFile());
        assertThat(found.path("tensors").asInt()).isEqualTo(272);
        assertThat(found.path("fields").asInt()).isGreaterThan(25);
    }

    @Test
    void theTemplateIsTheModelsOwn() throws Exception {
        assumeTrue(run(python(), "-c", LINT, "--help") == 0, python() + " has no ggufdoctor, which judges chat templates.");
        // Its own file is the measure: the template of the model itself has faults that its linter names.
        List<String> expected = faults(MODEL);
        assertThat(faults(written(GgufFileType.Q8_0))).isEqualTo(expected);
    }

    private List<String> faults(Path file) throws Exception {
        run(python(), "-c", LINT, file.toString(), "--fail-on", "never", "--json", folder.resolve("lint.json").toString());
        JsonNode found = JSON.readTree(folder.resolve("lint.json").toFile());
        assertThat(found.path("coverage").path("families_run")).as("the template was found").hasSizeGreaterThan(1);
        return found.path("findings").findValuesAsText("id").stream().sorted().toList();
    }

    @Test
    void whatQuantisingCostsIsTold() {
        for (WeightType type : List.of(WeightType.Q8_0, WeightType.Q4_K_M)) {
            ExportSource source = new ExportSource(MODEL, 0, RunConfig.defaults());
            Path target = folder.resolve("smol-" + type.word() + ".gguf");
            ModelCard.Measured measured = new ModelCard.Measured(3, Double.NaN, Double.NaN);
            ExportWriter.Result result = new ExportWriter(ReloadedHere::of).write(source,
                    new ExportTarget(new GgufFormat(), type, target), new ModelCard(source.config(), 0, measured, measured, "", "1"),
                    Progress.NONE);
            assertThat(result.proof().proven()).isTrue();
            HeadComparison head = result.proof().tokenHead();
            System.out.printf("%s: KL %.4f bits, top-1 %.1f %%, %,d bytes%n", type, head.klBits(), 100 * head.top1Equal(),
                    result.sizeBytes());
            assertThat(head.klBits()).isLessThan(type == WeightType.Q8_0 ? 0.02 : 1);
        }
    }
}
