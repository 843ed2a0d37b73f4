package org.bytestill.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytestill.gguf.GgufFile;
import org.bytestill.problem.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The names that one architecture's weights have in a GGUF file and in a Hugging Face checkpoint: one table each. Adding an
 * architecture is adding its table here, and in {@link GgufConfig} the keys that only it has.
 *
 * <p>A line of a table: the GGUF name without {@code blk.i.} and {@code .weight}, the name in the checkpoint, and the
 * {@link GgufLayout} of the weight if it is not the same. Lines before the empty one are weights outside of blocks.
 */
enum GgufArchitecture {
    /** Llama 1 to 3, Mistral, SmolLM2 and their kin. */
    LLAMA("llama", "llama", "LlamaForCausalLM", "model.layers.", """
            token_embd model.embed_tokens
            output_norm model.norm
            output lm_head

            attn_norm input_layernorm
            attn_q self_attn.q_proj ROTARY_QUERIES
            attn_k self_attn.k_proj ROTARY_KEYS
            attn_v self_attn.v_proj
            attn_output self_attn.o_proj
            ffn_norm post_attention_layernorm
            ffn_gate mlp.gate_proj
            ffn_up mlp.up_proj
            ffn_down mlp.down_proj
            """),
    QWEN2("qwen2", "qwen2", "Qwen2ForCausalLM", "model.layers.", LLAMA.unrotated()),
    QWEN3("qwen3", "qwen3", "Qwen3ForCausalLM", "model.layers.", LLAMA.unrotated() + """
            attn_q_norm self_attn.q_norm
            attn_k_norm self_attn.k_norm
            """),
    GEMMA2("gemma2", "gemma2", "Gemma2ForCausalLM", "model.layers.", """
            token_embd model.embed_tokens
            output_norm model.norm PLUS_ONE
            output lm_head

            attn_norm input_layernorm PLUS_ONE
            attn_q self_attn.q_proj
            attn_k self_attn.k_proj
            attn_v self_attn.v_proj
            attn_output self_attn.o_proj
            post_attention_norm post_attention_layernorm PLUS_ONE
            ffn_norm pre_feedforward_layernorm PLUS_ONE
            ffn_gate mlp.gate_proj
            ffn_up mlp.up_proj
            ffn_down mlp.down_proj
            post_ffw_norm post_feedforward_layernorm PLUS_ONE
            """),
    GEMMA3("gemma3", "gemma3_text", "Gemma3ForCausalLM", "model.layers.", GEMMA2.table + """
            attn_q_norm self_attn.q_norm PLUS_ONE
            attn_k_norm self_attn.k_norm PLUS_ONE
            """),
    OLMO2("olmo2", "olmo2", "Olmo2ForCausalLM", "model.layers.", """
            token_embd model.embed_tokens
            output_norm model.norm
            output lm_head

            attn_q self_attn.q_proj
            attn_q_norm self_attn.q_norm
            attn_k self_attn.k_proj
            attn_k_norm self_attn.k_norm
            attn_v self_attn.v_proj
            attn_output self_attn.o_proj
            post_attention_norm post_attention_layernorm
            ffn_gate mlp.gate_proj
            ffn_up mlp.up_proj
            ffn_down mlp.down_proj
            post_ffw_norm post_feedforward_layernorm
            """),
    PHI3("phi3", "phi3", "Phi3ForCausalLM", "model.layers.", """
            token_embd model.embed_tokens
            output_norm model.norm
            output lm_head

            attn_norm input_layernorm
            attn_qkv self_attn.qkv_proj
            attn_output self_attn.o_proj
            ffn_norm post_attention_layernorm
            ffn_up mlp.gate_up_proj
            ffn_down mlp.down_proj
            """),
    GPT2("gpt2", "gpt2", "GPT2LMHeadModel", "transformer.h.", """
            token_embd transformer.wte
            position_embd transformer.wpe
            output_norm transformer.ln_f
            output lm_head

            attn_norm ln_1
            attn_qkv attn.c_attn TRANSPOSED
            attn_output attn.c_proj TRANSPOSED
            ffn_norm ln_2
            ffn_up mlp.c_fc TRANSPOSED
            ffn_down mlp.c_proj TRANSPOSED
            """),
    GPT_NEOX("gptneox", "gpt_neox", "GPTNeoXForCausalLM", "gpt_neox.layers.", """
            token_embd gpt_neox.embed_in
            output_norm gpt_neox.final_layer_norm
            output embed_out

            attn_norm input_layernorm
            attn_qkv attention.query_key_value QUERIES_KEYS_VALUES
            attn_output attention.dense
            ffn_norm post_attention_layernorm
            ffn_up mlp.dense_h_to_4h
            ffn_down mlp.dense_4h_to_h
            """);

    private static final Pattern BLOCK = Pattern.compile("blk\\.(\\d+)\\.(.+)");

