package org.bytestill.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Low-rank adapters (LoRA, arXiv 2106.09685): which linear maps of a decoder compute {@code W x + scale B (A x)} in place of
 * {@code W x}. W is frozen; A, of shape (rank, in), and B, of shape (out, rank), are what is trained.
 *
 * @param adapters by the map's name in the checkpoint, such as {@code model.layers.0.self_attn.q_proj}; in the checkpoint's order
 * @param whole    names of weights that are trained whole beside them and replace the base's: embedding, token head
 */
public record Lora(Map<String, Adapter> adapters, Set<String> whole) {
    /** A decoder as it is. */
    public static final Lora NONE = new Lora(Map.of(), Set.of());

    static final String A = ".lora_A.weight";
    static final String B = ".lora_B.weight";

    /**
     * One map's adapter.
     *
     * @param scale alpha / rank, or alpha / sqrt(rank) if it was trained as rank-stabilised
     */
    public record Adapter(int rank, double scale) {}

    /**
     * A person's choice.
     *
     * @param modules names of linear maps, such as {@code q_proj}; empty for all
     * @param layers  numbers of blocks, from 0; empty for all
     * @param tokens  true if embedding and token head are trained too, whole, as those of a new tokenizer must be
     */
    public record Choice(int rank, double alpha, List<String> modules, List<Integer> layers, boolean tokens) {
        public Choice(int rank, double alpha, List<String> modules, List<Integer> layers) {
            this(rank, alpha, modules, layers, false);
        }

        public Choice {
            Check.that(rank >= 1, "The rank of an adapter is %s; it must be at least 1.", rank);
            Check.that(alpha > 0, "Alpha is %s; it must be above 0.", alpha);
        }
    }

    /** @throws UserError if the model has no such module or layer; it lists what there is */
    public static Lora chosen(Architecture architecture, Choice choice) {
        ModelConfig config = architecture.config();
        DecoderPlan plan = architecture.plan();
        for (String module : choice.modules()) {
            if (plan.blockMaps().stream().noneMatch(map -> map.isMeantBy(module))) {
                throw UserError.badInput("A %s model has no linear map \"%s\" in its blocks; it has %s.", config.modelType(), module,
                        String.join(", ", modules(architecture)));
            }
        }
        for (int layer : choice.layers()) {
            Check.that(layer >= 0 && layer < config.layers(), "The model has no layer %s: its layers are 0 to %s.", layer,
                    config.layers() - 1);
        }
        Adapter adapter = new Adapter(choice.rank(), choice.alpha() / choice.rank());
        Map<String, Adapter> adapters = new LinkedHashMap<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            for (LinearMap map : plan.blockMaps()) {
                if ((choice.layers().isEmpty() || choice.layers().contains(layer))
                        && (choice.modules().isEmpty() || choice.modules().stream().anyMatch(map::isMeantBy))) {
                    adapters.put(plan.nameIn(layer, map), adapter);
                }
            }
        }
        return new Lora(adapters, choice.tokens() ? Set.copyOf(architecture.tokenWeights()) : Set.of());
    }

    /** Names of the linear maps of a block as people write them, such as {@code q_proj}, in the block's order. */
    public static List<String> modules(Architecture architecture) {
        return architecture.plan().blockMaps().stream().map(map -> lastPart(map.name())).distinct().toList();
    }

    static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    public boolean isEmpty() {
        return adapters.isEmpty() && whole.isEmpty();
    }

    /** Weights of all adapters together, and of what is trained whole. */
    public long parameterCount(Architecture architecture) {
        return architecture.withLora(this).parameters().stream().filter(Parameter::adapter).mapToLong(Parameter::elementCount).sum();
    }

    /**
     * One map's adapter in the script that all blocks share.
     *
     * @param rank   of the widest
     * @param scales one a layer
     */
    record OfBlock(int rank, List<Double> scales) {}

    /** The adapters of the script, by their maps' names in a block whose layers begin with {@code blocks}. */
    Map<String, OfBlock> ofBlock(String blocks, int layers) {
        Map<String, OfBlock> ofBlock = new LinkedHashMap<>();
        adapters.forEach((name, adapter) -> {
            String inBlock = name.substring(name.indexOf('.', blocks.length()) + 1);
            ofBlock.computeIfAbsent(inBlock,
                    map -> new OfBlock(ranks(blocks, layers, map).max().orElseThrow(), scales(blocks, layers, map, adapter.scale())));
        });
        return ofBlock;
    }

    private IntStream ranks(String blocks, int layers, String map) {
        return IntStream.range(0, layers).map(layer -> rankOf(blocks + layer + "." + map));
    }

    /** A layer without this adapter gets whatever the others have, as it multiplies nothing. */
    private List<Double> scales(String blocks, int layers, String map, double usual) {
        return IntStream.range(0, layers).mapToObj(layer -> adapters.get(blocks + layer + "." + map))
                .map(adapter -> adapter == null ? usual : adapter.scale())
                .toList();
    }

    /** The rank of a map's adapter; 0 if it has none. */
    int rankOf(String name) {
        Adapter adapter = adapters.get(name);
        return adapter == null ? 0 : adapter.rank();
    }

    /**
     * The shortest list of names that PEFT takes for these maps in the layers that have any, or all names in full if the maps
     * differ from layer to layer.
     */
    Targets targets(Architecture architecture) {
        ModelConfig config = architecture.config();
        DecoderPlan plan = architecture.plan();
        List<Integer> layers = IntStream.range(0, config.layers())
                .filter(layer -> plan.blockMaps().stream().anyMatch(map -> adapters.containsKey(plan.nameIn(layer, map)))).boxed().toList();
        List<LinearMap> maps = plan.blockMaps().stream().filter(map -> adapters.containsKey(plan.nameIn(layers.get(0), map))).toList();
        if (adapters.size() != maps.size() * layers.size()
                || !layers.stream().allMatch(layer -> maps.stream().allMatch(map -> adapters.containsKey(plan.nameIn(layer, map))))) {
            return new Targets(new ArrayList<>(adapters.keySet()), null);
        }
        List<String> names = maps.stream().map(map -> {
            String last = lastPart(map.name());
            return plan.blockMaps().stream().filter(other -> other.isMeantBy(last)).allMatch(maps::contains) ? last : map.name();
        }).distinct().collect(Collectors.toList());
        return new Targets(names, layers.size() == config.layers() ? null : layers);
    }

    /** {@code target_modules} and {@code layers_to_transform} (null for all) of PEFT. */
    record Targets(List<String> modules, @Nullable List<Integer> layers) {}
}
