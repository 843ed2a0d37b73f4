package org.bytestill.objective.covering;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.cover.CoverSums;
import org.bytestill.bytes.cover.CoverTree;
import org.bytestill.bytes.cover.Covering;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.TeacherRows;

/** A document of a batch with its covering tree, the teacher's rows, and which nodes and bytes take part in the update. */
final class CoveredDocument {
    private final Covering covering;
    private final CoverTree tree;
    private final float[] teacher;
    private final float[] rest;
    /** The canonical token that begins at the position, or -1. */
    private final int[] tokenAt;
    private final int tokens;
    private boolean[] evaluated;
    private final boolean[] sampled;
    private boolean[] supervised;

    CoveredDocument(Covering covering, CoverTree tree, TokenizedDocument document, int index, TeacherRows rows) {
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
        Arrays.fill(tokenAt, -1);
        for (int token = 0; token < document.tokens(); token++) {
            tokenAt[document.starts()[token]] = document.ids()[token];
        }
        for (int position = 0; position < size; position++) {
            rest[position] = rows.read(index, position, teacher, position * ByteDistribution.OUTCOMES);
            evaluated[position] = tree.isNode(position);
            supervised[position] = true;
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

    /** Sums over this document, without rows yet. */
    CoverSums newSums() {
        return new CoverSums(covering, tree);
    }

    /** The teacher's kept probabilities, 257 a byte; 0 where not kept. */
    float[] teacher() {
        return teacher;
    }

    /** What is kept of the teacher's probability of an outcome. */
    double probability(int position, int outcome) {
        return teacher[position * ByteDistribution.OUTCOMES + outcome];
    }

    /** Supervised tokens. */
    int tokens() {
        return tokens;
    }

    /** Supervised bytes. */
    int supervisedBytes() {
        return (int) IntStream.range(0, supervised.length).filter(position -> supervised[position]).count();
    }

    double rest(int position) {
        return rest[position];
    }

    /** The supervised token that begins at a canonical path node; -1 elsewhere. */
    int tokenAt(int position) {
        return tree.isCanonical(position) ? tokenAt[position] : -1;
    }

    /** Nodes of the tree. */
    int nodes() {
        return (int) IntStream.range(0, tree.size()).filter(tree::isNode).count();
    }

    boolean isCanonical(int position) {
        return tree.isCanonical(position);
    }

    /** True if the node is not on the canonical path and is evaluated. */
    boolean isBranch(int position) {
        return evaluated[position] && !tree.isCanonical(position);
    }

    /** True if the node is not on the canonical path, and the gradient by its row or by one below it is carried back. */
    boolean isSampledBranch(int position) {
        return sampled[position] && !tree.isCanonical(position);
    }

    /** Nodes that are not evaluated. */
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

    /** Says that the gradient by a node's row is carried back: its ancestors are then part of the way. */
    void sample(int position) {
        for (int node = position; node >= 0 && !sampled[node]; node = tree.parent(node)) {
            sampled[node] = true;
        }
    }
}
