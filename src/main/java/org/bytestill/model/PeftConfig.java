package org.bytestill.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.bytestill.problem.UserError;
import org.bytestill.util.BaseModel;
import org.bytestill.util.JsonFile;
import org.bytestill.util.LimitedExpression;

/**
 * {@code adapter_config.json} of the Python library PEFT, read and written: which modules have an adapter, how wide and how
 * strong. Whatever would make the model compute something else than {@code W x + scale B (A x)} is refused by its key.
 */
final class PeftConfig {
    private static final String CURE = "Merge the adapter into its base in Python (merge_and_unload, then save_pretrained) and name the merged folder.";
    /** Keys that are read here, or say nothing of what is computed once the adapter is trained. Any other must be empty or false. */
    private static final Set<
            String> READ = Set.of("peft_type", "r", "lora_alpha", "use_rslora", "bias", "target_modules", "exclude_modules", "rank_pattern",
                    "alpha_pattern", "layers_to_transform", "layers_pattern", "init_lora_weights", "modules_to_save", BaseModel.KEY);
    private static final Set<String> OF_NO_EFFECT = Set.of("auto_mapping", "ensure_weight_tying", "eva_config", "fan_in_fan_out",
            "inference_mode", "lora_dropout", "loftq_config",
            "megatron_core", "peft_version", "qalora_group_size", "revision", "task_type");
    /** Ways to start that leave the base as it is; others (PiSSA, OLoRA, LoftQ) change it. */
    private static final Set<String> STARTS = Set.of("", "true", "false", "gaussian", "eva", "orthogonal");
    private static final String ALL_LINEAR = "all-linear";

    private final Path file;
    private final JsonNode json;
    private final Map<String, LimitedExpression> expressions = new HashMap<>();

