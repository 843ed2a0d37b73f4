package org.bytestill.bytes.cover;

import java.util.Arrays;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.IdGradient;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.Total;

/**
 * The way back through {@link CoverSums}: from the gradient by the next-byte distributions of a text to the gradient by the logits
 * of every node's row, in closed form (method.md 3.3).
 *
 * <p>With U(j, o) the sums, M the masses of a row's prefixes and W the weights of the nodes, all natural:
 * {@code dU(j, o)/dM = W(e)}, {@code dU/dlog W(e) = U's part from e}; log W(e) adds up log-probabilities along the path, so what
 * comes down to a node goes on to its parent and to the token between them; and {@code dM/dlogit(v) = p(v) ([v in M] - M)}.
 * Masses are of a row whose bytes, end and residual sum to 1.
 */
public final class CoverGradient {
    private final CoverSums sums;
    private final CoverTree tree;
    /** Gradient by the sums of each position, times e to the power of its reference; null where none came. */
    private final double[][] bySums;
    private final double[] references;
    /** Gradient by log W of each node; with those of all nodes below it once {@link #gathered}. */
    private final double[] gradLogWeight;
    private boolean gathered;

    public CoverGradient(CoverSums sums) {
        this.sums = sums;
        this.tree = sums.tree();
        this.bySums = new double[tree.size()][];
        this.references = new double[tree.size()];
        this.gradLogWeight = new double[tree.size()];
    }

    /**
     * Adds a gradient by the distribution of a position, one number for each of the 257 outcomes. Once a position.
     *
     * @param at the position's sums
     */
    public void add(int position, CoverSums.Sums at, double[] byDistribution) {
        double mean = 0;
        for (int outcome = 0; outcome < byDistribution.length; outcome++) {
            mean += byDistribution[outcome] * at.outcomes()[outcome] / at.total();
        }
        double[] by = new double[byDistribution.length];
        for (int outcome = 0; outcome < by.length; outcome++) {
            by[outcome] = (byDistribution[outcome] - mean) / at.total();
        }
        bySums[position] = by;
        references[position] = at.reference();
        for (int e = sums.firstReaching(position); e <= position; e++) {
            if (sums.reaches(e, position)) {
                gradLogWeight[e] += weight(e, position) * along(e, position, by);
            }
        }
    }

    private double weight(int node, int position) {
        return Math.exp(sums.logWeight(node) - references[position]);
    }

    /** Sum over the outcomes of the gradient times what one unit of the node's weight gives them. */
    private double along(int node, int position, double[] by) {
        PrefixMass mass = sums.mass(node);
        if (mass == null) {
            return Total.of(by) / by.length;
        }
        return mass.dotChildren(position - node, by) + (node == position ? mass.endOfSequence() * by[ByteDistribution.EOS] : 0);
    }

    private void gather() {
        for (int e = tree.size() - 1; e > 0 && !gathered; e--) {
            if (tree.isNode(e)) {
                gradLogWeight[tree.parent(e)] += gradLogWeight[e];
            }
        }
        gathered = true;
    }

    /**
     * How large a node's gradient is, after all positions were added: the sum of its parts' absolute values, parts that take from
     * each other and the centring left out. The sum of the absolute gradients by the row's logits is at most twice that, and 0 where
     * it is 0.
     */
    public double size(int node) {
        gather();
        PrefixMass mass = sums.mass(node);
        double size = 0;
        for (int level = 0; level < mass.levels() && node + level < tree.size(); level++) {
            double[] by = bySums[node + level];
            if (by != null && mass.goesOn(level)) {
                double end = level == 0 ? mass.endOfSequence() * Math.abs(by[ByteDistribution.EOS]) : 0;
                size += weight(node, node + level) * (mass.dotChildrenAbsolute(level, by) + end);
            }
            int below = node + level;
            size += level > 0 && tree.isNode(below) && tree.parent(below) == node ? Math.abs(gradLogWeight[below]) : 0;
        }
        return size;
    }

    /**
     * The gradient by the logits of a node's row, after all positions were added: {@code p(v) (gradGroup[group of v] + factors[v]) +
     * own[v]}, with p the row again. Only few ids, those that begin with the document's bytes, have factors of their own.
     *
     * @param gradGroup overwritten, one number for each of {@link Covering#groups}
     */
    public void ofRow(int node, double[] gradGroup, IdGradient factors, IdGradient own) {
        gather();
        PrefixMass mass = sums.mass(node);
        Arrays.fill(gradGroup, 0);
        if (bySums[node] != null) {
            sums.covering().outcomes().spread(bySums[node], weight(node, node), gradGroup);
        }
        for (int group = 0; group < gradGroup.length; group++) {
            gradGroup[group] -= gradLogWeight[node];
        }
        for (int level = 1; level < mass.levels() && node + level < tree.size(); level++) {
            if (bySums[node + level] != null && mass.goesOn(level)) {
                sums.covering().outcomes().addBelow(mass.node(level), weight(node, node + level), bySums[node + level], factors);
            }
        }
        int last = Math.min(tree.size() - 1, node + mass.levels() - 1);
        for (int below = node + 1; below <= last; below++) {
            if (tree.isNode(below) && tree.parent(below) == node) {
                own.add(tree.token(below), gradLogWeight[below]);
            }
        }
    }
}
