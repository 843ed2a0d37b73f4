package org.bytestill.model;

import java.util.List;
import org.bytestill.gguf.GgufWriter;
import org.bytestill.gguf.Quantization;
import org.bytestill.problem.UserError;

/** The rotary position embedding as keys and tensors of a GGUF file. */
final class GgufRotation {
    private static final String SCALING = "rope.scaling.";

    private final ModelConfig config;
    private final GgufArchitecture architecture;
    private final List<Rope> ropes;
    private final ConfigKeys keys;
    private final String type;

    /** @throws UserError if llama.cpp has no rotation like it */
    GgufRotation(Family family, ModelConfig config, GgufArchitecture architecture) {
        this.config = config;
        this.architecture = architecture;
        this.ropes = family.ropes(config);
        this.keys = architecture == GgufArchitecture.GEMMA3 ? ofFullLayers(config) : Rope.keysOf(config);
        this.type = ropes.isEmpty() ? "default" : word(Rope.typeOf(keys));
        check();
    }

    /** Gemma 3 has another rotation in its sliding layers, which is never stretched. */
    private static ConfigKeys ofFullLayers(ModelConfig config) {
        ConfigKeys old = config.keys().under("rope_scaling");
        return old.isEmpty() ? config.keys().under("rope_parameters").under(LayerTypes.FULL) : old;
    }

    private String word(String stated) {
        return architecture == GgufArchitecture.PHI3 && List.of("su", "yarn").contains(stated) ? "longrope" : stated;
    }

    private void check() {
        if (ropes.isEmpty()) {
            return;
        }
        if (turned() % 2 != 0) {
            throw config.keys().wrong("rotary_pct", "llama.cpp cannot turn an odd number of a head's elements, which is " + turned()
                    + ", so this cannot be written as GGUF. Export it as hf");
        }
        boolean known = switch (type) {
            case "default", "dynamic", "linear", "yarn" -> true;
            case "llama3" -> architecture == GgufArchitecture.LLAMA;
            case "longrope" -> architecture == GgufArchitecture.PHI3;
            default -> false;
        };
        boolean plainYarn = !type.equals("yarn") || keys.flag("truncate", true) && keys.isNull("attention_factor")
                && keys.isNull("mscale") && keys.isNull("mscale_all_dim");
        if (!known || !plainYarn) {
            throw keys.wrong(keys.has("rope_type") ? "rope_type" : "type", "llama.cpp does not stretch the rotation of a "
                    + architecture.word() + " model in this way, so this cannot be written as GGUF. Export it as hf");
        }
    }

    /** Elements of a head that turn, as the configuration counts them: an odd number has a pair more than its half. */
    private int turned() {
        return switch (architecture) {
            case GPT_NEOX -> (int) (config.headSize() * keys.number("partial_rotary_factor", config.keys().number("rotary_pct", 0.25)));
            case PHI3 -> (int) (config.headSize() * Rope.partOf(config, keys));
            default -> ropes.get(0).turned();
        };
    }

    void addKeys(GgufWriter writer) {
        if (ropes.isEmpty()) {
            return;
        }
        writer.whole(architecture.key("rope.dimension_count"), turned());
        writer.real(architecture.key("rope.freq_base"), theta(keys, architecture == GgufArchitecture.GEMMA3 ? 1_000_000 : Rope.THETA));
        if (architecture == GgufArchitecture.GEMMA3) {
            ConfigKeys sliding = config.keys().under("rope_parameters").under(LayerTypes.SLIDING);
            writer.real(architecture.key("rope.freq_base_swa"),
                    sliding.number("rope_theta", config.keys().number("rope_local_base_freq", Rope.THETA)));
        }
        addScaling(writer);
    }

    private double theta(ConfigKeys rotation, double byDefault) {
        return rotation.number("rope_theta",
                config.keys().number("rope_theta", config.keys().number("rotary_emb_base", byDefault)));
    }

    private void addScaling(GgufWriter writer) {
        if (type.equals("linear") || type.equals("yarn")) {
            writer.text(architecture.key(SCALING + "type"), type);
            writer.real(architecture.key(SCALING + "factor"), factor());
        }
        if (List.of("yarn", "llama3", "longrope").contains(type)) {
            writer.whole(architecture.key(SCALING + "original_context_length"), Rope.originalPositions(config, keys));
        }
        if (type.equals("longrope")) {
            writer.real(architecture.key(SCALING + "attn_factor"), ropes.get(0).magnitude());
        }
        if (type.equals("yarn")) {
            writer.real(architecture.key(SCALING + "yarn_beta_fast"), unlessZero(keys.number("beta_fast", 0), 32));
            writer.real(architecture.key(SCALING + "yarn_beta_slow"), unlessZero(keys.number("beta_slow", 0), 1));
        }
    }

    private static double unlessZero(double number, double otherwise) {
        return number == 0 ? otherwise : number;
    }

    private double factor() {
        return keys.number("factor", (double) config.maxPositions() / Rope.originalPositions(config, keys));
    }

    /** What each frequency is divided by, where a stretching is more than a number. */
    void addTensors(GgufWriter writer) {
        if (type.equals("llama3")) {
            add(writer, "rope_freqs.weight", divisors(ropes.get(0).frequencies()));
        } else if (type.equals("longrope")) {
            add(writer, "rope_factors_long.weight", stated("long_factor"));
            add(writer, "rope_factors_short.weight", stated("short_factor"));
        }
    }

    private float[] divisors(float[] frequencies) {
        float[] divisors = new float[frequencies.length];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = (float) (1 / (frequencies[i] * Math.pow(theta(keys, Rope.THETA), 2.0 * i / turned())));
        }
        return divisors;
    }

    private float[] stated(String key) {
        List<Double> numbers = keys.numbers(key);
        float[] divisors = new float[numbers.size()];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = numbers.get(i).floatValue();
        }
        return divisors;
    }

    private static void add(GgufWriter writer, String name, float[] divisors) {
        writer.tensor(name, Quantization.F32, new long[] {divisors.length}, sink -> sink.accept(divisors));
    }
}
