package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.Map;
import org.bytestill.util.JsonFile;

/**
 * The begin-of-sequence (BOS) and end-of-sequence (EOS) ids of a model folder.
 *
 * <p>Begin: {@code bos_token} of tokenizer_config.json; else {@code bos_token_id} of config.json; else the first end id,
 * which then separates documents. End: {@code eos_token} and all of {@code eos_token_id} in generation_config.json and
 * config.json. An id from a config counts only if it is an added token, because many configs have the default of another model.
 *
 * @param begin the begin-of-sequence id, or -1 if there is none
 * @param end   the end-of-sequence ids
 */
record SequenceIds(int begin, BitSet end) {

    /** @param addedIds id of each added token by its content */
    static SequenceIds read(TokenizerFiles files, Map<String, Integer> addedIds, Map<String, Integer> vocabularyIds) {
        JsonNode tokenizer = files.tokenizerConfig();
        JsonNode model = files.config();
        JsonNode generation = files.generationConfig();

        BitSet end = new BitSet();
        int named = idOf(tokenizer.path("eos_token"), addedIds, vocabularyIds);
        if (named >= 0) {
            end.set(named);
        }
        int firstEnd = named;
        for (JsonNode ids : new JsonNode[] {generation.path("eos_token_id"), model.path("eos_token_id")}) {
            for (JsonNode id : ids.isArray() ? ids : JsonFile.MAPPER.createArrayNode().add(ids)) {
                if (isAdded(id, addedIds)) {
                    end.set(id.asInt());
                    firstEnd = firstEnd < 0 ? id.asInt() : firstEnd;
                }
            }
        }
        int begin = idOf(tokenizer.path("bos_token"), addedIds, vocabularyIds);
        if (begin < 0 && isAdded(model.path("bos_token_id"), addedIds)) {
            begin = model.path("bos_token_id").asInt();
        }
        return new SequenceIds(begin >= 0 ? begin : firstEnd, end);
    }

    /** The id of a token that is given as a string or as an object with that string as content. */
    private static int idOf(JsonNode token, Map<String, Integer> addedIds, Map<String, Integer> vocabularyIds) {
        String content = token.isObject() ? token.path("content").asText() : token.isTextual() ? token.asText() : null;
        return content == null ? -1 : addedIds.getOrDefault(content, vocabularyIds.getOrDefault(content, -1));
    }

    private static boolean isAdded(JsonNode id, Map<String, Integer> addedIds) {
        return id.isInt() && addedIds.containsValue(id.asInt());
    }
}
