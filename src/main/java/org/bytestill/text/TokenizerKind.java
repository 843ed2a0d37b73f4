package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;

/** The supported kinds of subword models, by the {@code type} of the model in {@code tokenizer.json}. */
enum TokenizerKind {
    /** Byte-pair encoding: adjacent tokens are merged, in the order of rank. */
    BPE,
    /** Unigram language model: of all segmentations of a piece, that with the largest sum of log-probabilities. */
    UNIGRAM;

    private static final String SUPPORTED = "Byte-level BPE (as in Llama 3, Qwen, SmolLM, GPT-2), SentencePiece-style BPE with byte "
            + "fallback (as in Llama 2, Mistral, Gemma) and SentencePiece's Unigram are supported. Choose a model with one of these.";

    /** @throws UserError if it is damaged or of an unsupported kind */
    static TokenizerKind of(JsonNode model, Path file) {
        // Files of the first releases have no type.
        String type = model.path("type").asText(model.has("merges") ? "BPE" : model.path("vocab").isArray() ? "Unigram" : "unknown");
        switch (type) {
            case "BPE" -> {
                requireBpe(model, file);
                return BPE;
            }
            case "Unigram" -> {
                requireEntries(model.path("vocab"), file);
                return UNIGRAM;
            }
            default -> throw UserError.badInput("%s holds a tokenizer of type %s. %s", file, Quoted.of(type), SUPPORTED);
        }
    }

    private static void requireBpe(JsonNode model, Path file) {
        for (String affix : new String[] {"continuing_subword_prefix", "end_of_word_suffix"}) {
            if (!model.path(affix).asText("").isEmpty() && !model.path(affix).isNull()) {
                throw UserError.badInput("%s holds a BPE that marks word ends (%s is \"%s\"): its tokens are not plain bytes. %s",
                        file, affix, Quoted.of(model.path(affix).asText()), SUPPORTED);
            }
        }
        if (!model.path("vocab").isObject() || !model.path("merges").isArray()) {
            throw UserError.corruptFile("%s has no model.vocab or no model.merges. Copy it again from where it came.", file);
        }
    }

    private static void requireEntries(JsonNode entries, Path file) {
        if (entries.isEmpty()) {
            throw UserError.corruptFile("%s has no model.vocab. Copy it again from where it came.", file);
        }
        for (int id = 0; id < entries.size(); id++) {
            JsonNode entry = entries.get(id);
            if (entry == null || !entry.isArray() || entry.size() != 2 || !entry.get(0).isTextual() || !entry.get(1).isNumber()) {
                throw UserError.corruptFile(
                        "%s: entry %d of model.vocab is %s; a token and its score were expected. Copy it again from where it came.",
                        file, id, entry);
            }
        }
    }

    /** @throws UserError if there is neither a byte-level alphabet nor byte fallback, so that a byte may have no token */
    Spelling spelling(JsonNode json, Path file) {
        if (mentions(json.path("decoder"), "ByteLevel") || mentions(json.path("pre_tokenizer"), "ByteLevel")) {
            return Spelling.BYTE_LEVEL;
        }
        if (this == UNIGRAM || json.path("model").path("byte_fallback").asBoolean() || mentions(json.path("decoder"), "ByteFallback")
                || mentions(json.path("pre_tokenizer"), "Metaspace")) {
            return Spelling.SENTENCE_PIECE;
        }
        throw UserError.badInput("%s holds a BPE over characters, neither byte-level nor with byte fallback: not every text has tokens. %s",
                file, SUPPORTED);
    }

    private static boolean mentions(JsonNode part, String type) {
        return part.findValues("type").stream().anyMatch(found -> found.asText().equals(type));
    }
}
