package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytestill.util.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tokenizer.json} made lossless, so that the tokens of every text joined are its bytes: without prefix space, lossy normalizers,
 * truncation and post-processor, and with the names of special tokens as ordinary text. Of a BPE the library gets what comes before the
 * model alone ({@link ByteModel}) and gives pieces, which {@link BytePairPieces} encodes: building the tables of 500,000 merges would take
 * the library a second.
 *
 * @param json   the modified file
 * @param notes  removed parts that can change the tokens of a text, as sentences for the user
 * @param pieces kind of pre-tokenization
 * @param adds   true if there are added tokens, which are matched in the text before the model is applied
 * @param isKnown true if the tokenizers library may read it in this process, see {@link TokenizerLimits}
 * @param kept   true if pieces are kept that the file's pre-tokenizer drops
 * @param added  where the library gives bytes: the ids of the added tokens, which it numbers from 256; null where it gives tokens
 */
record LosslessForm(String json, List<String> notes, Pieces pieces, boolean adds, boolean isKnown, boolean kept, int @Nullable [] added) {
    private static final String SPACE = String.valueOf(Spelling.SPACE);

    /** Kinds of pre-tokenization: none, at spaces only, or by other rules. */
    enum Pieces { WHOLE, AT_SPACES, OTHERWISE }

    /** Lossless form of a BPE, without its merges. */
    static LosslessForm ofPairs(ObjectNode json, Vocabulary vocabulary, Spelling spelling) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        for (JsonNode token : json.path("added_tokens")) {
            String content = token.path("content").asText();
            if (!vocabulary.isSpecial(token.path("id").asInt()) && !content.isEmpty()) {
                named.put(content, token);
            }
        }
        json.set("model", ByteModel.node());
        ArrayNode added = JsonFile.MAPPER.createArrayNode();
        IntList ids = new IntList(named.size());
        named.forEach((content, token) -> {
            int ofByte = Spelling.byteOf(content);
            int number = ofByte >= 0 ? ofByte : ByteModel.SIZE + ids.size();
            if (ofByte < 0) {
                ids.add(token.path("id").asInt());
            }
            added.add(((ObjectNode) kept(token)).put("id", number));
        });
        return of(json, added, spelling, ids.toArray());
    }

    /** Lossless form of a Unigram. Ids are positions in its list, so special tokens are not removed but get a spelling that no text has. */
    static LosslessForm ofUnigram(ObjectNode json, Vocabulary vocabulary) {
        ObjectNode model = (ObjectNode) json.get("model");
        ArrayNode entries = (ArrayNode) model.get("vocab");
        if (!model.hasNonNull("unk_id")) {
            // The library needs an unknown token; its results for unknown characters are discarded.
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
        return of(json, added, Spelling.SENTENCE_PIECE, null);
    }

    private static JsonNode kept(JsonNode addedToken) {
        return ((ObjectNode) addedToken).put("lstrip", false).put("rstrip", false);
    }

    private static LosslessForm of(ObjectNode json, ArrayNode added, Spelling spelling, int @Nullable [] ids) {
        List<String> notes = new ArrayList<>();
        json.putNull("truncation").putNull("padding").putNull("post_processor");
        json.set("normalizer", normalizer(json.path("normalizer"), notes));
        preTokenizer(json.path("pre_tokenizer"), notes);
        boolean kept = keepPieces(json, spelling, notes);
        json.set("added_tokens", added);
        TokenizerLimits.strip(json);
        return new LosslessForm(json.toString(), List.copyOf(notes), pieces(json.path("pre_tokenizer")), !added.isEmpty(),
                TokenizerLimits.isKnown(json), kept, ids);
    }

    /** Where a pre-tokenizer drops or changes text, it shall only cut it; if that cannot be had, nothing is cut before the model. */
    private static boolean keepPieces(ObjectNode json, Spelling spelling, List<String> notes) {
        Optional<TextPipeline.Change> lost = pipeline(json, spelling).firstChange();
        if (lost.isEmpty()) {
            return false;
        }
        json.set("pre_tokenizer", KeptPieces.of(json.path("pre_tokenizer")));
        boolean cuts = pipeline(json, spelling).firstChange().isEmpty();
        notes.add("The tokenizer changes text before it cuts it: of " + JsonFile.MAPPER.valueToTree(lost.get().text()) + " it leaves "
                + JsonFile.MAPPER.valueToTree(lost.get().arrived()) + ". This is left out, so that no byte is lost: "
                + (cuts ? "what it would drop is cut as pieces of its own." : "text that it would change is cut as one piece."));
        return true;
    }

    private static TextPipeline pipeline(ObjectNode json, Spelling spelling) {
        return new TextPipeline(json.path("normalizer"), json.path("pre_tokenizer"), spelling);
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

    /** The normalizer without lossy parts; null if nothing is left. */
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

    /** Removes a split at white space before the Metaspace step, because it drops the white space. */
    private static void dropWhiteSpaceCuts(ArrayNode steps, List<String> notes) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).path("type").asText().equals("WhitespaceSplit")) {
                steps.remove(i);
                notes.add("The tokenizer takes any white space for one space; this is left out, so that white space is cut as it stands.");
            }
        }
    }
}
