package org.bytestill.model;

import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rotary position embedding (RoPE, arXiv 2104.09864) of one kind of layer: the first {@code 2 x frequencies.length} elements of a head
 * turn, element i with element i + frequencies.length, by position x frequency.
 *
 * @param frequencies    angular frequencies, one for each pair
 * @param farFrequencies those of a text longer than {@code farFrom} positions; null if the text's length does not matter
 * @param farFrom        the longest text of the first frequencies
 * @param magnitude      factor of the turned elements
 */
record Rope(float[] frequencies, float @Nullable [] farFrequencies, int farFrom, double magnitude) {
    static final double THETA = 10000;
    static final String ORIGINAL_POSITIONS = "original_max_position_embeddings";
    private static final String PART = "partial_rotary_factor";
    private static final Set<String> STRETCHED = Set.of("dynamic", "linear", "llama3", "longrope", "yarn");

    /**
     * The object that describes the rotation: transformers 5 writes rope_parameters, 4 wrote rope_scaling beside rope_theta.
     *
     * @throws org.bytestill.problem.UserError if it describes one for each kind of layer
     */
    static ConfigKeys keysOf(ModelConfig config) {
        ConfigKeys old = config.keys().under("rope_scaling");
        ConfigKeys keys = old.isEmpty() ? config.keys().under("rope_parameters") : old;
        for (String kind : List.of(LayerTypes.FULL, LayerTypes.SLIDING)) {
            if (keys.has(kind)) {
                throw keys.wrong(kind, "the layers of a " + config.modelType() + " model share one rotation");
            }
        }
        return keys;
    }

    /** The part of a head that turns. */
    static double partOf(ModelConfig config, ConfigKeys keys) {
        return keys.number(PART, config.keys().number(PART, 1));
    }

    /** @throws org.bytestill.problem.UserError if a stretched rotation turns only a part of each head, which the family does not do */
    static void requireWholeHeads(ModelConfig config, ConfigKeys keys) {
        if (STRETCHED.contains(typeOf(keys)) && (int) (config.headSize() * partOf(config, keys)) != config.headSize()) {
            throw (keys.has(PART) ? keys : config.keys()).wrong(PART, "a " + config.modelType() + " model turns whole heads");
        }
    }

    /** The rotation of whole heads that most families have. */
    static Rope of(ModelConfig config) {
        ConfigKeys keys = keysOf(config);
        requireWholeHeads(config, keys);
        double theta = keys.number("rope_theta", config.keys().number("rope_theta", THETA));
        return of(config, keys, typeOf(keys), theta, config.headSize(), originalPositions(config, keys));
    }

    static String typeOf(ConfigKeys keys) {
        return keys.text("rope_type", keys.text("type", "default"));
    }

    /** Context length before it was stretched. */
    static int originalPositions(ModelConfig config, ConfigKeys keys) {
        return config.keys().count(ORIGINAL_POSITIONS, keys.count(ORIGINAL_POSITIONS, config.maxPositions()));
    }

    /**
     * @param keys              the object that describes the stretching
     * @param type              the stretching's name
     * @param theta             base of the frequencies
     * @param size              elements of a head that turn; of an odd number the frequencies are one more than its half
     * @param originalPositions context length before it was stretched
     */
    static Rope of(ModelConfig config, ConfigKeys keys, String type, double theta, int size, int originalPositions) {
        // Divisors of the frequencies: float32 as in the reference, for a far position turns a frequency's rounding into an angle.
        if (size < 0 || size > config.headSize()) {
            throw config.keys().wrong("partial_rotary_factor", "the part of a head that turns is more than the head, or less than nothing");
        }
        float[] periods = new float[(size + 1) / 2];
        if (2 * periods.length > config.headSize()) {
            throw config.keys().wrong("head_dim", "heads of " + config.headSize() + " elements have no two halves that turn together");
        }
        for (int i = 0; i < periods.length; i++) {
            periods[i] = (float) Math.pow(theta, 2f * i / size);
        }
        return switch (type) {
            // "dynamic" stretches only beyond max_position_embeddings, where this program does not read.
            case "default", "dynamic" -> plain(periods, i -> 1, 1);
            case "linear" -> linear(keys.number("factor"), periods);
            case "llama3" -> plain(periods, i -> llama3(keys, periods[i], originalPositions), 1);
            case "yarn" -> yarn(keys, periods, theta, size, config.maxPositions(), originalPositions);
            case "longrope" -> longRope(config, keys, periods, originalPositions);
            default -> throw keys.wrong(keys.has("rope_type") ? "rope_type" : "type",
                    "default, dynamic, linear, llama3, longrope and yarn are supported");
        };
    }

