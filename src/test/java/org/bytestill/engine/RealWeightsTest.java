package org.bytestill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ConverterSettings;
import org.bytestill.bytes.Mixture;
import org.bytestill.engine.inspect.DenseInspection;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.gguf.GgufFile;
import org.bytestill.gguf.GgufTensor;
import org.bytestill.model.Decoder;
import org.bytestill.model.KvCache;
import org.bytestill.student.VocabularyTransfer;
import org.bytestill.text.NewTokenizer;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Safetensors;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;
import org.bytestill.util.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two real pretrained models, as GGUF files, against what Python says of them (src/test/reference/make_real_goldens.py and
 * the README of goldens/real). {@code mvn -Preal test -Dtest=RealWeightsTest}, after fetch-real-weights.sh.
 */
@Tag("real")
class RealWeightsTest {
    private static final Path WEIGHTS = Path.of("target/real");
    private static final Path GOLDENS = Path.of("src/test/resources/goldens/real");
    private static final int ROWS_AT_ONCE = 4096;

    enum Model {
        SMOLLM2("smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"),
        GEMMA3("gemma3", "gemma-3-270m-q4_k_m.gguf");

        private final String goldens;
        private final String fileName;

        Model(String goldens, String fileName) {
            this.goldens = goldens;
            this.fileName = fileName;
        }

        Path file() {
            Path file = WEIGHTS.resolve(fileName);
            assumeTrue(Files.exists(file), file + " is not there; src/test/reference/fetch-real-weights.sh brings it");
            TorchThread.prepare(1);
            return file;
        }

        List<String> golden(String suffix) throws IOException {
            return Files.readAllLines(GOLDENS.resolve(goldens + suffix));
        }
    }

    /** Fast Vocabulary Transfer between real vocabularies: 49,152 tokens to 256 bytes, and to the 262,144 of another family. */
    @Test
    void aRealModelGetsTheBytesAndAnotherModelsTokenizer(@TempDir Path folder) throws IOException {
        Path smollm2 = Model.SMOLLM2.file();
        Path gemma3 = Model.GEMMA3.file();
        Path bytes = Files.createDirectory(folder.resolve("bytes"));
        new VocabularyTransfer(smollm2, new NewTokenizer(NewTokenizer.BYTES, smollm2)).write(bytes);
        Path gemma = Files.createDirectory(folder.resolve("gemma"));
        new VocabularyTransfer(smollm2, new NewTokenizer(gemma3.toString(), smollm2)).write(gemma);
        byte[] text = "The capital of France is Paris. É 東京 🙂".getBytes(StandardCharsets.UTF_8);
        for (Path model : List.of(bytes, gemma)) {
            try (LoadedModel loaded = new LoadedModel(model, Dtype.FLOAT32, Device.CPU)) {
                int[] ids = loaded.tokenizer().encode(text);
                assertThat(ids.length).isBetween(model.equals(bytes) ? text.length : 1, text.length);
                assertThat(loaded.decoder().tokenLogProbabilities(List.of(ids)).get(0)).hasSize(ids.length - 1).doesNotContain(Float.NaN);
            }
        }
        // A word that both vocabularies have keeps its embedding; the decoder reads it as before.
        try (LoadedModel before = new LoadedModel(smollm2, Dtype.FLOAT32, Device.CPU);
                LoadedModel after = new LoadedModel(gemma, Dtype.FLOAT32, Device.CPU)) {
            byte[] words = " the capital of the country".getBytes(StandardCharsets.UTF_8);
            int[] old = before.tokenizer().encode(words);
            int[] fresh = after.tokenizer().encode(words);
            assertThat(fresh).hasSameSizeAs(old);
            float[] logitsBefore = logits(before, old);
            float[] logitsAfter = logits(after, fresh);
            int rowsBefore = before.decoder().config().vocabularySize();
            int rowsAfter = after.decoder().config().vocabularySize();
            for (int position = 0; position < old.length; position++) {
                for (int token = 0; token < old.length; token++) {
                    assertThat((double) logitsAfter[position * rowsAfter + fresh[token]])
                            .isCloseTo(logitsBefore[position * rowsBefore + old[token]], within(1e-3));
                }
            }
        }
    }

