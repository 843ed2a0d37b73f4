package org.bytestill.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytestill.problem.UserError;

/**
 * The shape of a decoder, from a Hugging Face {@code config.json}.
 *
 * @param modelType          the family's name there, such as {@code llama}
 * @param vocabularySize     rows of the embedding; at least the tokenizer's size
 * @param hiddenSize         width of the residual stream
 * @param layers             number of blocks
 * @param heads              query heads
 * @param keyValueHeads      key and value heads; divides {@code heads}
 * @param headSize           width of a head
 * @param intermediateSize   width of the MLP
 * @param maxPositions       longest context, in tokens
 * @param normEpsilon        added under the root of the RMS norm
 * @param ropeTheta          base of the rotary frequencies
 * @param ropeScaling        stretching of the rotary frequencies, if any
 * @param tiedHead           true if the token head is the embedding
 * @param attentionBias      true if the attention's linear maps have a bias
 * @param mlpBias            true if the MLP's linear maps have a bias
 */
public record ModelConfig(String modelType, int vocabularySize, int hiddenSize, int layers, int heads, int keyValueHeads, int headSize,
        int intermediateSize, int maxPositions, double normEpsilon, double ropeTheta, Optional<RopeScaling> ropeScaling, boolean tiedHead,
        boolean attentionBias, boolean mlpBias) {

    /** Reads {@code config.json} of a folder; UserError with file and key if something is missing or not supported. */
    public static ModelConfig read(Path folder) {
        return new Reader(folder.resolve("config.json")).read();
    }

    /** Width of all query heads together. */
    public int queryWidth() {
        return heads * headSize;
    }

    /** Width of all key heads together. */
    public int keyValueWidth() {
        return keyValueHeads * headSize;
    }

    /** Angular frequencies of the rotation, one for each pair of a head's elements. */
    public float[] rotaryFrequencies() {
        float[] frequencies = new float[headSize / 2];
        for (int i = 0; i < frequencies.length; i++) {
            double frequency = Math.pow(ropeTheta, -2.0 * i / headSize);
            frequencies[i] = (float) ropeScaling.map(scaling -> scaling.applyTo(frequency)).orElse(frequency).doubleValue();
        }
        return frequencies;
    }

    private static final class Reader {
        private final Path file;
        private JsonNode root;

        Reader(Path file) {
            this.file = file;
        }

        ModelConfig read() {
            root = parse();
            int hidden = number("hidden_size");
            int heads = number("num_attention_heads");
            int headSize = root.path("head_dim").isInt() ? number("head_dim") : hidden / heads;
            int keyValueHeads = root.path("num_key_value_heads").isInt() ? number("num_key_value_heads") : heads;
            if (heads % keyValueHeads != 0) {
                throw UserError.badInput("%s: num_attention_heads is %d, which is no multiple of num_key_value_heads, %d.", file, heads, keyValueHeads);
            }
            String activation = root.path("hidden_act").asText("silu");
            if (!activation.equals("silu")) {
                throw UserError.badInput("%s: hidden_act is \"%s\"; silu is supported.", file, activation);
            }
            // transformers 5 writes rope_parameters, 4 wrote rope_theta and rope_scaling.
            JsonNode rope = root.has("rope_parameters") ? root.get("rope_parameters") : root.path("rope_scaling");
            double theta = rope.has("rope_theta") ? rope.get("rope_theta").asDouble() : root.path("rope_theta").asDouble(10000);
            return new ModelConfig(root.path("model_type").asText(), number("vocab_size"), hidden, number("num_hidden_layers"), heads, keyValueHeads,
                    headSize, number("intermediate_size"), number("max_position_embeddings"), root.path("rms_norm_eps").asDouble(1e-6), theta,
                    ropeScaling(rope), root.path("tie_word_embeddings").asBoolean(false), root.path("attention_bias").asBoolean(false),
                    root.path("mlp_bias").asBoolean(false));
        }

        private JsonNode parse() {
            if (!Files.isRegularFile(file)) {
                throw UserError.badInput("No config.json in %s: it describes the model. Name a Hugging Face model folder.", file.getParent());
            }
            try {
                return new ObjectMapper().readTree(Files.readString(file));
            } catch (JsonProcessingException e) {
                throw UserError.corruptFile("%s, line %d: not valid JSON. Copy the file again.", file, e.getLocation().getLineNr()).causedBy(e);
            } catch (IOException e) {
                throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
            }
        }

        private int number(String key) {
            JsonNode value = root.path(key);
            if (!value.isInt() || value.asInt() < 1) {
                throw UserError.badInput("%s: key \"%s\" is %s; a positive whole number is needed.", file, key, value.isMissingNode() ? "missing" : value);
            }
            return value.asInt();
        }

        private Optional<RopeScaling> ropeScaling(JsonNode rope) {
            String type = rope.path("rope_type").asText(rope.path("type").asText("default"));
            return switch (type) {
                case "default" -> Optional.empty();
                case "llama3" -> Optional.of(new RopeScaling(rope.path("factor").asDouble(8), rope.path("low_freq_factor").asDouble(1),
                        rope.path("high_freq_factor").asDouble(4), rope.path("original_max_position_embeddings").asInt(8192)));
                default -> throw UserError.badInput("%s: rotary scaling \"%s\" is not supported; default and llama3 are.", file, type);
            };
        }
    }
}
