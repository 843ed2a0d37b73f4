package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The tokens of a vocabulary as a GGUF file lists them: one for every row of the embedding, each with its type. */
final class GgufTokens {
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;
    private static final int BYTE = 6;

    private final Spelling spelling;
    private final Vocabulary vocabulary;
    private final BitSet added = new BitSet();
    private final String unknown;
    private final List<String> texts = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();

    /**
     * @param json a {@code tokenizer.json}
     * @param rows of the embedding
     */
    GgufTokens(JsonNode json, Spelling spelling, Vocabulary vocabulary, int rows) {
        this.spelling = spelling;
        this.vocabulary = vocabulary;
        this.unknown = json.path("model").path("unk_token").asText("");
        json.path("added_tokens").forEach(token -> added.set(token.path("id").asInt()));
        for (int id = 0; id < rows; id++) {
            add(id);
        }
    }

    private void add(int id) {
        String name = vocabulary.nameOf(id);
        if (name.isEmpty()) {
            // Converters name fillers so.
            texts.add("[PAD" + id + "]");
            types.add(UNUSED);
            return;
        }
        texts.add(name);
        types.add(type(id, name));
    }

    private int type(int id, String name) {
        boolean sentencePiece = spelling == Spelling.SENTENCE_PIECE;
        if (sentencePiece && Spelling.byteOf(name) >= 0) {
            return BYTE;
        }
        if (sentencePiece && name.equals(unknown)) {
            return UNKNOWN;
        }
        if (vocabulary.isSpecial(id)) {
            return CONTROL;
        }
        // A name with the sign for a space is no text that could be found as it stands.
        return added.get(id) && !(sentencePiece && name.indexOf(Spelling.SPACE) >= 0) ? USER_DEFINED : NORMAL;
    }

    /** Spelled as in {@code tokenizer.json}. */
    List<String> texts() {
        return texts;
    }

    int[] types() {
        return types.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Rows that are no token. */
    long fillers() {
        return types.stream().filter(type -> type == UNUSED).count();
    }

    /** True if every byte has a token of its own. */
    boolean haveAllBytes() {
        return types.stream().filter(type -> type == BYTE).count() == 256;
    }

    /** The id of the token for what is unknown, or -1. */
    int unknown() {
        return unknown.isEmpty() ? -1 : texts.indexOf(unknown);
    }
}
