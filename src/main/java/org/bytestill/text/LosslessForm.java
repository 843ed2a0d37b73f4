package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code tokenizer.json} changed so that every text is cut without losing or adding a byte: nothing is put in front,
 * nothing is normalised away, nothing is truncated, and the names of special tokens are ordinary text.
 *
 * @param json  the changed text
 * @param notes what was left out that can change how a text is cut, as sentences
 */
record LosslessForm(String json, List<String> notes) {
    private static final String SPACE = String.valueOf(Spelling.SPACE);

    static LosslessForm of(ObjectNode json, List<String[]> merges, Vocabulary vocabulary) {
        List<String> notes = new ArrayList<>();
        json.putNull("truncation");
        json.putNull("padding");
        json.putNull("post_processor");
        json.set("normalizer", normalizer(json.path("normalizer"), notes));
        preTokenizer(json.path("pre_tokenizer"), notes);
        ObjectNode model = (ObjectNode) json.get("model");
        model.putNull("unk_token");
        model.put("fuse_unk", false);
        model.putNull("dropout");
        ArrayNode pairs = model.putArray("merges");
        for (String[] merge : merges) {
            pairs.addArray().add(merge[0]).add(merge[1]);
        }
        ObjectNode entries = (ObjectNode) model.get("vocab");
        json.set("added_tokens", addedTokens(json.path("added_tokens"), entries, vocabulary));
        return new LosslessForm(json.toString(), List.copyOf(notes));
    }

    /** Keeps what is not special, and gives it an entry in the vocabulary: the library numbers added tokens without one anew. */
    private static ArrayNode addedTokens(JsonNode tokens, ObjectNode entries, Vocabulary vocabulary) {
        ArrayNode kept = JsonFile.MAPPER.createArrayNode();
        for (JsonNode token : tokens) {
            int id = token.path("id").asInt();
            if (vocabulary.isSpecial(id)) {
                entries.remove(token.path("content").asText());
            } else {
                entries.put(token.path("content").asText(), id);
                kept.add(((ObjectNode) token).put("lstrip", false).put("rstrip", false));
            }
        }
        for (int id = vocabulary.endOfSequence().nextSetBit(0); id >= 0; id = vocabulary.endOfSequence().nextSetBit(id + 1)) {
            entries.remove(vocabulary.nameOf(id));
        }
        return kept;
    }

    /** The normalizer without the parts that change text; null if nothing is left. */
    private static JsonNode normalizer(JsonNode part, List<String> notes) {
        String type = part.path("type").asText("");
        if (type.equals("Sequence")) {
            ArrayNode kept = JsonFile.MAPPER.createArrayNode();
            for (JsonNode child : part.path("normalizers")) {
                JsonNode cleaned = normalizer(child, notes);
                if (cleaned.isObject()) {
                    kept.add(cleaned);
                }
            }
            return kept.isEmpty() ? JsonFile.MAPPER.nullNode() : ((ObjectNode) part).set("normalizers", kept);
        }
        if (type.equals("ByteLevel") || type.equals("Replace") && part.path("pattern").path("String").asText().equals(" ")
                && part.path("content").asText().equals(SPACE)) {
            return part;
        }
        if (type.equals("Prepend")) {
            notes.add("The tokenizer puts a space in front of a text; this is left out, so that tokens are exactly the text's bytes.");
        } else if (!type.isEmpty()) {
            notes.add("The tokenizer normalises text (" + type + "); this is left out, so that no byte is lost: "
                    + "text that it would change is cut as it stands.");
        }
        return JsonFile.MAPPER.nullNode();
    }

    private static void preTokenizer(JsonNode part, List<String> notes) {
        for (JsonNode child : part.path("pretokenizers")) {
            preTokenizer(child, notes);
        }
        String type = part.path("type").asText("");
        if (type.equals("ByteLevel") && part.path("add_prefix_space").asBoolean()
                || type.equals("Metaspace") && !part.path("prepend_scheme").asText("always").equals("never")) {
            notes.add("The tokenizer puts a space in front of a text; this is left out, so that tokens are exactly the text's bytes.");
        }
        if (type.equals("ByteLevel")) {
            ((ObjectNode) part).put("add_prefix_space", false);
        } else if (type.equals("Metaspace")) {
            ((ObjectNode) part).put("add_prefix_space", false).put("prepend_scheme", "never");
        }
    }
}
