package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.util.JsonFile;

/**
 * A byte tokenizer: its tokens are the 256 bytes, ids 0 to 255, followed by the special tokens of a model's own tokenizer.
 * Written as a byte-level BPE without merges, which every program that reads {@code tokenizer.json} can use.
 */
final class ByteTokenizer {
    private static final List<
            String> KEPT = List.of("bos_token", "eos_token", "pad_token", "unk_token", "sep_token", "cls_token", "mask_token",
                    "add_bos_token", "add_eos_token", "model_max_length", "chat_template");

    private ByteTokenizer() {}

    /** Generates the files of a byte tokenizer with the special tokens, roles and chat template of a model's tokenizer. */
    static TokenizerFiles of(TokenizerFiles model) {
        return of(model, List.of());
    }

    /** @param first special tokens that come before those of the model */
    static TokenizerFiles of(TokenizerFiles model, List<String> first) {
        // A copy, because parsing the tokenizer removes the post-processor.
        JsonNode postProcessor = model.tokenizer().path("post_processor").deepCopy();
        Vocabulary old = TokenizerJson.of(model).vocabulary();
        List<String> specials = new ArrayList<>(first);
        for (int id = 0; id < old.size(); id++) {
            if (old.isSpecial(id) && !specials.contains(old.nameOf(id))) {
                specials.add(old.nameOf(id));
            }
        }
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String special : specials) {
            ids.put(special, 256 + ids.size());
        }
        ObjectNode config = JsonFile.MAPPER.createObjectNode();
        KEPT.stream().filter(model.tokenizerConfig()::hasNonNull).forEach(key -> config.set(key, model.tokenizerConfig().get(key)));
        name(config, "bos_token", old, old.beginOfSequence());
        name(config, "eos_token", old, old.endOfSequence().nextSetBit(0));
        config.put("clean_up_tokenization_spaces", false).put("tokenizer_class", "PreTrainedTokenizerFast");
        ObjectNode generation = JsonFile.MAPPER.createObjectNode();
        ArrayNode ends = generation.putArray("eos_token_id");
        old.endOfSequence().stream().forEach(id -> ends.add(ids.get(old.nameOf(id))));
        return TokenizerFiles.made(model.file(), tokenizer(ids, postProcessor), config, generation, List.of());
    }

    /** Adds a role that the model defines outside its tokenizer configuration. */
    private static void name(ObjectNode config, String role, Vocabulary vocabulary, int id) {
        if (!config.has(role) && id >= 0) {
            config.put(role, vocabulary.nameOf(id));
        }
    }

    private static ObjectNode tokenizer(Map<String, Integer> specials, JsonNode postProcessor) {
        ObjectNode json = JsonFile.MAPPER.createObjectNode().put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = json.putArray("added_tokens");
        specials.forEach(
                (content, id) -> added.addObject().put("id", id).put("content", content).put("single_word", false).put("lstrip", false)
                        .put("rstrip", false).put("normalized", false).put("special", true));
        json.putNull("normalizer");
        json.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", false).put("use_regex",
                false);
        json.set("post_processor", around(postProcessor, specials));
        json.putObject("decoder").put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", false).put("use_regex",
                false);
        ObjectNode model = json.putObject("model").put("type", "BPE").putNull("dropout").putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int value = 0; value < 256; value++) {
            vocabulary.put(String.valueOf(ByteAlphabet.characterOf(value)), value);
        }
        model.putArray("merges");
        return json;
    }

    /** The template of special tokens around a text ({@code TemplateProcessing}), with the new ids; null if there is none. */
    private static JsonNode around(JsonNode postProcessor, Map<String, Integer> specials) {
        for (JsonNode part : postProcessor.has("processors") ? postProcessor.path("processors") : List.of(postProcessor)) {
            if (part.path("type").asText().equals("TemplateProcessing")) {
                ObjectNode template = part.deepCopy();
                for (JsonNode token : template.path("special_tokens")) {
                    Integer id = specials.get(token.path("id").asText());
                    if (id != null) {
                        ((ObjectNode) token).putArray("ids").add(id);
                    }
                }
                return template;
            }
        }
        return JsonFile.MAPPER.nullNode();
    }
}
