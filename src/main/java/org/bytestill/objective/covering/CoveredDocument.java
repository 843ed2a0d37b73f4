package org.bytestill.objective.covering;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.cover.CoverSums;
import org.bytestill.bytes.cover.CoverTree;
import org.bytestill.bytes.cover.Covering;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.TeacherRows;

/**
 * A document of a batch with its covering tree, the teacher's next-byte distributions, and the sets of nodes and bytes that
 * take part in the update: evaluated nodes, nodes sampled for back-propagation, supervised bytes.
 */
final class CoveredDocument {
    private final Covering covering;
    private final CoverTree tree;
    private final float[] teacher;
    private final float[] rest;
    /** The canonical token that begins at the position, or -1. */
    private final int[] tokenAt;
    private final int tokens;
    private final int supervisedTokens;
    private boolean[] evaluated;
    private final boolean[] sampled;
    private boolean[] supervised;
    /** Bytes of tokens of white space alone, if they are left out. */
    private final boolean[] masked;

    CoveredDocument(Covering covering, CoverTree tree, TokenizedDocument document, int index, TeacherRows rows) {
        this(covering, tree, document, index, rows, false);
    }

    /** @param masksWhitespace whether bytes of tokens of blanks and tabs alone are not supervised */
    CoveredDocument(Covering covering, CoverTree tree, TokenizedDocument document, int index, TeacherRows rows, boolean masksWhitespace) {
        this.covering = covering;
        this.tree = tree;
        int size = tree.size();
        tokens = document.tokens();
        teacher = new float[size * ByteDistribution.OUTCOMES];
        rest = new float[size];
        tokenAt = new int[size];
        evaluated = new boolean[size];
        supervised = new boolean[size];
        sampled = new boolean[size];
        masked = new boolean[size];
        Arrays.fill(tokenAt, -1);
        for (int token = 0; token < document.tokens(); token++) {
            tokenAt[document.starts()[token]] = document.isSupervised(token) ? document.ids()[token] : -1;
        }
        if (masksWhitespace) {
            IntStream.range(0, document.tokens()).filter(token -> document.isSupervised(token) && document.isBlank(token))
                    .forEach(token -> Arrays.fill(masked, document.starts()[token], document.starts()[token + 1], true));
        }
        supervisedTokens = (int) Arrays.stream(tokenAt).filter(id -> id >= 0).count();
        for (int position = 0; position < size; position++) {
            evaluated[position] = tree.isNode(position);
            supervised[position] = isInSpan(position);
            if (tree.root(position) >= 0) {
                rest[position] = rows.read(index, position, teacher, position * ByteDistribution.OUTCOMES);
            }
        }
    }

    Covering covering() {
        return covering;
    }

    CoverTree tree() {
        return tree;
    }

    int size() {
        return tree.size();
    }

    /** New sums over this document's tree, without any distribution yet. */
    CoverSums newSums() {
        return new CoverSums(covering, tree);
    }

    /** The teacher's kept probabilities, 257 for each byte; 0 where an outcome is not kept. */
    float[] teacher() {
        return teacher;
    }

    /** The teacher's probability of an outcome; 0 if it is not kept. */
    double probability(int position, int outcome) {
        return teacher[position * ByteDistribution.OUTCOMES + outcome];
    }

    /** Number of tokens. */
    int tokens() {
        return tokens;
    }

    /** Number of supervised tokens. */
    int supervisedTokens() {
        return supervisedTokens;
    }

    /** True if the loss needs the next-token distribution at the node. */
    boolean needsRow(int position) {
        return tree.root(position) >= 0 || tokenAt(position) >= 0;
    }

    /** True if the position is in a supervised span and not masked, whether or not it is selected. */
    boolean isInSpan(int position) {
        return tree.root(position) >= 0 && !masked[position];
    }

    /** Number of supervised bytes. */
    int supervisedBytes() {
        return (int) IntStream.range(0, supervised.length).filter(position -> supervised[position]).count();
    }

    /** The teacher's mass that is not kept, summed over the supervised bytes. */
    double droppedMass() {
        return IntStream.range(0, supervised.length).filter(position -> supervised[position]).mapToDouble(this::rest).sum();
    }

    double rest(int position) {
        return rest[position];
    }

    /** The supervised token that begins at a node of the canonical path; -1 elsewhere. */
    int tokenAt(int position) {
        return tree.isCanonical(position) ? tokenAt[position] : -1;
    }

    /** Number of nodes of the tree. */
    int nodes() {
        return (int) IntStream.range(0, tree.size()).filter(tree::isNode).count();
    }

    boolean isCanonical(int position) {
        return tree.isCanonical(position);
    }

    /** True if the node is off the canonical path and evaluated. */
    boolean isBranch(int position) {
        return evaluated[position] && !tree.isCanonical(position);
    }

    /** True if the node is off the canonical path and part of the backward pass: sampled, or an ancestor of a sampled node. */
    boolean isSampledBranch(int position) {
        return sampled[position] && !tree.isCanonical(position);
    }

    /** Positions of the pruned nodes, which are not evaluated. */
    int[] pruned() {
        return IntStream.range(0, evaluated.length).filter(position -> tree.isNode(position) && !evaluated[position]).toArray();
    }

    boolean isSupervised(int position) {
        return supervised[position];
    }

    void supervise(boolean[] positions) {
        supervised = positions;
    }

    void evaluate(boolean[] nodes) {
        evaluated = nodes;
    }

    /** Adds a node and its ancestors to the backward pass. */
    void sample(int position) {
        for (int node = position; node >= 0 && !sampled[node]; node = tree.parent(node)) {
            sampled[node] = true;
        }
    }
}
