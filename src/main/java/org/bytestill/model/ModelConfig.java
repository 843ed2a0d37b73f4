package org.bytestill.model;

import java.nio.file.Path;
import java.util.List;

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

    /** @throws org.bytestill.problem.UserError if a shape contradicts another */
    public ModelConfig {
        if (layers > MOST_LAYERS) {
            throw keys.wrong("num_hidden_layers", "no model has more than " + MOST_LAYERS);
        }
        if (heads % keyValueHeads != 0) {
            throw keys.wrong("num_attention_heads", "it must be a multiple of num_key_value_heads, which is " + keyValueHeads);
        }
    }

    /** Reads {@code config.json} of a folder, or the metadata of a GGUF file; UserError with file and key if something is missing or not supported. */
    public static ModelConfig read(Path folder) {
        ModelConfig stated = of(ConfigKeys.read(folder));
        return stated.tiedHead && TokenHead.isApart(folder, stated) ? stated.untied() : stated;
    }

    private ModelConfig untied() {
        return new ModelConfig(keys, vocabularySize, hiddenSize, layers, heads, keyValueHeads, headSize, intermediateSize, maxPositions,
                false);
    }

    /** The shape that the keys describe; UserError if their family is not known. */
    static ModelConfig of(ConfigKeys keys) {
        if (keys.under("quantization_config").has("quant_method")) {
            throw keys.under("quantization_config").wrong("quant_method", "weights quantised this way cannot be read. Use the model's unquantised folder, or a"
                    + " GGUF file");
        }
        return Family.of(keys).config(keys);
    }

    /** The family's name in the file, such as {@code llama}. */
    public String modelType() {
        return keys.text("model_type", "");
    }

    /** The same decoder with another vocabulary. */
    public ModelConfig withVocabularySize(int size) {
        return new ModelConfig(keys, size, hiddenSize, layers, heads, keyValueHeads, headSize, intermediateSize, maxPositions, tiedHead);
    }

    /** True if the file says that the token head is the embedding. */
    boolean statesTiedHead() {
        return Family.of(keys).config(keys).tiedHead;
    }

    /** True if the file ties a token head that the weights hold apart. */
    public boolean isUntiedByWeights() {
        return !tiedHead && statesTiedHead();
    }

    /** Where the weights contradict the file, as sentences. */
    public List<String> notes() {
        return isUntiedByWeights() ? List.of(keys.file() + " says that the token head is the embedding (tie_word_embeddings), but the"
                + " weights hold two matrices that differ. The token head is read as the weights hold it, as transformers 5 reads it.")
                : List.of();
    }

    /** The name of the weight that a reference calls by this name or by another that its family's checkpoints use. */
    public String weightNamed(String name) {
        Family family = Family.of(keys);
        List<String> names = ModelParameters.of(this).stream().map(Parameter::name).toList();
        return names.contains(name) ? name : names.stream().filter(weight -> family.otherNames(weight).contains(name)).findFirst().orElse(name);
    }

    /** Names of the weights that have a row for each token: the embedding, and the token head if it is another matrix. */
    public List<String> tokenWeights() {
        Family.Names names = Family.of(keys).names();
        return tiedHead ? List.of(names.embedding()) : List.of(names.embedding(), names.head());
    }

    /** Name of the token head's weight where it is a matrix of its own. */
    String headName() {
        return Family.of(keys).names().head();
    }

    /** Width of all query heads together. */
    public int queryWidth() {
        return heads * headSize;
    }

    /** Width of all key heads together. */
    public int keyValueWidth() {
        return keyValueHeads * headSize;
    }

    /** Angular frequencies of the rotations, as the decoder's script takes them; none if the family has learned positions. */
    public float[] rotaryFrequencies() {
        return Rope.table(Family.of(keys).ropes(this));
    }
}
