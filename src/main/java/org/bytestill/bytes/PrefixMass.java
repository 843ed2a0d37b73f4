package org.bytestill.bytes;

import java.util.Arrays;
import org.bytestill.problem.Check;
import org.bytestill.problem.UserError;
import org.bytestill.text.TokenTrie;
import org.jspecify.annotations.Nullable;

/**
 * Prefix masses of one next-token distribution: the distribution summed over the nodes of the vocabulary's trie, along the
 * bytes that follow the context in the document: M_c[n] of method.md 1.2.
 *
 * <p>Level d is the trie node reached by the d bytes that follow the context. For each level the masses of the node's children
 * and of the tokens that end there are kept, a few hundred numbers; the distribution itself is released. The masses are float64
 * and scaled so that the mass of the root, that is of bytes, end of sequence and residual together, is 1. While a text is being written,
 * the distribution is kept, and levels are added as the bytes come ({@link #after}).
 */
public final class PrefixMass {
    private final TokenTrie trie;
    private final int[] nodes;
    private final double[] masses;
    private final double[][] children;
    private final double[][] ends;
    private final boolean[] goesOn;
    private final double endOfSequence;
    private final double residual;
    /** The distribution; null where the text is known. */
    private final @Nullable TokenRow row;
    /** The sum of the distribution. */
    private final double total;

    private PrefixMass(TokenTrie trie, int[] nodes, double[][] children, double[][] ends, double endOfSequence, double residual,
            @Nullable TokenRow row, double total) {
        this.trie = trie;
        this.row = row;
        this.total = total;
        this.nodes = nodes;
        this.children = children;
        this.ends = ends;
        this.endOfSequence = endOfSequence;
        this.residual = residual;
        this.masses = new double[nodes.length];
        this.goesOn = new boolean[nodes.length];
        masses[0] = 1;
        for (int level = 0; level < nodes.length; level++) {
            goesOn[level] = level == 0 || Total.of(children[level]) > 0;
        }
        for (int level = 1; level < nodes.length; level++) {
            masses[level] = children[level - 1][nodes[level] - trie.childrenStart(nodes[level - 1])];
        }
    }

    /**
     * @param outcomes the trie, and the ids outside it
     * @param row      the next-token distribution, at least as long as the vocabulary
     * @param text     the document
     * @param from     offset at which the context ends: level 0 is before this byte
     */
    public static PrefixMass along(ByteOutcomes outcomes, TokenRow row, byte[] text, int from) {
        return along(outcomes, row, text, from, false);
    }

    /** As {@link #along}, of a text that will go on: the row is kept, and must not change. */
    static PrefixMass open(ByteOutcomes outcomes, TokenRow row, byte[] text, int from) {
        return along(outcomes, row, text, from, true);
    }

    private static PrefixMass along(ByteOutcomes outcomes, TokenRow row, byte[] text, int from, boolean keepsRow) {
        TokenTrie trie = outcomes.trie();
        int[] path = path(trie, text, from);
        ByteOutcomes.Masses masses = outcomes.masses(row);
        double total = Total.of(masses.ofChildren(TokenTrie.ROOT)) + masses.endOfSequence() + masses.residual();
        if (!(total > 0) || Double.isInfinite(total)) {
            throw UserError.badInput("The model's token probabilities before byte %d sum to %s: it overflows in this precision, or its "
                    + "weights are damaged. Choose float32, or copy the model again.", from, total);
        }
        double[][] children = new double[path.length][];
        double[][] ends = new double[path.length][];
        for (int level = 0; level < path.length; level++) {
            int node = path[level];
            children[level] = level <= 1 ? masses.ofChildren(node) : childMasses(trie, node, row);
            ends[level] = endMasses(trie, node, row);
            divide(children[level], total);
            divide(ends[level], total);
        }
        return new PrefixMass(trie, path, children, ends, masses.endOfSequence() / total, masses.residual() / total,
                keepsRow ? row : null, total);
    }

    /**
     * The masses with one level more, for a byte of the text that has become known. If the bytes before it have left the trie, or it leaves
     * the trie, nothing is added.
     *
     * @param level the level before the byte
     */
    PrefixMass after(int level, byte value) {
        Check.argument(row != null, "These masses have not kept their row.");
        int node = nodes.length == level + 1 ? trie.child(nodes[level], value) : TokenTrie.NONE;
        if (node == TokenTrie.NONE) {
            return this;
        }
        double[] below = childMasses(trie, node, row);
        double[] ending = endMasses(trie, node, row);
        divide(below, total);
        divide(ending, total);
        return new PrefixMass(trie, with(nodes, node), with(children, below), with(ends, ending), endOfSequence, residual, row, total);
    }

