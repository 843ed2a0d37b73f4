package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The post-processor of a {@code tokenizer.json}: which special tokens it puts around a text. */
final class PostProcessor {
    private PostProcessor() {}

    /**
     * Names of the tokens, in their order.
     *
     * @param before those before the text, or those after it
     */
    static List<String> tokens(JsonNode part, boolean before) {
        List<String> tokens = new ArrayList<>();
        part.path("processors").forEach(step -> tokens.addAll(tokens(step, before)));
        switch (part.path("type").asText("")) {
            case "TemplateProcessing" -> addOfTemplate(part.path("single"), before, tokens);
            case "BertProcessing", "RobertaProcessing" -> tokens.add(part.path(before ? "cls" : "sep").path(0).asText());
            default -> {} // It adds none.
        }
        return tokens;
    }

    private static void addOfTemplate(JsonNode template, boolean before, List<String> tokens) {
        boolean isBefore = true;
        for (JsonNode piece : template) {
            if (piece.has("Sequence")) {
                isBefore = false;
            } else if (isBefore == before) {
                tokens.add(piece.path("SpecialToken").path("id").asText());
            }
        }
    }
}
