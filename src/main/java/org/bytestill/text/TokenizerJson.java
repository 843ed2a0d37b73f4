package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bytestill.problem.UserError;

/**
 * What a Hugging Face {@code tokenizer.json} says, or one made of a GGUF file: the byte string of every token, the merges, and a text of the same
 * form that cuts without losing a byte ({@link LosslessForm}).
 *
 * <p>Read are byte-level BPE and SentencePiece-style BPE with byte fallback; other kinds are refused by name.
 */
final class TokenizerJson {
    private static final String SUPPORTED = "Byte-level BPE (as in Llama 3, Qwen, SmolLM, GPT-2) and SentencePiece-style BPE with byte "
            + "fallback (as in Llama 2, Mistral, Gemma) are supported. Choose a model with one of these.";

    private final Path file;
    private final byte[] content;
    private final Spelling spelling;
    private final boolean ignoreMerges;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Vocabulary vocabulary;
    private final BytePairMerger merger;
    private final LosslessForm lossless;

    private TokenizerJson(TokenizerFiles files) {
        this.file = files.file();
        this.content = files.content();
        ObjectNode json = files.tokenizer();
        JsonNode model = json.path("model");
        requireBpe(model);
        this.spelling = spellingOf(json);
        this.ignoreMerges = model.path("ignore_merges").asBoolean();

        Map<String, Integer> added = new HashMap<>();
        BitSet special = new BitSet();
        readIds(json, added, special);
        Integer unknown = ids.get(model.path("unk_token").asText(""));
        if (unknown != null) {
            special.set(unknown);
        }
        SequenceIds sequence = SequenceIds.read(files, added, ids);
        special.or(sequence.end());
        if (sequence.begin() >= 0) {
            special.set(sequence.begin());
        }
        this.vocabulary = vocabulary(special, sequence);
        List<String[]> merges = merges(model.path("merges"), special);
        this.merger = BytePairMerger.of(merges, ids);
        this.lossless = LosslessForm.of(json, merges, vocabulary);
    }

    /** @throws UserError if there is no such file, it is damaged, or of a kind that cannot be read */
    static TokenizerJson read(Path model) {
        return new TokenizerJson(TokenizerFiles.read(model));
    }

    private void requireBpe(JsonNode model) {
        String type = model.path("type").asText(model.has("merges") ? "BPE" : "unknown");
        if (!type.equals("BPE")) {
            throw UserError.badInput("%s holds a tokenizer of type %s. %s", file, type, SUPPORTED);
        }
        for (String affix : new String[] {"continuing_subword_prefix", "end_of_word_suffix"}) {
            if (!model.path(affix).asText("").isEmpty() && !model.path(affix).isNull()) {
                throw UserError.badInput("%s holds a BPE that marks word ends (%s is \"%s\"): its tokens are not plain bytes. %s",
                        file, affix, model.path(affix).asText(), SUPPORTED);
            }
        }
        if (!model.path("vocab").isObject() || !model.path("merges").isArray()) {
            throw UserError.corruptFile("%s has no model.vocab or no model.merges. Copy it again from where it came.", file);
        }
    }

    private Spelling spellingOf(JsonNode json) {
        if (mentions(json.path("decoder"), "ByteLevel") || mentions(json.path("pre_tokenizer"), "ByteLevel")) {
            return Spelling.BYTE_LEVEL;
        }
        if (json.path("model").path("byte_fallback").asBoolean() || mentions(json.path("decoder"), "ByteFallback")
                || mentions(json.path("pre_tokenizer"), "Metaspace")) {
            return Spelling.SENTENCE_PIECE;
        }
        throw UserError.badInput("%s holds a BPE over characters, neither byte-level nor with byte fallback: not every text has tokens. %s",
                file, SUPPORTED);
    }

    private static boolean mentions(JsonNode part, String type) {
        return part.findValues("type").stream().anyMatch(found -> found.asText().equals(type));
    }

    private void readIds(JsonNode json, Map<String, Integer> added, BitSet special) {
        Iterator<Map.Entry<String, JsonNode>> entries = json.path("model").path("vocab").fields();
        while (entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            ids.put(entry.getKey(), checkedId(entry.getKey(), entry.getValue()));
        }
        for (JsonNode token : json.path("added_tokens")) {
            int id = checkedId(token.path("content").asText(), token.path("id"));
            added.put(token.path("content").asText(), id);
            ids.put(token.path("content").asText(), id);
            if (token.path("special").asBoolean()) {
                special.set(id);
            }
        }
    }

    private int checkedId(String token, JsonNode id) {
        // A wild id would size the vocabulary's arrays.
        if (!id.isInt() || id.asInt() < 0 || id.asInt() > 1 << 24) {
            throw UserError.corruptFile("%s: token \"%s\" has the id %s; a number from 0 to %d was expected.", file, token, id, 1 << 24);
        }
        return id.asInt();
    }

    private Vocabulary vocabulary(BitSet special, SequenceIds sequence) {
        int size = ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
        byte[][] bytes = new byte[size][];
        String[] names = new String[size];
        ids.forEach((token, id) -> {
            names[id] = token;
            bytes[id] = special.get(id) ? null : spelling.bytesOf(token);
        });
        return new Vocabulary(bytes, names, special, sequence.begin(), sequence.end());
    }

    /** Merges that can be made without a special token; older files write a pair as one string with a space. */
    private List<String[]> merges(JsonNode list, BitSet special) {
        List<String[]> merges = new ArrayList<>(list.size());
        for (JsonNode merge : list) {
            String[] pair = merge.isArray() && merge.size() == 2
                    ? new String[] {merge.get(0).asText(), merge.get(1).asText()} : merge.asText().split(" ", 2);
            Integer left = ids.get(pair[0]);
            Integer right = pair.length == 2 ? ids.get(pair[1]) : null;
            Integer whole = pair.length == 2 ? ids.get(pair[0] + pair[1]) : null;
            if (left == null || right == null || whole == null) {
                throw UserError.corruptFile("%s: the merge %s names a token that is not in the vocabulary. Copy it again from where it came.",
                        file, merge);
            }
            boolean spellsAByte = spelling == Spelling.SENTENCE_PIECE && Spelling.byteOf(pair[0] + pair[1]) >= 0;
            if (!special.get(left) && !special.get(right) && !special.get(whole) && !spellsAByte) {
                merges.add(pair);
            }
        }
        return merges;
    }

    Path file() {
        return file;
    }

    /** The file as it is, for its hash. */
    byte[] content() {
        return content;
    }

    Spelling spelling() {
        return spelling;
    }

    /** True if a piece that is a token is not merged but taken whole. */
    boolean ignoreMerges() {
        return ignoreMerges;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    BytePairMerger merger() {
        return merger;
    }

    /** The id of an entry that is not special, or -1. */
    int idOf(String token) {
        Integer id = ids.get(token);
        return id == null || vocabulary.isSpecial(id) ? -1 : id;
    }

    /** The text handed to the tokenizers library. */
    byte[] losslessJson() {
        return lossless.json().getBytes(StandardCharsets.UTF_8);
    }

    /** What was left out to lose no byte, as sentences. */
    List<String> notes() {
        return lossless.notes();
    }
}
