package org.bytestill.bytes;

import java.util.Arrays;
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

    /** Spreads a value for each of the 257 outcomes over the ids that begin with it: of an id that is neither, 0. */
    void spread(double[] ofOutcome, double[] ofId) {
        double[] ofGroup = new double[neither + 1];
        int first = trie.childrenStart(TokenTrie.ROOT);
        for (int child = 0; child < end; child++) {
            ofGroup[child] = ofOutcome[trie.byteOf(first + child)];
        }
        ofGroup[end] = ofOutcome[ByteDistribution.EOS];
        for (int id = 0; id < group.length; id++) {
            ofId[id] = ofGroup[group[id]];
        }
        Arrays.fill(ofId, group.length, ofId.length, 0);
    }

    /** Adds to every id below a node of the trie, but not ending there, the factor times the value of its byte after the node. */
    void addBelow(int node, double factor, double[] ofByte, double[] ofId) {
        for (int child = trie.childrenStart(node); child < trie.childrenEnd(node); child++) {
            double value = factor * ofByte[trie.byteOf(child)];
            for (int position = trie.low(child); position < trie.high(child); position++) {
                ofId[trie.tokenAt(position)] += value;
            }
        }
    }

    /**
     * Masses below each child of the root, then of the end of the sequence, then of all that is neither. In the order of the
     * ids: going through a large row in the order of the trie takes twice the time.
     */
    double[] masses(LogRow logProbabilities) {
        double[] masses = new double[neither + 1];
        for (int id = 0; id < group.length; id++) {
            masses[group[id]] += Exponential.of(logProbabilities.at(id));
        }
        for (int id = group.length; id < logProbabilities.size(); id++) {
            masses[neither] += Exponential.of(logProbabilities.at(id));
        }
        return masses;
    }

    /** As above, of a float32 row. */
    double[] masses(float[] logProbabilities) {
        return masses(LogRow.of(logProbabilities));
    }
}