    private static float[] logits(LoadedModel model, int[] ids) {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        return model.decoder().logits(new long[][] {Arrays.stream(ids).asLongStream().toArray()}, new long[][] {mask});
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void weightsAreThoseOfThePythonPackageToTheBit(Model model) throws IOException {
        GgufFile file = GgufFile.open(model.file());
        List<String> table = model.golden("-weights.tsv");
        assertThat(table).hasSameSizeAs(file.tensors().keySet());
        for (String line : table) {
            String[] expected = line.split("\t");
            GgufTensor tensor = file.tensors().get(expected[0]);
            assertThat(tensor.quantization()).as(expected[0]).hasToString(expected[1]);
            assertThat(hash(file, tensor)).as(expected[0]).isEqualTo(expected[2]);
        }
    }

    private static String hash(GgufFile file, GgufTensor tensor) {
        MessageDigest digest = Sha256.digest();
        for (long first = 0; first < tensor.rows(); first += ROWS_AT_ONCE) {
            float[] numbers = file.rows(tensor, first, (int) Math.min(ROWS_AT_ONCE, tensor.rows() - first), row -> row);
            ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(numbers);
            digest.update(bytes);
        }
        return Sha256.hex(digest);
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void aThousandLinesAreCutAsByHuggingFace(Model model) throws IOException {
        List<String> lines = Files.readAllLines(GOLDENS.resolve("lines.txt"));
        List<String> expected = model.golden("-ids.txt");
        assertThat(lines).hasSize(1000).hasSameSizeAs(expected);
        try (Tokenizer tokenizer = Tokenizer.open(model.file())) {
            for (int i = 0; i < lines.size(); i++) {
                String ids = Arrays.stream(tokenizer.encode(lines.get(i).getBytes(StandardCharsets.UTF_8))).mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
                assertThat(Sha256.of(ids.getBytes(StandardCharsets.UTF_8))).as("line %d, \"%s\": %s", i + 1, lines.get(i), ids)
                        .startsWith(expected.get(i));
            }
        }
    }

    /** Words and numbers are those of transformers; to the small Gemma base model other continuations are likelier than the city. */
    @ParameterizedTest
    @CsvSource({"SMOLLM2, ' Paris', -0.289", "GEMMA3, ' the', -2.477"})
    void theCapitalOfFranceIs(Model model, String likeliest, double logProbabilityOfParis) {
        try (Tokenizer tokenizer = Tokenizer.open(model.file()); Decoder decoder = Decoder.open(model.file(), Dtype.FLOAT32, Device.CPU);
                KvCache cache = decoder.newCache()) {
            int[] ids = tokenizer.encode("The capital of France is".getBytes(StandardCharsets.UTF_8));
            int[] tokens = IntStream.concat(IntStream.of(tokenizer.vocabulary().beginOfSequence()), Arrays.stream(ids)).toArray();
            int[] parents = IntStream.range(-1, ids.length).toArray();
            int[] paris = tokenizer.encode(" Paris".getBytes(StandardCharsets.UTF_8));
            assertThat(paris).as("one token").hasSize(1);
            decoder.extend(List.of(new Decoder.Extension(cache, tokens, parents)), (extension, position, row) -> {
                if (position == ids.length) {
                    assertThat(tokenizer.vocabulary().bytesOf(largest(row))).asString(StandardCharsets.UTF_8).isEqualTo(likeliest);
                    assertThat(Math.log(row[paris[0]])).as("rounded to three digits there").isCloseTo(logProbabilityOfParis, within(1e-3));
                }
            });
            assertThat(cache.size()).isEqualTo(tokens.length);
        }
    }

    private static int largest(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource({"SMOLLM2, smollm2_mixed_K10_e0.01", "SMOLLM2, smollm2_moby_K10_e0.01", "GEMMA3, gemma3_moby_K10_e0.01"})
    void nextByteDistributionsAreThoseOfGenlmBytes(Model model, String golden) {
        Safetensors reference = Safetensors.open(GOLDENS.resolve(golden + ".safetensors"));
        byte[] text = new byte[reference.bytes("text").remaining()];
        reference.bytes("text").get(text);
        float[] theirs = reference.floats("p");
        ConverterSettings settings = new ConverterSettings(ConverterSettings.Method.BEAM, 10, 0.01, true);
        DenseInspection.Reading reading = new DenseInspection().read(List.of(model.file()), Mixture.ARITHMETIC, text, settings,
                Progress.NONE);
        double largest = 0;
        double sum = 0;
        for (int row = 0; row < text.length; row++) {
            double[] ours = reading.rows().distribution(row);
            for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                double difference = Math.abs(ours[outcome] - theirs[row * ByteDistribution.OUTCOMES + outcome]);
                largest = Math.max(largest, difference);
                sum += difference;
            }
        }
        assertThat(theirs).hasSize(text.length * ByteDistribution.OUTCOMES);
        assertThat(largest).as("float32, sums in another order").isLessThan(1e-3);
        assertThat(sum / theirs.length).isLessThan(1e-5);
    }
}