    private PeftConfig(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /** Reads the file of an adapter's folder and looks at its kind. */
    static PeftConfig read(Path folder) {
        Path file = folder.resolve(BaseModel.ADAPTER_CONFIG);
        PeftConfig config = new PeftConfig(file, JsonFile.read(file));
        config.checkKind();
        return config;
    }

    private void checkKind() {
        if (!json.path("peft_type").asText().equalsIgnoreCase("LORA")) {
            throw wrong("peft_type", "only low-rank adapters (LORA) are supported. " + CURE);
        }
        if (!json.path("bias").asText("none").equals("none")) {
            throw wrong("bias", "adapters that train biases too are not supported. " + CURE);
        }
        if (!STARTS.contains(json.path("init_lora_weights").asText(""))) {
            throw wrong("init_lora_weights",
                    "an adapter that began so belongs to a changed base, which this folder does not hold. " + CURE);
        }
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!READ.contains(entry.getKey()) && !OF_NO_EFFECT.contains(entry.getKey()) && isSet(entry.getValue())) {
                throw wrong(entry.getKey(), "this kind of adapter is not supported. " + CURE);
            }
        }
    }

    private static boolean isSet(JsonNode value) {
        return !(value.isNull() || value.isContainerNode() && value.isEmpty() || value.isTextual() && value.asText().isEmpty()
                || value.isBoolean() && !value.asBoolean());
    }

    /**
     * The adapters that the file describes on a model of this shape.
     *
     * @param whole weights that the adapter's other file holds whole
     */
    Lora lora(Architecture architecture, Set<String> whole) {
        Map<String, Lora.Adapter> adapters = new LinkedHashMap<>();
        for (LinearMap map : architecture.plan().maps()) {
            if (isTarget(map.name())) {
                int rank = number(pattern("rank_pattern", map.name()), "r", 1).intValue();
                double alpha = number(pattern("alpha_pattern", map.name()), "lora_alpha", Double.MIN_VALUE);
                adapters.put(map.name(),
                        new Lora.Adapter(rank, json.path("use_rslora").asBoolean() ? alpha / Math.sqrt(rank) : alpha / rank));
            }
        }
        if (adapters.isEmpty()) {
            throw wrong("target_modules", "a " + architecture.config().modelType() + " model has none of these in its blocks; it has "
                    + String.join(", ", Lora.modules(architecture)) + ". Is the adapter of another base?");
        }
        return new Lora(adapters, whole);
    }

    /** Weights that the file says were trained whole: of embedding and token head. */
    Set<String> saved(Architecture architecture) {
        Family.Names names = architecture.family().names();
        Set<String> saved = new LinkedHashSet<>();
        for (String module : texts(json.path("modules_to_save"))) {
            String weight = Stream.of(names.embedding(), names.head())
                    .filter(one -> Stream.concat(Stream.of(one), architecture.family().otherNames(one).stream())
                            .anyMatch(name -> name.equals(module + ".weight") || name.endsWith("." + module + ".weight")))
                    .findFirst().orElseThrow(
                            () -> wrong("modules_to_save", "only embedding and token head, " + names.embedding() + " and " + names.head()
                                    + ", are supported to be trained whole. " + CURE));
            saved.add(weight);
        }
        return saved;
    }

    private Double number(JsonNode value, String key, double atLeast) {
        if (!value.isNumber() || !(value.asDouble() >= atLeast) || !(value.asDouble() < Integer.MAX_VALUE)) {
            throw wrong(key, "a number above 0 is needed");
        }
        return value.asDouble();
    }

    /** What a pattern says of the module, or what the file says of all. */
    private JsonNode pattern(String key, String module) {
        for (Map.Entry<String, JsonNode> entry : json.path(key).properties()) {
            if (match(key, "(.*\\.)?(" + entry.getKey() + ")", module).isPresent()) {
                return entry.getValue();
            }
        }
        return json.path(key.equals("rank_pattern") ? "r" : "lora_alpha");
    }

    private boolean isTarget(String module) {
        return !isMeant("exclude_modules", module) && isMeant("target_modules", module)
                && (json.path("target_modules").isTextual() || isInLayers(module));
    }

    /** PEFT's rule: a word is a regular expression of the whole name, an entry of a list is the name or its last parts. */
    private boolean isMeant(String key, String module) {
        JsonNode value = json.path(key);
        if (value.isTextual()) {
            return key.equals("target_modules") && value.asText().equalsIgnoreCase(ALL_LINEAR)
                    || match(key, value.asText(), module).isPresent();
        }
        return texts(value).stream().anyMatch(name -> module.equals(name) || module.endsWith("." + name));
    }

    private boolean isInLayers(String module) {
        JsonNode layers = json.path("layers_to_transform");
        if (!isSet(layers)) {
            return true;
        }
        List<String> patterns = json.path("layers_pattern").isTextual() ? List.of(json.path("layers_pattern").asText())
                : texts(json.path("layers_pattern"));
        for (String place : patterns.isEmpty() || patterns.equals(List.of("")) ? List.of("[^.]*") : patterns) {
            Optional<Matcher> found = match("layers_pattern", "(?:^|.*?\\.)" + place + "\\.(\\d+)\\..*", module);
            if (found.isPresent()) {
                return (layers.isArray() ? texts(layers) : List.of(layers.asText())).contains(found.get().group(found.get().groupCount()));
            }
        }
        return false;
    }

    private Optional<Matcher> match(String key, String expression, String module) {
        try {
            return expressions.computeIfAbsent(expression, LimitedExpression::of).match(module);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "the regular expression cannot be used (" + e.getMessage() + "); write the modules as a list").causedBy(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private UserError wrong(String key, String wanted) {
        JsonNode value = json.path(key);
        return UserError.badInput("%s: key \"%s\" is %s; %s", file, key, value.isMissingNode() ? "missing" : value,
                wanted.endsWith(".") || wanted.endsWith("?") ? wanted : wanted + ".");
    }

    /**
     * The file of an architecture's adapters.
     *
     * @param base path of the base model
     */
    static ObjectNode of(Architecture architecture, String base) {
        Lora lora = architecture.lora();
        Lora.Adapter usual = lora.adapters().values().iterator().next();
        Lora.Targets targets = lora.targets(architecture);
        boolean transposed = architecture.plan().blockMaps().stream().anyMatch(LinearMap::transposed);
        ObjectNode json = new ObjectMapper().createObjectNode().put("peft_type", "LORA").put("task_type", "CAUSAL_LM")
                .put(BaseModel.KEY, base)
                .put("r", usual.rank()).put("lora_dropout", 0.0).put("bias", "none").put("fan_in_fan_out", transposed)
                .put("use_rslora", false).put("inference_mode", true).put("init_lora_weights", true);
        json.set("lora_alpha", alpha(usual));
        ArrayNode modules = json.putArray("target_modules");
        targets.modules().forEach(modules::add);
        if (targets.layers() == null) {
            json.putNull("layers_to_transform");
        } else {
            ArrayNode layers = json.putArray("layers_to_transform");
            targets.layers().forEach(layers::add);
        }
        if (!lora.whole().isEmpty()) {
            // A tied head is named too, or PEFT would go on with the base's.
            Family.Names names = architecture.family().names();
            Stream<String> saved = architecture.config().tiedHead() ? Stream.of(names.embedding(), names.head())
                    : lora.whole().stream().sorted();
            ArrayNode array = json.putArray("modules_to_save");
            saved.map(architecture.family()::nameOfModule).forEach(weight -> array.add(Lora.lastPart(weight.replace(".weight", ""))));
            json.put("ensure_weight_tying", architecture.config().tiedHead());
        }
        ObjectNode ranks = json.putObject("rank_pattern");
        ObjectNode alphas = json.putObject("alpha_pattern");
        lora.adapters().forEach((name, adapter) -> {
            if (!adapter.equals(usual)) {
                String expression = name.replace(".", "\\.");
                ranks.put(expression, adapter.rank());
                alphas.set(expression, alpha(adapter));
            }
        });
        return json;
    }

    /** A whole number where it is one, as PEFT writes it. */
    private static JsonNode alpha(Lora.Adapter adapter) {
        double alpha = adapter.scale() * adapter.rank();
        return alpha == Math.rint(alpha) && alpha < Integer.MAX_VALUE ? IntNode.valueOf((int) alpha) : DoubleNode.valueOf(alpha);
    }
}
