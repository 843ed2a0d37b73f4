package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bytestill.util.JsonFile;

/**
 * A {@code tokenizer.json} changed so that every text is cut without losing or adding a byte: nothing is put in front,
 * nothing is normalised away, nothing is truncated, and the names of special tokens are ordinary text.
 *
 * @param json   the changed text
 * @param notes  what was left out that can change how a text is cut, as sentences
 * @param pieces where text is cut before the model sees it
 * @param adds   true if tokens are looked for in the text that are not the model's
 */
record LosslessForm(String json, List<String> notes, Pieces pieces, boolean adds) {
    private static final String SPACE = String.valueOf(Spelling.SPACE);

    /** Where text is cut into pieces. */
    enum Pieces { WHOLE, AT_SPACES, OTHERWISE }

    /** Of a BPE, with the merges that are left. */
    static LosslessForm ofPairs(ObjectNode json, List<String[]> merges, Vocabulary vocabulary) {
        ObjectNode model = (ObjectNode) json.get("model");
        model.putNull("unk_token").put("fuse_unk", false).putNull("dropout");
        ArrayNode pairs = model.putArray("merges");
        for (String[] merge : merges) {
            pairs.addArray().add(merge[0]).add(merge[1]);
        }
        ObjectNode entries = (ObjectNode) model.get("vocab");
        ArrayNode added = JsonFile.MAPPER.createArrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            int id = token.path("id").asInt();
            if (vocabulary.isSpecial(id)) {
                entries.remove(token.path("content").asText());
            } else {
                // The library numbers added tokens without an entry anew.
                entries.put(token.path("content").asText(), id);
                added.add(kept(token));
            }
        }
        vocabulary.endOfSequence().stream().forEach(id -> entries.remove(vocabulary.nameOf(id)));
        return of(json, added);
    }

    /** Of a Unigram. Its entries are numbered by their place, so special ones are not removed but spelled as no text is. */
    static LosslessForm ofUnigram(ObjectNode json, Vocabulary vocabulary) {
        ObjectNode model = (ObjectNode) json.get("model");
        ArrayNode entries = (ArrayNode) model.get("vocab");
        if (!model.hasNonNull("unk_id")) {
            // Without one the library refuses text; what it gives for unknown characters is not used.
            model.put("unk_id", 0);
        }
        int count = entries.size();
        for (int id = 0; id < count; id++) {
            if (vocabulary.isSpecial(id)) {
                entries.set(id, JsonFile.MAPPER.createArrayNode().add("\uFFFF" + id).add(entries.get(id).get(1)));
            }
        }
        ArrayNode added = JsonFile.MAPPER.createArrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            int id = token.path("id").asInt();
            if (vocabulary.isSpecial(id)) {
                continue;
            }
            while (entries.size() <= id) {
                entries.addArray().add("\uFFFF" + entries.size()).add(0.0);
            }
            entries.set(id, JsonFile.MAPPER.createArrayNode().add(token.path("content")).add(entries.get(id).get(1)));
            added.add(kept(token));
        }
        return of(json, added);
    }

    private static JsonNode kept(JsonNode addedToken) {
        return ((ObjectNode) addedToken).put("lstrip", false).put("rstrip", false);
    }

    private static LosslessForm of(ObjectNode json, ArrayNode added) {
        List<String> notes = new ArrayList<>();
        json.putNull("truncation").putNull("padding").putNull("post_processor");
        json.set("normalizer", normalizer(json.path("normalizer"), notes));
        preTokenizer(json.path("pre_tokenizer"), notes);
        json.set("added_tokens", added);
        return new LosslessForm(json.toString(), List.copyOf(notes), pieces(json.path("pre_tokenizer")), !added.isEmpty());
    }

    private static Pieces pieces(JsonNode preTokenizer) {
        JsonNode only = preTokenizer.path("pretokenizers").size() == 1 ? preTokenizer.path("pretokenizers").get(0) : preTokenizer;
        if (only.isNull() || only.isMissingNode()) {
            return Pieces.WHOLE;
        }
        if (!only.path("type").asText().equals("Metaspace")) {
            return Pieces.OTHERWISE;
        }
        return only.path("split").asBoolean(true) ? Pieces.AT_SPACES : Pieces.WHOLE;
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
        if (part.path("pretokenizers").findValuesAsText("type").contains("Metaspace")) {
            dropWhiteSpaceCuts((ArrayNode) part.path("pretokenizers"), notes);
        }
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

    /** Cutting at white space before spaces become {@code ▁} drops it. */
    private static void dropWhiteSpaceCuts(ArrayNode steps, List<String> notes) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).path("type").asText().equals("WhitespaceSplit")) {
                steps.remove(i);
                notes.add("The tokenizer takes any white space for one space; this is left out, so that white space is cut as it stands.");
            }
        }
    }
}
