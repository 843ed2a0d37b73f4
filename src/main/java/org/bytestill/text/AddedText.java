package org.bytestill.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Added tokens of a byte-level vocabulary whose characters have another meaning in the byte alphabet. Added tokens are matched literally,
 * so their bytes are their UTF-8: "café" ends with C3 A9, not with E9.
 *
 * <p>A tokenizer has one id for a name, whether the name is in the model's vocabulary or was added. Where the model needs the name, in a
 * merge or for a byte of ordinary text, the model keeps it and the added token is ignored; a note tells the user.
 */
final class AddedText {
    private final JsonNode model;
    private final Map<String, Integer> modelIds;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param modelIds ids of the model's entries by their spelling; names that go to added tokens are removed */
    AddedText(JsonNode model, Map<String, Integer> modelIds) {
        this.model = model;
        this.modelIds = modelIds;
    }

    /** True if the byte alphabet decodes the content to bytes other than its UTF-8. */
    static boolean isMisread(String content) {
        byte[] spelled = ByteAlphabet.bytesOf(content);
        return spelled != null && !Arrays.equals(spelled, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Registers an added token with its UTF-8 bytes; false if it has to be ignored. */
    boolean take(String content, int id) {
        boolean free = !modelIds.containsKey(content) || !isNeeded(content);
        if (modelIds.containsKey(content)) {
            note(content, id, free);
        }
        if (free) {
            modelIds.remove(content);
        }
        if (free || modelIds.get(content) != id) {
            ids.put(content, id);
        }
        return free;
    }

    private boolean isNeeded(String content) {
        boolean isByteOfText = content.length() == 1 && Utf8.isOfOrdinaryText(ByteAlphabet.bytesOf(content)[0] & 0xFF);
        return isByteOfText || isMerged(content);
    }

    private boolean isMerged(String content) {
        for (JsonNode merge : model.path("merges")) {
            List<String> pair = TokenizerJson.pair(merge);
            if (pair.contains(content) || String.join("", pair).equals(content)) {
                return true;
            }
        }
        return false;
    }

    private void note(String content, int id, boolean free) {
        byte[] bytes = ByteAlphabet.bytesOf(content);
        String hex = HexFormat.of().withUpperCase().withDelimiter(" ").formatHex(bytes);
        if (!free) {
            notes.add("The added token \"" + content + "\" (id " + id + ") has the name of the tokenizer's own token of the bytes " + hex
                    + ", which is needed: text is cut without the added token.");
        } else if (bytes.length == 1) {
            notes.add("The added token \"" + content + "\" (id " + id + ") has taken the token of the byte " + hex
                    + ": text that holds this byte cannot be cut.");
        }
    }

    /** Ids of the registered tokens. */
    Map<String, Integer> ids() {
        return ids;
    }

    /** Conflicts and their resolution, as sentences for the user. */
    List<String> notes() {
        return notes;
    }
}
