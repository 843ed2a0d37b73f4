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
        return of(model.tokenizer().vocabulary().firstIds(model.rowSize()), specialsAsText);
    }

    /** @param vocabulary no larger than a row */
    static ByteOutcomes of(Vocabulary vocabulary, boolean specialsAsText) {
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

    /** Groups of ids: one for each child of the root, then the end of the sequence, then all that is neither. */
    int groups() {
        return neither + 1;
    }

    /** The group of each id of a row. */
    long[] groupsOf(int rowSize) {
        long[] groups = new long[rowSize];
        for (int id = 0; id < rowSize; id++) {
            groups[id] = id < group.length ? group[id] : neither;
        }
        return groups;
    }

    /** A value for each of the 257 outcomes as one for each group: 0 for ids that are neither. */
    void spread(double[] ofOutcome, double factor, double[] ofGroup) {
        int first = trie.childrenStart(TokenTrie.ROOT);
        for (int child = 0; child < end; child++) {
            ofGroup[child] = factor * ofOutcome[trie.byteOf(first + child)];
        }
        ofGroup[end] = factor * ofOutcome[ByteDistribution.EOS];
        ofGroup[neither] = 0;
    }

    /** Adds to every id below a node of the trie, but not ending there, the factor times the value of its byte after the node. */
    void addBelow(int node, double factor, double[] ofByte, CoverGradient.Additions ofId) {
        for (int child = trie.childrenStart(node); child < trie.childrenEnd(node); child++) {
            double value = factor * ofByte[trie.byteOf(child)];
            for (int position = trie.low(child); position < trie.high(child); position++) {
                ofId.add(trie.tokenAt(position), value);
            }
        }
    }

    /**
     * Masses below each child of the root, then of the end of the sequence, then of all that is neither. In the order of the
     * ids: going through a large row in the order of the trie takes twice the time.
     */
    double[] masses(TokenRow row) {
        double[] masses = new double[neither + 1];
        for (int id = 0; id < group.length; id++) {
            masses[group[id]] += row.probability(id);
        }
        for (int id = group.length; id < row.size(); id++) {
            masses[neither] += row.probability(id);
        }
        return masses;
    }

    /** As above, of a float32 row. */
    double[] masses(float[] logProbabilities) {
        return masses(TokenRow.ofLogs(logProbabilities));
    }
}
