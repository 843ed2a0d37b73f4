package org.bytestill.model;

/**
 * The shape of a decoder, from a Hugging Face {@code config.json}. What only one family has stays in the {@code keys} and is
 * read by that family.
 *
 * @param keys             the file, as transformers 4 or 5 writes it
 * @param vocabularySize   rows of the embedding; at least the tokenizer's size
 * @param hiddenSize       width of the residual stream
 * @param layers           number of blocks
 * @param heads            query heads
 * @param keyValueHeads    key and value heads; divides {@code heads}
 * @param headSize         width of a head
 * @param intermediateSize width of the MLP
 * @param maxPositions     longest context, in tokens
 * @param tiedHead         true if the token head is the embedding, by what the weights hold where they contradict the file
 */
public record ModelConfig(ConfigKeys keys, int vocabularySize, int hiddenSize, int layers, int heads, int keyValueHeads, int headSize,
        int intermediateSize, int maxPositions, boolean tiedHead) {

    private static final int MOST_LAYERS = 10_000;
    private static final int MOST_HEAD_SIZE = 1 << 16;

    /** @throws org.bytestill.problem.UserError if a shape contradicts another */
    public ModelConfig {
        if (layers > MOST_LAYERS) {
            throw keys.wrong("num_hidden_layers", "no model has more than " + MOST_LAYERS);
        }
        if (headSize < 1) {
            throw keys.wrong("num_attention_heads", "hidden_size is " + hiddenSize + ", less than an element a head");
        }
        if (headSize > MOST_HEAD_SIZE || (long) heads * headSize > Integer.MAX_VALUE) {
            throw keys.wrong(keys.has("head_dim") ? "head_dim" : "hidden_size", "no model has heads of that size");
        }
        if (heads % keyValueHeads != 0) {
            throw keys.wrong("num_attention_heads", "it must be a multiple of num_key_value_heads, which is " + keyValueHeads);
        }
    }

    /** The same shape with a token head that is a matrix of its own. */
    ModelConfig untied() {
        return new ModelConfig(keys, vocabularySize, hiddenSize, layers, heads, keyValueHeads, headSize, intermediateSize, maxPositions,
                false);
    }

    /** The family's name in the file, such as {@code llama}. */
    public String modelType() {
        return keys.text("model_type", "");
    }

    /** The same decoder with another vocabulary. */
    public ModelConfig withVocabularySize(int size) {
        return new ModelConfig(keys, size, hiddenSize, layers, heads, keyValueHeads, headSize, intermediateSize, maxPositions, tiedHead);
    }

    /** Width of all query heads together. */
    public int queryWidth() {
        return heads * headSize;
    }

    /** Width of all key heads together. */
    public int keyValueWidth() {
        return keyValueHeads * headSize;
    }
}
