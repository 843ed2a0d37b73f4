package org.bytestill.student;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytestill.problem.UserError;
import org.bytestill.text.Tokenizer;
import org.bytestill.text.Vocabulary;

/**
 * Fast Vocabulary Transfer (Gee et al. 2022): which old tokens' embeddings a new token's embedding is the mean of. These are
 * the old tokens of the new one's bytes, so a token that both vocabularies have keeps its own. Special tokens keep that of the
 * same name, else of the same role. What has no counterpart (a gap between ids, a special token of a role the model did not
 * know, a byte the old tokenizer had no token for) gets the mean of all.
 */
final class TokenSources {
    /** Stands for all old tokens that are bytes. */
    static final int[] ALL = {};

    private final Tokenizer oldTokenizer;
    private final Vocabulary old;
    private final Map<ByteBuffer, Integer> oldByBytes = new HashMap<>();
    private final Map<String, Integer> oldByName = new HashMap<>();
    private final Map<String, String> oldNameOfNew;

    /** @param oldNameOfNew old special token of the same role, by the new one's name */
    TokenSources(Tokenizer oldTokenizer, Map<String, String> oldNameOfNew) {
        this.oldTokenizer = oldTokenizer;
        this.old = oldTokenizer.vocabulary();
        this.oldNameOfNew = oldNameOfNew;
        for (int id = old.size() - 1; id >= 0; id--) {
            oldByName.put(old.nameOf(id), id);
            if (old.bytesOf(id).length > 0) {
                oldByBytes.put(ByteBuffer.wrap(old.bytesOf(id)), id);
            }
        }
        oldByName.remove("");
    }

    /** Old ids of every new id, one after the other; {@link #ALL} where there is no counterpart. */
    int[][] of(Vocabulary fresh) {
        int[][] sources = new int[fresh.size()][];
        Arrays.setAll(sources, id -> sourcesOf(fresh, id));
        return sources;
    }

    private int[] sourcesOf(Vocabulary fresh, int id) {
        if (fresh.bytesOf(id).length > 0) {
            return sourcesOf(fresh.bytesOf(id));
        }
        if (oldByName.containsKey(fresh.nameOf(id))) {
            return new int[] {oldByName.get(fresh.nameOf(id))};
        }
        Integer sameRole = oldByName.get(oldNameOfNew.getOrDefault(fresh.nameOf(id), ""));
        if (sameRole != null) {
            return new int[] {sameRole};
        }
        int begin = old.beginOfSequence();
        if (id == fresh.beginOfSequence() && begin >= 0) {
            return new int[] {begin};
        }
        int end = old.endOfSequence().nextSetBit(0);
        return fresh.endsSequence(id) && end >= 0 ? new int[] {end} : ALL;
    }

    private int[] sourcesOf(byte[] bytes) {
        int[] tokens;
        try {
            tokens = oldTokenizer.encode(bytes);
        } catch (UserError e) {
            return ALL; // the old tokenizer has no token for one of the bytes
        }
        // Of several old tokens with these bytes (a letter and its byte token, say) the canonical one is meant, if it is one.
        Integer shared = tokens.length == 1 ? null : oldByBytes.get(ByteBuffer.wrap(bytes));
        return shared == null ? tokens : new int[] {shared};
    }
}
