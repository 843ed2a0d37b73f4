package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The special tokens that a tokenizer puts before a text, as transformers 5.24 decides: by {@code add_bos_token} if
 * {@code tokenizer_config.json} says it or its counterpart {@code add_eos_token}, else by the post-processor
 * ({@code TemplateProcessing}) of {@code tokenizer.json}.
 *
 * @param templateIds those of the template
 * @param addsBegin   whether the begin-of-sequence token comes first in place of a template
 */
record OpeningTokens(List<Integer> templateIds, boolean addsBegin) {
    static OpeningTokens of(TokenizerFiles files) {
        JsonNode config = files.tokenizerConfig();
        if (config.hasNonNull("add_bos_token") || config.hasNonNull("add_eos_token")) {
            return new OpeningTokens(List.of(), config.path("add_bos_token").asBoolean() && config.hasNonNull("bos_token"));
        }
        return new OpeningTokens(idsBeforeText(template(files.tokenizer().path("post_processor"))), false);
    }

    private static JsonNode template(JsonNode processor) {
        if (processor.path("type").asText().equals("TemplateProcessing")) {
            return processor;
        }
        for (JsonNode part : processor.path("processors")) {
            if (part.path("type").asText().equals("TemplateProcessing")) {
                return part;
            }
        }
        return MissingNode.getInstance();
    }

    private static List<Integer> idsBeforeText(JsonNode template) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode piece : template.path("single")) {
            if (piece.has("Sequence")) {
                break;
            }
            String name = piece.path("SpecialToken").path("id").asText();
            template.path("special_tokens").path(name).path("ids").forEach(id -> ids.add(id.asInt()));
        }
        return ids;
    }

    int[] ids(Vocabulary vocabulary) {
        int begin = vocabulary.beginOfSequence();
        return addsBegin && begin >= 0 ? new int[] {begin} : templateIds.stream().mapToInt(Integer::intValue).toArray();
    }
}
