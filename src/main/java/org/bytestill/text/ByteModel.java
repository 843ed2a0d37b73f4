package org.bytestill.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bytestill.util.JsonFile;

/**
 * A BPE of a {@code tokenizer.json} that has nothing but byte fallback: its ids are the bytes of what arrives at it. With it the tokenizers
 * library normalizes and pre-tokenizes a text, and says where the pieces are.
 */
final class ByteModel {
    /** Number of its ids. */
    static final int SIZE = 256;

    private ByteModel() {}

    static ObjectNode node() {
        ObjectNode model = JsonFile.MAPPER.createObjectNode().put("type", "BPE").putNull("dropout").putNull("unk_token")
                .putNull("continuing_subword_prefix").putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", true)
                .put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int value = 0; value < SIZE; value++) {
            vocabulary.put(Spelling.SENTENCE_PIECE.ofByte(value), value);
        }
        model.putArray("merges");
        return model;
    }
}
