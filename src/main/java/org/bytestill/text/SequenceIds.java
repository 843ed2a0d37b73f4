package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The begin-of-sequence (BOS) and end-of-sequence (EOS) ids of a model folder, wherever its files say them.
 *
 * <p>Begin: {@code bos_token} of tokenizer_config.json, then of special_tokens_map.json; else the token that the post-processor puts
 * before a text; else {@code bos_token_id} of generation_config.json, of config.json, of the text_config in it; else the first end id,
 * which then separates documents. End: {@code eos_token}, or the token that the post-processor puts after a text, and every
 * {@code eos_token_id}. An id from a config counts only if it is an added token, because many configs have the default of another model.
 *
 * @param begin the begin-of-sequence id, or -1 if there is none
 * @param end     the end-of-sequence ids
 * @param written the one that is written after a document, the first that is found; -1 if there is none
 */
record SequenceIds(int begin, BitSet end, int written) {

    /** @param addedIds id of each added token by its content */
    static SequenceIds read(TokenizerFiles files, Map<String, Integer> addedIds, Map<String, Integer> vocabularyIds) {
        Finder finder = new Finder(files, addedIds, vocabularyIds);
        List<Integer> ends = Stream.concat(finder.named("eos_token", false).stream(), finder.numbered("eos_token_id").stream()).toList();
        List<Integer> begins = Stream.concat(finder.named("bos_token", true).stream(), finder.numbered("bos_token_id").stream()).toList();
        BitSet end = new BitSet();
        ends.forEach(end::set);
        return new SequenceIds(Stream.concat(begins.stream(), ends.stream()).findFirst().orElse(-1), end,
                ends.stream().findFirst().orElse(-1));
    }

    private record Finder(TokenizerFiles files, Map<String, Integer> addedIds, Map<String, Integer> vocabularyIds) {
        /** The id that the tokenizer's files give a role by name. */
        List<Integer> named(String role, boolean before) {
            return Stream.of(Stream.of(files.tokenizerConfig().path(role), files.specialTokens().path(role)).map(Finder::content),
                    PostProcessor.tokens(files.tokenizer().path("post_processor"), before).stream()).flatMap(names -> names)
                    .filter(name -> idOf(name) >= 0).limit(1).map(this::idOf).toList();
        }

        /** The ids that configurations give a role, each a number or a list. */
        List<Integer> numbered(String role) {
            return Stream.of(files.generationConfig(), files.config(), files.config().path("text_config")).map(config -> config.path(role))
                    .flatMap(ids -> ids.isArray() ? StreamSupport.stream(ids.spliterator(), false) : Stream.of(ids))
                    .filter(id -> id.isInt() && addedIds.containsValue(id.asInt())).map(JsonNode::asInt).toList();
        }

        /** A token is given as a string or as an object with that string as content. */
        private static String content(JsonNode token) {
            return token.isObject() ? token.path("content").asText() : token.isTextual() ? token.asText() : "";
        }

        private int idOf(String content) {
            return content.isEmpty() ? -1 : addedIds.getOrDefault(content, vocabularyIds.getOrDefault(content, -1));
        }
    }
}
