package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytestill.config.RunConfig;
import org.bytestill.generation.GenerationListener;
import org.bytestill.generation.GenerationSettings;
import org.bytestill.generation.Generator;
import org.bytestill.generation.Prompts;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufFileType;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.model.Decoder;
import org.bytestill.model.GgufModel;
import org.bytestill.model.Sampling;
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
 * Exports of SmolLM2 and Gemma 3 asked in llama.cpp. {@code mvn -Preal test -Dtest=GgufInLlamaCppTest -Dbytestill.python=PYTHON}, after
 * fetch-real-weights.sh, with a Python that has the packages xllamacpp, gguf, numpy and, for the template, ggufdoctor.
 */
@Tag("real")
class GgufInLlamaCppTest {
    private static final Path MODEL = Path.of("target/real/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final Path GEMMA = Path.of("target/real/gemma-3-270m-q4_k_m.gguf");
    private static final Path SCRIPTS = Path.of("src/test/reference");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINT = "import sys; from ggufdoctor.cli import main; sys.exit(main())";
    private static final int LINES = 1000;
    /** What SentencePiece writes for a space: llama.cpp reads it as one, here it is the bytes that it is. */
    private static final char SPACE = '\u2581';
    private static final int TOKENS = 32;
    private static final double TIE = 0.02;

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
        return written(MODEL, type);
    }

    private Path written(Path model, GgufFileType type) throws IOException {
        Path file = folder.resolve(type.word() + ".gguf");
        GgufWriter writer = new GgufWriter();
        GgufModel.of(model, type).addTo(writer, "exported");
        GgufTemplates.add(model, writer);
        writer.write(file, Progress.NONE);
        return file;
    }

    /** A model as it is after training: scales of norms that a GGUF file, which holds them with 1 added, rounds. */
    private Path trained(Path model) throws IOException {
        Path target = folder.resolve("trained");
        new HuggingFaceFormat().write(new ExportSource(model, 10, RunConfig.defaults()), Files.createDirectories(target),
                WeightType.FLOAT32,
                Progress.NONE);
        Random random = new Random(3);
        try (RandomAccessFile weights = new RandomAccessFile(target.resolve("model.safetensors").toFile(), "rw")) {
            byte[] header = new byte[(int) Long.reverseBytes(weights.readLong())];
            weights.readFully(header);
            for (Map.Entry<String, JsonNode> tensor : JSON.readTree(header).properties()) {
                if (tensor.getKey().endsWith("norm.weight")) {
                    long start = Long.BYTES + header.length + tensor.getValue().path("data_offsets").path(0).asLong();
                    change(weights, start, tensor.getValue().path("shape").path(0).asInt(), random);
                }
            }
        }
        return target;
    }

    private static void change(RandomAccessFile weights, long start, int count, Random random) throws IOException {
        for (int i = 0; i < count; i++) {
            weights.seek(start + 4L * i);
            float value = Float.intBitsToFloat(Integer.reverseBytes(weights.readInt()));
            weights.seek(start + 4L * i);
            weights.writeInt(Integer.reverseBytes(Float.floatToIntBits((float) (value + 1e-3 * random.nextGaussian()))));
        }
    }

    @Test
    void tokensOfAThousandLinesAndGreedyTextAreEqual() throws Exception {
        compare(MODEL, written(MODEL, GgufFileType.F16), 0);
    }

    /**
     * What its norms lose stands in keys of our own, which llama.cpp must pass over. It takes GELU from a table of 16-bit numbers, and with
     * weights of 16 bits rounds activations so, too: two tokens that are equally probable to three digits may change places.
     */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F16"})
    void aTrainedGemmaIsReadAndWritesTheSame(GgufFileType type) throws Exception {
        assumeTrue(Files.exists(GEMMA), "The weights are not there: src/test/reference/fetch-real-weights.sh brings them.");
        Path model = trained(GEMMA);
        Path file = written(model, type);
        assertThat(GgufFile.open(file).metadata().floats("bytestill.norm_residual.output_norm.weight")).isNotEmpty();
        compare(model, file, TIE);
    }

    /** @param tie how much larger our logit may be where another token is written */
    private void compare(Path model, Path file, double tie) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("tokens", TOKENS);
        Random random = new Random(7);
        Stream.generate(() -> new String(TestTexts.random(random, 1 + random.nextInt(20)), StandardCharsets.UTF_8))
                .filter(line -> line.indexOf('\uFFFD') < 0 && line.indexOf(SPACE) < 0).limit(LINES).forEach(request.putArray("lines")::add);
        List<String> prompts = List.of("The capital of France is", "Once upon a time, a whale", "def fibonacci(n):\n", "Water boils at");
        prompts.forEach(request.putArray("prompts")::add);
        Path asked = folder.resolve("request.json");
        JSON.writeValue(asked.toFile(), request);
        File answered = folder.resolve("answer.json").toFile();
        assertThat(run(python(), SCRIPTS.resolve("llama_reference.py").toString(), file.toString(), asked.toString(), answered.toString()))
                .as(Files.readString(printed())).isZero();
        JsonNode answer = JSON.readTree(answered);
        try (Tokenizer tokenizer = Tokenizer.open(model); Decoder decoder = Decoder.open(file, Dtype.FLOAT32, Device.CPU)) {
            for (int i = 0; i < LINES; i++) {
                String line = request.path("lines").path(i).asText();
                assertThat(ids(answer.path("ids").path(i))).as(line).containsExactly(tokenizer.encode(TestTexts.utf8(line)));
            }
            for (int i = 0; i < prompts.size(); i++) {
                int[] theirs = ids(answer.path("written").path(i).path("ids"));
                int[] ours = greedy(decoder, tokenizer, prompts.get(i));
                int other = Arrays.mismatch(ours, theirs);
                if (other >= 0 && other < Math.min(ours.length - 1, theirs.length)) {
                    double[] logits = after(decoder, tokenizer, prompts.get(i), Arrays.copyOf(ours, other));
                    double gap = logits[ours[other]] - logits[theirs[other]];
                    System.out.printf("%s, %s: another token at %d, whose logit is smaller by %.4f%n", file.getFileName(), prompts.get(i),
                            other, gap);
                    assertThat(gap).as(prompts.get(i)).isLessThanOrEqualTo(tie);
                } else {
                    assertThat(theirs).as(prompts.get(i)).isEqualTo(Arrays.copyOf(ours, Math.max(ours.length - 1, theirs.length)));
                }
            }
        }
    }

    private static double[] after(Decoder decoder, Tokenizer tokenizer, String prompt, int[] written) {
        long[] text = IntStream.concat(Arrays.stream(Prompts.text(tokenizer, TestTexts.utf8(prompt))), Arrays.stream(written))
                .asLongStream()
                .toArray();
        long[] real = new long[text.length];
        Arrays.fill(real, 1);
        float[] logits = decoder.logits(new long[][] {text}, new long[][] {real});
        int vocabulary = logits.length / text.length;
        return IntStream.range(logits.length - vocabulary, logits.length).mapToDouble(i -> logits[i]).toArray();
    }

    private static int[] ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    /** With the token that ended it, which llama.cpp may leave out. */
    private static int[] greedy(Decoder decoder, Tokenizer tokenizer, String prompt) {
        GenerationSettings settings = new GenerationSettings(TOKENS, Sampling.GREEDY, 0, tokenizer.vocabulary(), List.of());
        return new Generator(decoder, tokenizer.vocabulary(), 1L << 30)
                .generate(List.of(Prompts.text(tokenizer, TestTexts.utf8(prompt))), settings, GenerationListener.NONE).get(0).tokens();
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
