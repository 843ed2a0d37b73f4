package org.bytestill.bytes;

import java.util.Arrays;
import org.bytestill.problem.Check;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;

/**
 * What the ids of a model's rows stand for: bytes (in the trie), the end of the sequence, or neither. Ids beyond the
 * vocabulary, the padding of many embeddings, are neither.
 */
public final class ByteOutcomes {
    /** The cell of ids that end the sequence: the root's number, for no token ends there. */
    private static final int END = TokenTrie.ROOT;

    private final TokenTrie trie;
    /** For each id the node of its first two bytes, or of its only one; or END, or the cell beyond these nodes. */
    private final int[] cells;
    private final int neither;

    /** @param specialsAsText whether special tokens are the bytes of their names */
    public static ByteOutcomes of(TokenModel model, boolean specialsAsText) {
        return of(model.tokenizer().vocabulary().firstIds(model.rowSize()), specialsAsText);
    }

    /** @param vocabulary no larger than a row */
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

    /** Groups of ids: one for each child of the root, then the end of the sequence, then all that is neither. */
    public int groups() {
        return trie.childrenEnd(TokenTrie.ROOT) - trie.childrenStart(TokenTrie.ROOT) + 2;
    }

    /** The group of each id of a row. */
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

    /** A value for each of the 257 outcomes as one for each group: 0 for ids that are neither. */
    public void spread(double[] ofOutcome, double factor, double[] ofGroup) {
        int first = trie.childrenStart(TokenTrie.ROOT);
        int end = trie.childrenEnd(TokenTrie.ROOT) - first;
        for (int child = 0; child < end; child++) {
            ofGroup[child] = factor * ofOutcome[trie.byteOf(first + child)];
        }
        ofGroup[end] = factor * ofOutcome[ByteDistribution.EOS];
        ofGroup[end + 1] = 0;
    }

    /** Adds to every id below a node of the trie, but not ending there, the factor times the value of its byte after the node. */
    public void addBelow(int node, double factor, double[] ofByte, IdGradient ofId) {
        for (int child = trie.childrenStart(node); child < trie.childrenEnd(node); child++) {
            double value = factor * ofByte[trie.byteOf(child)];
            for (int position = trie.low(child); position < trie.high(child); position++) {
                ofId.add(trie.tokenAt(position), value);
            }
        }
    }

    /**
     * A row's masses of the end, of what is neither, and below the nodes of one and of two bytes. In the order of the ids: going
     * through a large row in the order of the trie takes twice the time. And at once for two bytes, since the tokens that begin
     * with a space are half of many vocabularies.
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

    /** What {@link #masses} gives, in the unit of the row. */
    public final class Masses {
        private final double[] ofNode;

        private Masses(double[] ofNode) {
            this.ofNode = ofNode;
        }

        public double endOfSequence() {
            return ofNode[END];
        }

        /** Mass of ids that are neither bytes nor the end. */
        public double residual() {
            return ofNode[neither];
        }

        /** Masses of the children of a node: the root, or a child of it. */
        double[] ofChildren(int node) {
            return Arrays.copyOfRange(ofNode, trie.childrenStart(node), trie.childrenEnd(node));
        }
    }
}