    private static int[] with(int[] values, int last) {
        int[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = last;
        return more;
    }

    private static double[][] with(double[][] values, double[] last) {
        double[][] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = last;
        return more;
    }

    /** Probabilities of the tokens that end at the node. */
    private static double[] endMasses(TokenTrie trie, int node, TokenRow row) {
        double[] masses = new double[trie.endsHigh(node) - trie.low(node)];
        for (int end = 0; end < masses.length; end++) {
            masses[end] = row.probability(trie.tokenAt(trie.low(node) + end));
        }
        return masses;
    }

    private static double[] childMasses(TokenTrie trie, int node, TokenRow row) {
        int first = trie.childrenStart(node);
        double[] masses = new double[trie.childrenEnd(node) - first];
        for (int child = 0; child < masses.length; child++) {
            masses[child] = sum(trie, row, trie.low(first + child), trie.high(first + child));
        }
        return masses;
    }

    /** Trie nodes along the bytes of the document. A node after the last byte is never needed. */
    private static int[] path(TokenTrie trie, byte[] text, int from) {
        int most = Math.min(trie.longestToken(), Math.max(0, text.length - 1 - from)) + 1;
        int[] path = new int[most];
        int length = 1;
        while (length < most) {
            int child = trie.child(path[length - 1], text[from + length - 1]);
            if (child == TokenTrie.NONE) {
                break;
            }
            path[length++] = child;
        }
        return Arrays.copyOf(path, length);
    }

    private static double sum(TokenTrie trie, TokenRow row, int low, int high) {
        double sum = 0;
        for (int position = low; position < high; position++) {
            sum += row.probability(trie.tokenAt(position));
        }
        return sum;
    }

    private static void divide(double[] values, double divisor) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= divisor;
        }
    }

    /** Mass at or below the level's node; 0 where the bytes of the document have left the trie. */
    public double mass(int level) {
        return level < masses.length ? masses[level] : 0;
    }

    /** Whether the level's node has mass for a next outcome without a token ending there. */
    public boolean goesOn(int level) {
        return level < nodes.length && goesOn[level];
    }

    /** Number of levels that the document's bytes reach in the trie, at least 1. */
    public int levels() {
        return nodes.length;
    }

    /** Dot product of the masses of the level's children with the values of their bytes. */
    public double dotChildren(int level, double[] ofByte) {
        int firstChild = trie.childrenStart(nodes[level]);
        double sum = 0;
        for (int child = 0; child < children[level].length; child++) {
            sum += children[level][child] * ofByte[trie.byteOf(firstChild + child)];
        }
        return sum;
    }

    /** Dot product as {@link #dotChildren}, with the absolute values of {@code ofByte}. */
    public double dotChildrenAbsolute(int level, double[] ofByte) {
        int firstChild = trie.childrenStart(nodes[level]);
        double sum = 0;
        for (int child = 0; child < children[level].length; child++) {
            sum += children[level][child] * Math.abs(ofByte[trie.byteOf(firstChild + child)]);
        }
        return sum;
    }

    /** The trie node of the level. */
    public int node(int level) {
        return nodes[level];
    }

    /** Mass of all outcomes of the next byte from the level's node, without the tokens that end there. */
    public double onward(int level) {
        double children = Total.of(this.children[level]);
        return level == 0 ? children + endOfSequence + residual : children;
    }

    /** Adds the mass of each child of the level's node, times the share, to the byte of that child. */
    public void addChildren(int level, double share, double[] bytes) {
        int firstChild = trie.childrenStart(nodes[level]);
        double[] masses = children[level];
        for (int child = 0; child < masses.length; child++) {
            bytes[trie.byteOf(firstChild + child)] += share * masses[child];
        }
    }

    /** Number of tokens that end at the level's node. */
    public int endCount(int level) {
        return level < ends.length ? ends[level].length : 0;
    }

    public int endToken(int level, int end) {
        return trie.tokenAt(trie.low(nodes[level]) + end);
    }

    public double endProbability(int level, int end) {
        return ends[level][end];
    }

    /** Probability of one of the tokens that end at the level's node. */
    public double endProbabilityOf(int level, int token) {
        for (int end = 0; end < endCount(level); end++) {
            if (endToken(level, end) == token) {
                return ends[level][end];
            }
        }
        return 0;
    }

    /** Probability that the sequence ends here; an outcome at level 0 only. */
    public double endOfSequence() {
        return endOfSequence;
    }

    /** Probability of ids that are neither bytes nor the end. */
    public double residual() {
        return residual;
    }
}