    private static Rope plain(float[] periods, IntToDoubleFunction divisor, double magnitude) {
        return new Rope(divided(periods, divisor), null, 0, magnitude);
    }

    private static Rope linear(double factor, float[] periods) {
        return plain(periods, i -> factor, 1);
    }

    private static float[] divided(float[] periods, IntToDoubleFunction divisor) {
        float[] frequencies = new float[periods.length];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = (float) (1 / (periods[i] * divisor.applyAsDouble(i)));
        }
        return frequencies;
    }

    /** Long waves are slowed by the factor, short ones kept, those between interpolated. */
    private static double llama3(ConfigKeys keys, double period, int originalPositions) {
        double factor = keys.number("factor");
        double low = keys.number("low_freq_factor");
        double high = keys.number("high_freq_factor");
        double waves = originalPositions / (2 * Math.PI * period);
        double kept = Math.max(0, Math.min(1, (waves - low) / (high - low)));
        return 1 / ((1 - kept) / factor + kept);
    }

    /** YaRN: pairs that turn less than beta_slow times are slowed by the factor, those of more than beta_fast kept. */
    private static Rope yarn(ConfigKeys keys, float[] periods, double theta, int size, int positions, int originalPositions) {
        // Null, which transformers also writes, says the ratio of the context lengths; without the key it refuses the file.
        double factor = keys.has("factor") ? keys.number("factor", (double) positions / originalPositions) : keys.number("factor");
        double first = pairOfTurns(unlessZero(keys.number("beta_fast", 0), 32), theta, size, originalPositions);
        double last = pairOfTurns(unlessZero(keys.number("beta_slow", 0), 1), theta, size, originalPositions);
        if (size % 2 != 0) {
            throw keys.wrong("rope_type", "yarn needs an even number of turning elements in a head, which has " + size);
        }
        boolean whole = keys.flag("truncate", true);
        double from = Math.max(whole ? Math.floor(first) : first, 0);
        double to = Math.min(whole ? Math.ceil(last) : last, size - 1);
        double width = to == from ? 0.001 : to - from;
        double scale = keys.number("mscale", 0);
        double scaleOfAll = keys.number("mscale_all_dim", 0);
        double magnitude = scale != 0 && scaleOfAll != 0 ? yarnMagnitude(factor, scale) / yarnMagnitude(factor, scaleOfAll)
                : yarnMagnitude(factor, 1);
        return plain(periods, i -> {
            double slowed = Math.max(0, Math.min(1, (i - from) / width));
            return 1 / (slowed / factor + 1 - slowed);
        }, keys.number("attention_factor", magnitude));
    }

    private static double unlessZero(double number, double otherwise) {
        return number == 0 ? otherwise : number;
    }

    /** The pair, as a fraction, that turns so many times over the original context. */
    private static double pairOfTurns(double turns, double theta, int size, int originalPositions) {
        return size * Math.log(originalPositions / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    private static double yarnMagnitude(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }

    /** LongRoPE: a divisor for each pair, one list for texts within the original context and one for longer ones. */
    private static Rope longRope(ModelConfig config, ConfigKeys keys, float[] periods, int originalPositions) {
        List<Double> near = divisors(keys, "short_factor", periods.length);
        List<Double> far = divisors(keys, "long_factor", periods.length);
        double factor = keys.number("factor", (double) config.maxPositions() / originalPositions);
        double magnitude = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(originalPositions));
        return new Rope(divided(periods, near::get), divided(periods, far::get), originalPositions,
                keys.number("attention_factor", magnitude));
    }

    private static List<Double> divisors(ConfigKeys keys, String key, int count) {
        List<Double> divisors = keys.numbers(key);
        if (divisors.size() != count) {
            throw keys.wrong(key, count + " numbers are needed, one for each pair of a head's elements");
        }
        return divisors;
    }

    /** Elements of a head that turn. */
    int turned() {
        return 2 * frequencies.length;
    }

    /** Rows of the frequency table: the far ones follow the near ones. */
    int rows() {
        return farFrequencies == null ? 1 : 2;
    }

    /** The frequencies of all rotations (rows, pairs), row-major. */
    static float[] table(List<Rope> ropes) {
        int pairs = ropes.isEmpty() ? 0 : ropes.get(0).frequencies.length;
        float[] table = new float[ropes.stream().mapToInt(Rope::rows).sum() * pairs];
        int filled = 0;
        for (Rope rope : ropes) {
            System.arraycopy(rope.frequencies, 0, table, filled, pairs);
            filled += pairs;
            if (rope.farFrequencies != null) {
                System.arraycopy(rope.farFrequencies, 0, table, filled, pairs);
                filled += pairs;
            }
        }
        return table;
    }
}
