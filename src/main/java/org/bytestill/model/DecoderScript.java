package org.bytestill.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytestill.torch.ScriptTemplate;

/**
 * The TorchScript of a decoder: files of {@code resources/torchscript} that are the same for every family, with the constants of its
 * architecture in their places, and the two halves of the block as its family writes them. Weights come as one list in the order of
 * {@link Architecture#parameters}.
 */
final class DecoderScript {
    private static final List<String> FILES = List.of("norm", "rotary", "attention", "lora", "decoder");

    private final Architecture architecture;
    private final Map<String, String> values = new HashMap<>();

    private DecoderScript(Architecture architecture) {
        this.architecture = architecture;
        putSizes();
        putFamily();
        putRotations();
    }

    static String of(Architecture architecture) {
        return new DecoderScript(architecture).filled(Stream.concat(FILES.stream(), Stream.of("generation", "scoring")));
    }

    static String ofTraining(Architecture architecture) {
        return new DecoderScript(architecture).filled(Stream.concat(FILES.stream(), Stream.of("backbone")));
    }

    private String filled(Stream<String> files) {
        return files.map(file -> ScriptTemplate.read(file).filled(values)).collect(Collectors.joining());
    }

    private void putSizes() {
        ModelConfig config = architecture.config();
        DecoderPlan plan = architecture.plan();
        put("HEADS", config.heads());
        put("KEY_VALUE_HEADS", config.keyValueHeads());
        put("HEAD_SIZE", config.headSize());
        put("LAYERS", config.layers());
        put("FIRST_OF_BLOCKS", plan.firstOfBlocks());
        put("WEIGHTS_OF_BLOCK", plan.weightsOfBlock());
        put("LAST_NORM", plan.lastNorm());
        put("HEAD_WEIGHT", plan.headWeight());
    }

    private void putFamily() {
        Family family = architecture.family();
        ModelConfig config = architecture.config();
        DecoderPlan plan = architecture.plan();
        values.put("AFTER_EMBEDDING", plan.afterEmbedding.text());
        values.put("BEFORE_ATTENTION", plan.beforeAttention.text());
        values.put("AFTER_ATTENTION", plan.afterAttention.text());
        values.put("AFTER_BLOCKS", plan.last.text());
        values.put("EPSILON", ScriptWriter.literal(family.normEpsilon(config)));
        List<Integer> layers = IntStream.range(0, config.layers()).boxed().toList();
        values.put("LAYER_KINDS", list("int", layers, layer -> family.isSliding(config, layer) ? "1" : "0"));
        values.put("ATTENTION_SCALES", list("float", layers, layer -> ScriptWriter.literal(family.attentionScale(config, layer))));
        put("WINDOW", family.window(config));
        put("SLIDES", architecture.slides());
        putCap("ATTENTION_CAP", family.attentionSoftCap(config));
        putCap("LOGIT_CAP", family.logitSoftCap(config));
    }

    /** The bound c of logits that become c tanh(logit / c), and 1 / c; both 0 for none. */
    private void putCap(String name, double cap) {
        values.put(name, ScriptWriter.literal(cap));
        values.put("INVERSE_" + name, ScriptWriter.literal(cap == 0 ? 0 : 1 / cap));
    }

    private void putRotations() {
        List<Rope> ropes = architecture.ropes();
        List<Integer> nearRows = new ArrayList<>();
        int rows = 0;
        for (Rope rope : ropes) {
            nearRows.add(rows);
            rows += rope.rows();
        }
        put("FREQUENCY_ROWS", rows);
        values.put("NEAR_ROWS", list("int", nearRows, row -> Integer.toString(row)));
        values.put("FAR_ROWS", list("int", IntStream.range(0, ropes.size()).boxed().toList(),
                i -> Integer.toString(ropes.get(i).farFrequencies() == null ? -1 : nearRows.get(i) + 1)));
        values.put("FAR_FROM", list("int", ropes, rope -> Integer.toString(rope.farFrom())));
        values.put("MAGNITUDES", list("float", ropes, rope -> ScriptWriter.literal(rope.magnitude())));
        put("TURNED", ropes.isEmpty() ? 0 : ropes.get(0).turned());
        put("ROTATES_IN_FLOAT32", architecture.family().rotatesInFloat32());
    }

    private void put(String name, int value) {
        values.put(name, Integer.toString(value));
    }

    private void put(String name, boolean value) {
        values.put(name, value ? "True" : "False");
    }

    private static <T> String list(String type, List<T> of, Function<T, String> value) {
        return of.stream().map(value).collect(Collectors.joining(", ", "annotate(List[" + type + "], [", "])"));
    }
}
