package org.bytestill.model;

import java.util.List;
import java.util.stream.Collectors;
import org.bytestill.problem.UserError;

/**
 * A family of decoder-only transformers: its weights, the two halves of a block before and after the attention, and what it changes of the
 * attention itself. Everything else is the same for all and stands in {@code torchscript/decoder.py}.
 *
 * <p>The halves are lines of TorchScript, written through a {@link ScriptWriter}. The definitions, and the defaults of the keys, are
 * those of the transformers library.
 */
interface Family {
    /** The families that can be loaded; adding one is adding its file here. */
    List<Family> ALL = List.of(new Llama(), new Mistral(), new Ministral(), new Qwen2(), new Qwen3(), new Gemma2(), new Gemma3(),
            new Gpt2(), new GptNeox(), new Olmo2(), new Phi3());

    /** The {@code model_type} of {@code config.json}. */
    String modelType();

    /** The decoder's shape. */
    ModelConfig config(ConfigKeys keys);

    /**
     * Names of the weights outside the blocks.
     *
     * @param embedding tokens' vectors
     * @param blocks    what block i's weights begin with, before "i."
     * @param lastNorm  the norm after the blocks, without ".weight"
     * @param head      the token head, if it is not the embedding
     */
    record Names(String embedding, String blocks, String lastNorm, String head) {
        static final Names USUAL = new Names("model.embed_tokens.weight", "model.layers.", "model.norm", "lm_head.weight");
    }

    default Names names() {
        return Names.USUAL;
    }

    /** Other names that a weight has in some checkpoints: without the prefix where the model was saved without its token head. */
    default List<String> otherNames(String name) {
        String blocks = names().blocks();
        String prefix = blocks.substring(0, blocks.indexOf('.') + 1);
        return name.startsWith(prefix) ? List.of(name.substring(prefix.length())) : List.of();
    }

    /** What a weight is called in the module of transformers 5, which is what PEFT goes by; mostly as in files. */
    default String nameOfModule(String weight) {
        return weight;
    }

    /** True for a tensor that is not needed: it follows from the configuration, or belongs to a part that reads no text. */
    default boolean isDerived(String name) {
        return name.endsWith("rotary_emb.inv_freq");
    }

    Norm norm();

    double normEpsilon(ModelConfig config);

    /**
     * Writes what is done with token embeddings x (batch, positions, hidden) before the first block, such as adding learned position
     * embeddings at {@code positions}, float, or scaling.
     */
    default void afterEmbedding(ScriptWriter script, ModelConfig config) {
        // Nothing in most families.
    }

    /**
     * Writes the first half of a block: from the residual stream x (batch, positions, hidden) to rotated queries q (batch, heads,
     * positions, head size), rotated keys k and values v (batch, key/value heads, positions, head size). May use {@code cos} and
     * {@code sin}.
     */
    void beforeAttention(ScriptWriter block, ModelConfig config);

    /**
     * Writes the second half: from the residual stream x and the attention's output y (batch, positions, heads x head size) to the next
     * x.
     */
    void afterAttention(ScriptWriter block, ModelConfig config);

    /** The rotary embedding of full-attention layers, then that of sliding ones if it differs; none with learned positions. */
    List<Rope> ropes(ModelConfig config);

    /** True if cosine and sine stay float32 whatever the weights' number format. */
    default boolean rotatesInFloat32() {
        return false;
    }

    /** True if layers of the family may have sliding-window attention. */
    default boolean knowsWindows() {
        return false;
    }

    /** Width of sliding-window attention: positions that a sliding layer attends to, its own among them; 0 for all. */
    default int window(ModelConfig config) {
        return 0;
    }

    /** True if the layer has sliding-window attention. */
    default boolean isSliding(ModelConfig config, int layer) {
        return false;
    }

    /** Scale of the attention's logits, the products of queries and keys. */
    default double attentionScale(ModelConfig config, int layer) {
        return 1 / Math.sqrt(config.headSize());
    }

    /** Bound c of the attention's logits, which become c tanh(logit / c); 0 for none. */
    default double attentionSoftCap(ModelConfig config) {
        return 0;
    }

    /** The same for the token head. */
    default double logitSoftCap(ModelConfig config) {
        return 0;
    }

    static Family of(ConfigKeys keys) {
        String type = keys.text("model_type", "");
        return ALL.stream().filter(family -> family.modelType().equals(type)).findFirst().orElseThrow(() -> {
            String known = ALL.stream().map(Family::modelType).sorted().collect(Collectors.joining(", "));
            return type.isEmpty() ? keys.wrong("model_type", "it must name the architecture; these are supported: " + known)
                    : UserError.badInput("%s: Architecture \"%s\" is not supported; these are: %s.", keys.file(), type, known);
        });
    }
}
