package org.bytestill.bytes;

import org.bytestill.problem.Check;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * What the ids of a model's rows stand for: bytes (in the trie), the end of the sequence, or neither. Ids beyond the
 * vocabulary, the padding of many embeddings, are neither.
 */
final class ByteOutcomes {
    private final TokenTrie trie;
    /** For each id the child of the root it lies below; then END, or NEITHER. */
    private final short[] group;
    private final int end;
    private final int neither;

    /** @param specialsAsText whether special tokens are the bytes of their names */
    static ByteOutcomes of(TokenModel model, boolean specialsAsText) {
        Vocabulary vocabulary = model.tokenizer().vocabulary().firstIds(model.rowSize());
        Check.that(vocabulary.beginOfSequence() >= 0, "The tokenizer names neither a begin-of-sequence nor an end-of-sequence token: "
                + "a document has nothing to start from. Name bos_token or eos_token in tokenizer_config.json.");
        return new ByteOutcomes(specialsAsText ? vocabulary.withSpecialsAsText() : vocabulary);
    }

    private ByteOutcomes(Vocabulary vocabulary) {
        trie = new TokenTrie(vocabulary);
        int first = trie.childrenStart(TokenTrie.ROOT);
        end = trie.childrenEnd(TokenTrie.ROOT) - first;
        neither = end + 1;
        group = new short[vocabulary.size()];
        for (int id = 0; id < group.length; id++) {
            byte[] bytes = vocabulary.bytesOf(id);
            int where = bytes.length == 0 ? neither : trie.child(TokenTrie.ROOT, bytes[0]) - first;
            group[id] = (short) (vocabulary.endsSequence(id) ? end : where);
        }
    }

    TokenTrie trie() {
        return trie;
    }

    /**
     * Masses below each child of the root, then of the end of the sequence, then of all that is neither. In the order of the
     * ids: going through a large row in the order of the trie takes twice the time.
     */
    double[] masses(float[] logProbabilities) {
        double[] masses = new double[neither + 1];
        for (int id = 0; id < group.length; id++) {
            masses[group[id]] += Exponential.of(logProbabilities[id]);
        }
        for (int id = group.length; id < logProbabilities.length; id++) {
            masses[neither] += Exponential.of(logProbabilities[id]);
        }
        return masses;
    }
}
