package org.bytestill.bytes.cover;

import java.util.Arrays;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.IdGradient;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.Total;
import org.jspecify.annotations.Nullable;

/**
 * The backward pass of {@link CoverSums} in closed form (method.md 3.3): from the gradient with respect to the next-byte
 * distributions of a text to the gradient with respect to the logits of the next-token distribution at every node.
 *
 * <p>With U(j, o) the sums, M the prefix masses of a node's distribution and W the weights of the nodes, not logarithms:
 * {@code dU(j, o)/dM = W(e)}, and {@code dU/dlog W(e)} is the part of U that comes from e. log W(e) is a sum of
 * log-probabilities along the path, so the gradient at a node flows to its parent and to the token between them; and
 * {@code dM/dlogit(v) = p(v) ([v in M] - M)}. The masses are those of a distribution whose bytes, end and residual sum to 1.
 */
public final class CoverGradient {
    private final CoverSums sums;
    private final CoverTree tree;
    /** Gradient with respect to the sums of each position, times e to the power of its reference; null where none was added. */
    private final double[] @Nullable [] gradSums;
    private final double[] references;
    /** Gradient with respect to log W of each node; includes that of all nodes below once {@link #gathered}. */
    private final double[] gradLogWeight;
    private boolean gathered;

    public CoverGradient(CoverSums sums) {
        this.sums = sums;
        this.tree = sums.tree();
        this.gradSums = new double[tree.size()][];
        this.references = new double[tree.size()];
        this.gradLogWeight = new double[tree.size()];
    }

    /**
     * Adds the gradient with respect to the distribution of a position, one number for each of the 257 outcomes. At most once
     * for each position.
     *
     * @param at the sums of the position
     */
    public void add(int position, CoverSums.Sums at, double[] gradDistribution) {
        double mean = 0;
        for (int outcome = 0; outcome < gradDistribution.length; outcome++) {
            mean += gradDistribution[outcome] * at.outcomes()[outcome] / at.total();
        }
        double[] grad = new double[gradDistribution.length];
        for (int outcome = 0; outcome < grad.length; outcome++) {
            grad[outcome] = (gradDistribution[outcome] - mean) / at.total();
        }
        gradSums[position] = grad;
        references[position] = at.reference();
        for (int e = sums.firstReaching(position); e <= position; e++) {
            if (sums.reaches(e, position)) {
                gradLogWeight[e] += weight(e, position) * along(e, position, grad);
            }
        }
    }

    private double weight(int node, int position) {
        return Math.exp(sums.logWeight(node) - references[position]);
    }

    /** Sum over the outcomes of the gradient times the mass that one unit of the node's weight gives them. */
    private double along(int node, int position, double[] grad) {
        PrefixMass mass = sums.mass(node);
        if (mass == null) {
            return Total.of(grad) / grad.length;
        }
        return mass.dotChildren(position - node, grad) + (node == position ? mass.endOfSequence() * grad[ByteDistribution.EOS] : 0);
    }

    private void gather() {
        for (int e = tree.size() - 1; e > 0 && !gathered; e--) {
            if (tree.isNode(e) && tree.weighedParent(e) >= 0) {
                gradLogWeight[tree.weighedParent(e)] += gradLogWeight[e];
            }
        }
        gathered = true;
    }

    /**
     * Size of a node's gradient, by which nodes are importance-sampled: the sum of the absolute values of its terms, without
     * their cancellation and the centring. Call it after all positions were added. The sum of the absolute gradients with
     * respect to the logits is at most twice that, and 0 where it is 0.
     */
    public double size(int node) {
        gather();
        PrefixMass mass = sums.mass(node);
        double size = 0;
        for (int level = 0; level < mass.levels() && node + level < tree.size(); level++) {
            double[] grad = gradSums[node + level];
            if (grad != null && mass.goesOn(level)) {
                double end = level == 0 ? mass.endOfSequence() * Math.abs(grad[ByteDistribution.EOS]) : 0;
                size += weight(node, node + level) * (mass.dotChildrenAbsolute(level, grad) + end);
            }
            int below = node + level;
            size += level > 0 && tree.isNode(below) && tree.weighedParent(below) == node ? Math.abs(gradLogWeight[below]) : 0;
        }
        return size;
    }

    /**
     * The gradient with respect to the logits of a node, after all positions were added:
     * {@code p(v) (gradGroup[group of v] + factors[v]) + own[v]}, with p the next-token distribution. Only the few ids that
     * begin with the document's bytes have factors of their own.
     *
     * @param gradGroup overwritten, one number for each of {@link Covering#groups}
     */
    public void ofRow(int node, double[] gradGroup, IdGradient factors, IdGradient own) {
        gather();
        PrefixMass mass = sums.mass(node);
        Arrays.fill(gradGroup, 0);
        if (gradSums[node] != null) {
            sums.covering().outcomes().spread(gradSums[node], weight(node, node), gradGroup);
        }
        for (int group = 0; group < gradGroup.length; group++) {
            gradGroup[group] -= gradLogWeight[node];
        }
        for (int level = 1; level < mass.levels() && node + level < tree.size(); level++) {
            if (gradSums[node + level] != null && mass.goesOn(level)) {
                sums.covering().outcomes().addBelow(mass.node(level), weight(node, node + level), gradSums[node + level], factors);
            }
        }
        int last = Math.min(tree.size() - 1, node + mass.levels() - 1);
        for (int below = node + 1; below <= last; below++) {
            if (tree.isNode(below) && tree.weighedParent(below) == node) {
                own.add(tree.token(below), gradLogWeight[below]);
            }
        }
    }
}