    private final String name;
    private final String modelType;
    private final String modelClass;
    private final String blockPrefix;
    private final String table;
    private final Map<String, Entry> whole;
    private final Map<String, Entry> block;
    private final Map<String, Entry> toFile = new HashMap<>();

    /**
     * A weight in the checkpoint, or where it lies in the file.
     *
     * @param name its name there
     */
    record Entry(String name, GgufLayout layout) {}

    GgufArchitecture(String name, String modelType, String modelClass, String blockPrefix, String table) {
        this.name = name;
        this.modelType = modelType;
        this.modelClass = modelClass;
        this.blockPrefix = blockPrefix;
        this.table = table;
        String[] halves = table.split("\n\n");
        this.whole = entries(halves[0]);
        this.block = entries(halves[1]);
        Stream.of(whole, block).forEach(
                part -> part.forEach((tensor, entry) -> toFile.put(entry.name(), new Entry(tensor, entry.layout()))));
    }

    private static Map<String, Entry> entries(String lines) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line : lines.split("\n")) {
            String[] words = line.split(" ");
            entries.put(words[0], new Entry(words[1], words.length > 2 ? GgufLayout.valueOf(words[2]) : GgufLayout.SAME));
        }
        return entries;
    }

    /** The table of a kin that keeps the rotated pairs where the checkpoint has them. */
    private String unrotated() {
        return table.replace(" ROTARY_QUERIES", "").replace(" ROTARY_KEYS", "");
    }

    /** @throws UserError naming the known ones if the file holds another */
    static GgufArchitecture of(GgufFile file) {
        String wanted = file.metadata().text("general.architecture").orElse("");
        return Arrays.stream(values()).filter(architecture -> architecture.name.equals(wanted)).findFirst()
                .orElseThrow(() -> UserError.badInput(
                        "%s holds the architecture \"%s\"; these can be read from GGUF: %s. Choose another model.", file.file(),
                        wanted, joined(architecture -> architecture.name)));
    }

    private static String joined(Function<GgufArchitecture, String> part) {
        return Arrays.stream(values()).map(part).sorted().collect(Collectors.joining(", "));
    }

    /**
     * The one in which a model is written.
     *
     * @throws UserError naming the known ones if there is none for the family
     */
    static GgufArchitecture of(ModelConfig config) {
        String wanted = config.modelType().replaceFirst("^mi(ni)?stral$", "llama");
        return Arrays.stream(values()).filter(architecture -> architecture.modelType.equals(wanted)).findFirst()
                .orElseThrow(() -> config.keys().wrong("model_type",
                        "these can be written as GGUF: " + joined(architecture -> architecture.modelType)));
    }

    /** Its name in files. */
    String word() {
        return name;
    }

    /** True if llama.cpp asks for a token head even where it is the embedding. */
    boolean needsHead() {
        return this == OLMO2 || this == GPT_NEOX;
    }

    /** The prefix of its keys. */
    String key(String rest) {
        return name + "." + rest;
    }

    /** The {@code model_type} of Hugging Face. */
    String modelType() {
        return modelType;
    }

    /** The class of Hugging Face's library, which other programs know the architecture by. */
    String modelClass() {
        return modelClass;
    }

    /** The tensor of the file that a weight of a checkpoint becomes, and how it differs there. */
    Entry tensorOf(String weight) {
        int dot = weight.lastIndexOf('.');
        String stem = weight.substring(0, dot);
        String suffix = weight.substring(dot);
        Matcher ofBlock = Pattern.compile(Pattern.quote(blockPrefix) + "(\\d+)\\.(.+)").matcher(stem);
        Entry found = toFile.get(ofBlock.matches() ? ofBlock.group(2) : stem);
        if (found == null) {
            throw new IllegalStateException("GGUF has no name for the weight " + weight + " of " + modelType + ".");
        }
        String prefix = ofBlock.matches() ? "blk." + ofBlock.group(1) + "." : "";
        return new Entry(prefix + found.name() + suffix, ofBias(suffix, found.layout()));
    }

    /** A transposed map of two dimensions has a bias of one. */
    private static GgufLayout ofBias(String suffix, GgufLayout layout) {
        return suffix.equals(".bias") && (layout == GgufLayout.TRANSPOSED || layout == GgufLayout.PLUS_ONE) ? GgufLayout.SAME : layout;
    }

    /** What a tensor of the file is in a checkpoint; null if the table does not have it. */
    @Nullable
    Entry entry(String tensor) {
        int dot = tensor.lastIndexOf('.');
        if (dot < 0) {
            return null;
        }
        String suffix = tensor.substring(dot);
        String stem = tensor.substring(0, dot);
        Matcher matcher = BLOCK.matcher(stem);
        Entry found = matcher.matches() ? block.get(matcher.group(2)) : whole.get(stem);
        if (found == null) {
            return null;
        }
        String prefix = matcher.matches() ? blockPrefix + matcher.group(1) + "." : "";
        return new Entry(prefix + found.name() + suffix, ofBias(suffix, found.layout()));
    }
}
