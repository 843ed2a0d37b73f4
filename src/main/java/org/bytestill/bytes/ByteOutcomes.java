package org.bytestill.bytes;

import java.util.Arrays;
import org.bytestill.problem.Check;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * The map from token ids to outcomes of the next byte: an id is a byte string (in the trie of the vocabulary), the end of the
 * sequence, or neither. Ids beyond the vocabulary, with which many embeddings are padded, are neither; their mass is the
 * residual.
 */
public final class ByteOutcomes {
    /** The cell of ids that end the sequence: the number of the root, since no token ends there. */
    private static final int END = TokenTrie.ROOT;

    private final TokenTrie trie;
    /** For each id the trie node of its first two bytes, or of its only byte; END; or the cell after these nodes for neither. */
    private final int[] cells;
    private final int neither;

    /** @param specialsAsText whether special tokens are the bytes of their names */
    public static ByteOutcomes of(TokenModel model, boolean specialsAsText) {
        return of(model.tokenizer().vocabulary().firstIds(model.rowSize()), specialsAsText);
    }

    /** @param vocabulary no larger than a next-token distribution */
    public static ByteOutcomes of(Vocabulary vocabulary, boolean specialsAsText) {
        Check.that(vocabulary.beginOfSequence() >= 0, "The tokenizer names neither a begin-of-sequence nor an end-of-sequence token: "
                + "a document has nothing to start from. Name bos_token or eos_token in tokenizer_config.json.");
        return new ByteOutcomes(specialsAsText ? vocabulary.withSpecialsAsText() : vocabulary);
    }

    private ByteOutcomes(Vocabulary vocabulary) {
        trie = new TokenTrie(vocabulary);
        int lastOfOneByte = trie.childrenEnd(TokenTrie.ROOT) - 1;
        neither = trie.childrenEnd(lastOfOneByte);
        cells = new int[vocabulary.size()];
        for (int id = 0; id < cells.length; id++) {
            cells[id] = vocabulary.endsSequence(id) ? END : cell(vocabulary.bytesOf(id));
        }
    }

    private int cell(byte[] bytes) {
        if (bytes.length == 0) {
            return neither;
        }
        int first = trie.child(TokenTrie.ROOT, bytes[0]);
        return bytes.length == 1 ? first : trie.child(first, bytes[1]);
    }

    public TokenTrie trie() {
        return trie;
    }

    /** Number of groups of ids: one for each child of the root, one for the end of the sequence, one for neither. */
    public int groups() {
        return trie.childrenEnd(TokenTrie.ROOT) - trie.childrenStart(TokenTrie.ROOT) + 2;
    }

    /** The group of each of the {@code rowSize} ids of a next-token distribution. */
    public long[] groupsOf(int rowSize) {
        long[] ofCell = new long[neither + 1];
        int group = 0;
        for (int node = trie.childrenStart(TokenTrie.ROOT); node < trie.childrenEnd(TokenTrie.ROOT); node++) {
            ofCell[node] = group;
            Arrays.fill(ofCell, trie.childrenStart(node), trie.childrenEnd(node), group++);
        }
        ofCell[END] = group++;
        ofCell[neither] = group;
        long[] groups = new long[rowSize];
        for (int id = 0; id < rowSize; id++) {
            groups[id] = ofCell[id < cells.length ? cells[id] : neither];
        }
        return groups;
    }

    /** Copies one value per outcome to one value per group, times the factor; the group of neither gets 0. */
    public void spread(double[] ofOutcome, double factor, double[] ofGroup) {
        int first = trie.childrenStart(TokenTrie.ROOT);
        int end = trie.childrenEnd(TokenTrie.ROOT) - first;
        for (int child = 0; child < end; child++) {
            ofGroup[child] = factor * ofOutcome[trie.byteOf(first + child)];
        }
        ofGroup[end] = factor * ofOutcome[ByteDistribution.EOS];
        ofGroup[end + 1] = 0;
    }

    /** For every token that continues beyond a trie node: adds the factor times the value of the byte after the node. */
    public void addBelow(int node, double factor, double[] ofByte, IdGradient ofId) {
        for (int child = trie.childrenStart(node); child < trie.childrenEnd(node); child++) {
            double value = factor * ofByte[trie.byteOf(child)];
            for (int position = trie.low(child); position < trie.high(child); position++) {
                ofId.add(trie.tokenAt(position), value);
            }
        }
    }

    /**
     * Sums a next-token distribution to the mass of the end of the sequence, of neither, and of the trie nodes of one and of
     * two bytes. The sum runs in the order of the ids, because the order of the trie takes twice the time on a large
     * vocabulary. It covers two bytes at once, because half of the tokens of many vocabularies begin with a space.
     */
    public Masses masses(TokenRow row) {
        double[] ofNode = new double[neither + 1];
        row.addTo(ofNode, cells);
        for (int node = trie.childrenStart(TokenTrie.ROOT); node < trie.childrenEnd(TokenTrie.ROOT); node++) {
            for (int child = trie.childrenStart(node); child < trie.childrenEnd(node); child++) {
                ofNode[node] += ofNode[child];
            }
        }
        return new Masses(ofNode);
    }

    /** Sums of one next-token distribution over groups of ids, in the unit of that distribution. */
    public final class Masses {
        private final double[] ofNode;

        private Masses(double[] ofNode) {
            this.ofNode = ofNode;
        }

        public double endOfSequence() {
            return ofNode[END];
        }

        /** Mass of the ids that are neither bytes nor the end of the sequence. */
        public double residual() {
            return ofNode[neither];
        }

        /** Masses of the children of a node, which is the root or a child of the root. */
        double[] ofChildren(int node) {
            return Arrays.copyOfRange(ofNode, trie.childrenStart(node), trie.childrenEnd(node));
        }
    }
}
