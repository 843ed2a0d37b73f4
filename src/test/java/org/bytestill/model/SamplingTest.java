package org.bytestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.bytestill.problem.UserError;
import org.bytestill.torch.Device;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TensorOps;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.JsonFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filters against the processors that transformers builds (src/test/reference/make_generation_goldens.py), and drawing by hand. */
class SamplingTest {
    private static final Path GOLDENS = Path.of("src/test/resources/goldens");

    private Script script;
    private Scope scope;

    @BeforeEach
    void compile() {
        TorchThread.prepare(1);
        script = new Script(Architecture.read(GOLDENS.resolve("models/smollm2")).script());
        scope = Scope.open("test", Device.CPU);
    }

    @AfterEach
    void close() {
        scope.close();
        script.close();
    }

    private Tensor floats(JsonNode rows) {
        float[] values = new float[rows.size() * rows.get(0).size()];
        int filled = 0;
        for (JsonNode row : rows) {
            for (JsonNode value : row) {
                values[filled++] = value.isNull() ? Float.NEGATIVE_INFINITY : value.floatValue();
            }
        }
        return scope.of(values, rows.size(), rows.get(0).size());
    }

    private Tensor ids(JsonNode rows) {
        long[] ids = StreamSupport.stream(rows.spliterator(), false).flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                .mapToLong(JsonNode::asLong).toArray();
        return scope.of(ids, rows.size(), rows.get(0).size());
    }

    @Test
    void aNewCacheHoldsZerosWhateverItsMemoryHeldBefore() {
        ModelConfig config = Architecture.read(GOLDENS.resolve("models/smollm2")).config();
        float[] noNumbers = new float[2 * config.keyValueHeads() * 3 * config.headSize()];
        Arrays.fill(noNumbers, Float.NaN);
        for (int round = 0; round < 20; round++) {
            try (Scope freed = Scope.open("cache", Device.CPU)) {
                ColumnCache cache = new ColumnCache(script, freed, scope.of(new float[1], 1), 2, 3);
                for (Tensor keys : cache.all().keys()) {
                    assertThat(keys.toFloats()).as("columns that nobody writes are seen with weight 0, and 0 times NaN is NaN")
                            .containsOnly(0);
                    TensorOps.copyInto(keys, freed.of(noNumbers, 2, config.keyValueHeads(), 3, config.headSize()));
                }
            }
        }
    }

    @Test
    void penaltyTemperatureAndFiltersGiveTheScoresOfTransformers() throws IOException {
        JsonNode golden = JsonFile.MAPPER.readTree(GOLDENS.resolve("generation/filters.json").toFile());
        assertThat(golden.path("cases")).hasSize(11);
        Tensor held = script.method("held_tokens").with("ids", ids(golden.path("held"))).with("vocabulary", 24).tensor(scope);
        for (JsonNode each : golden.path("cases")) {
            double penalty = each.path("penalty").asDouble();
            Tensor scores = script.method("penalised").with("scores", floats(golden.path("logits")))
                    .with("held", penalty == 1 ? scope.of(new byte[0], 0) : held).with("penalty", penalty).tensor(scope);
            float[] ours = script.method("filtered").with("scores", scores).with("temperature", each.path("temperature").asDouble())
                    .with("top_k", each.path("topK").asInt()).with("top_p", each.path("topP").asDouble())
                    .with("min_p", each.path("minP").asDouble()).tensor(scope).toFloats();
            float[] theirs = floats(each.path("scores")).toFloats();
            assertThat(ours).hasSize(theirs.length);
            for (int i = 0; i < theirs.length; i++) {
                if (Float.isInfinite(theirs[i])) {
                    assertThat(ours[i]).as("%s, place %d", each, i).isEqualTo(theirs[i]);
                } else {
                    assertThat(ours[i]).as("%s, place %d", each, i).isCloseTo(theirs[i], within(1e-6f));
                }
            }
        }
    }

    /** Both ways of finding them: the first 8,192 tokens have the mass of the first call, and have not that of the second. */
    @Test
    void ofALargeVocabularyTopPKeepsTheTokensBeforeWhichThereIsLessMass() {
        int size = 20_000;
        double[] slopes = {0.005, 0.00005};
        for (double slope : slopes) {
            float[] row = new float[size];
            for (int i = 0; i < size; i++) {
                row[i] = (float) (-slope * (i * 7 % size)); // each rank once, in mixed order
            }
            float[] ours = script.method("nucleus").with("scores", scope.of(row, 1, size)).with("top_p", 0.9).tensor(scope).toFloats();
            // Geometric: the ranks before rank r have (1 - q^r) / (1 - q^size).
            double q = Math.exp(-slope);
            int wrong = 0;
            for (int i = 0; i < size; i++) {
                double before = (1 - Math.pow(q, i * 7 % size)) / (1 - Math.pow(q, size));
                wrong += Math.abs(before - 0.9) > 1e-4 && Float.isFinite(ours[i]) != before < 0.9 ? 1 : 0;
            }
            assertThat(wrong).as("slope %s", slope).isZero();
        }
    }

    @Test
    void aTokenIsDrawnWhereTheCumulativeProbabilityExceedsTheDraw() {
        // Probabilities 0.5, 0 (left out), 0.25, 0.25.
        float[] row = {(float) Math.log(2), Float.NEGATIVE_INFINITY, 0, 0};
        double[] draws = {0, 0.499, 0.501, 0.749, 0.751, Math.nextDown(1.0)};
        float[] rows = new float[draws.length * row.length];
        for (int i = 0; i < draws.length; i++) {
            System.arraycopy(row, 0, rows, i * row.length, row.length);
        }
        Tensor drawn = script.method("drawn").with("scores", scope.of(rows, draws.length, row.length))
                .with("draws", scope.of(draws, draws.length)).tensor(scope);
        long[] tokens = new long[draws.length];
        drawn.bytes().asLongBuffer().get(tokens);
        assertThat(tokens).containsExactly(0, 0, 2, 2, 3, 3);
    }

    @Test
    void valuesOutOfTheirRangesAreRefusedByName() {
        assertThatThrownBy(() -> new Sampling(-1, 0, 1, 0, 1)).isInstanceOf(UserError.class).hasMessageContaining("temperature is -1.0");
        assertThatThrownBy(() -> new Sampling(Double.NaN, 0, 1, 0, 1)).isInstanceOf(UserError.class).hasMessageContaining("temperature");
        assertThatThrownBy(() -> new Sampling(1, -1, 1, 0, 1)).isInstanceOf(UserError.class).hasMessageContaining("Top-k is -1");
        assertThatThrownBy(() -> new Sampling(1, 0, 0, 0, 1)).isInstanceOf(UserError.class).hasMessageContaining("Top-p is 0.0");
        assertThatThrownBy(() -> new Sampling(1, 0, 1, 1.5, 1)).isInstanceOf(UserError.class).hasMessageContaining("Min-p is 1.5");
        assertThatThrownBy(() -> new Sampling(1, 0, 1, 0, 0)).isInstanceOf(UserError.class).hasMessageContaining("penalty is 0.0");
    }
}
