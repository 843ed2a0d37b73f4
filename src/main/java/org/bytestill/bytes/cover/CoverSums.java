package org.bytestill.bytes.cover;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.LogSpace;
import org.bytestill.bytes.PrefixMass;
import org.bytestill.bytes.TokenRow;
import org.bytestill.bytes.Total;
import org.jspecify.annotations.Nullable;

/**
 * Next-byte sums over a covering tree (method.md F8):
 * {@code S(j, b) = sum over e <= j of W(e) p(tokens that begin with x[e:j] + b | node e)}; the end of the sequence counts at e
 * = j only.
 *
 * <p>The next-token distributions are added node by node, in any order; the sums are those of the distributions so far. The
 * weight of an <i>unevaluated</i> node, one without a distribution, is spread evenly over all outcomes of its position; so no
 * outcome has probability 0, the sum stays 1, and the error is at most the share of that weight.
 *
 * <p>Where only spans of the text are supervised, e begins at the position's span, whose prompt is given: W is 1 there.
 */
public final class CoverSums {
    private final Covering covering;
    private final CoverTree tree;
    private final @Nullable PrefixMass[] masses;
    /** Natural log of W(e) with the distributions so far; null until it is needed. */
    private double @Nullable [] logWeights;

    public CoverSums(Covering covering, CoverTree tree) {
        this.covering = covering;
        this.tree = tree;
        this.masses = new PrefixMass[tree.size()];
    }

    /** Sets the next-token distribution at a node, of which a few hundred numbers are kept. */
    public void probabilities(int node, double[] probabilities) {
        row(node, PrefixMass.along(covering.outcomes(), TokenRow.of(probabilities), tree.text(), node));
    }

    /** Sets the prefix masses of the node's distribution along the text. */
    void row(int node, PrefixMass mass) {
        masses[node] = mass;
        logWeights = null;
    }

    public CoverTree tree() {
        return tree;
    }

    Covering covering() {
        return covering;
    }

    /** The prefix masses of the node's distribution along the text; null if the node is unevaluated. */
    @Nullable
    PrefixMass mass(int node) {
        return masses[node];
    }

    /** log W(e): natural log of the product of the token probabilities along the path; minus infinity below an unevaluated node. */
    double logWeight(int node) {
        if (logWeights == null) {
            logWeights = new double[tree.size()];
            for (int e = 0; e < logWeights.length; e++) {
                int parent = tree.weighedParent(e);
                boolean known = parent >= 0 && tree.isNode(e) && masses[parent] != null;
                logWeights[e] = tree.root(e)
                        == e ? 0 : known ? logWeights[parent] + Math.log(masses[parent].endProbabilityOf(e - parent, tree.token(e)))
                                : LogSpace.ZERO;
            }
        }
        return logWeights[node];
    }

    /** True if the position has a node whose weight is not 0. */
    public boolean isKnown(int position) {
        return tree.isNode(position) && logWeight(position) > LogSpace.ZERO;
    }

    /** The first node whose tokens may extend beyond the position. */
    int firstReaching(int position) {
        return Math.max(tree.root(position), position - covering.outcomes().trie().longestToken());
    }

    /** True if some token continues from the node along the text up to the position, and beyond. */
    boolean reaches(int node, int position) {
        return masses[node] != null ? masses[node].goesOn(position - node) : node == position && tree.isNode(node);
    }

    /**
     * The sums of one position.
     *
     * @param outcomes  sums of the 257 outcomes, as multiples of e to the power of {@code reference}
     * @param total     their total
     * @param reference natural log of the largest weight that contributes
     * @param residual  mass of ids that are neither bytes nor the end, in the same unit
     * @param ended     weight of the paths whose last token ends here
     * @param carriers  nodes that contribute
     */
    public record Sums(double[] outcomes, double total, double reference, double residual, double ended, List<Integer> carriers) {
        /** Probabilities of the 257 outcomes; uniform if nothing is known of the position. */
        public double[] distribution() {
            double[] distribution = outcomes.clone();
            for (int outcome = 0; outcome < distribution.length; outcome++) {
                distribution[outcome] = total > 0 ? distribution[outcome] / total : 1.0 / distribution.length;
            }
            return distribution;
        }
    }

    public Sums at(int position) {
        int first = firstReaching(position);
        double reference = LogSpace.ZERO;
        for (int e = first; e <= position; e++) {
            reference = reaches(e, position) ? Math.max(reference, logWeight(e)) : reference;
        }
        double[] outcomes = new double[ByteDistribution.OUTCOMES];
        double residual = 0;
        double ended = 0;
        List<Integer> carriers = new ArrayList<>();
        for (int e = first; e <= position && reference > LogSpace.ZERO; e++) {
            double weight = reaches(e, position) ? Math.exp(logWeight(e) - reference) : 0;
            if (weight == 0) {
                continue;
            }
            carriers.add(e);
            ended = e == position ? weight : ended;
            if (masses[e] == null) {
                for (int outcome = 0; outcome < outcomes.length; outcome++) {
                    outcomes[outcome] += weight / outcomes.length;
                }
                continue;
            }
            masses[e].addChildren(position - e, weight, outcomes);
            if (e == position) {
                outcomes[ByteDistribution.EOS] += weight * masses[e].endOfSequence();
                residual = weight * masses[e].residual();
            }
        }
        return new Sums(outcomes, Total.of(outcomes), reference, residual, ended, carriers);
    }

    /** Probabilities of the 257 outcomes at the position. */
    public double[] distribution(int position) {
        return at(position).distribution();
    }
}
