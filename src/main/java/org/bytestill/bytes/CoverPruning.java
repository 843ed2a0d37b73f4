package org.bytestill.bytes;

/**
 * Which nodes of a covering tree are worth a row of the model (method 3.1): known of it are the trunk's rows, and with them the
 * weights of the nodes that hang from the trunk.
 *
 * <p>A node is given up if the divergence from the teacher at its byte would change by less than the threshold were the node to say
 * just what the teacher says: then it has a small share of the prefix mass, and no byte that the teacher thinks possible depends on
 * it. Its weight stays, shared out evenly ({@link CoverSums}). A node below one that was given up is given up too; one whose weight
 * is not known yet is judged by its parent's.
 */
public final class CoverPruning {
    private CoverPruning() {}

    /** The teacher's distribution of a position; it may be incomplete. */
    @FunctionalInterface
    public interface Teacher {
        double probability(int position, int outcome);
    }

    /**
     * @param sums      with the rows of the trunk, and no others
     * @param threshold nats at one byte; 0 keeps every node
     * @return for every position whether its node is to be evaluated; the trunk is always
     */
    public static boolean[] worthwhile(CoverSums sums, Teacher teacher, double threshold) {
        CoverTree tree = sums.tree();
        boolean[] kept = new boolean[tree.size()];
        for (int e = 0; e < kept.length; e++) {
            kept[e] = tree.isTrunk(e) || tree.isNode(e) && kept[tree.parent(e)] && change(sums, e, teacher) >= threshold;
        }
        return kept;
    }

    /** Nats by which the log-likelihood of the teacher's bytes would grow. */
    private static double change(CoverSums sums, int node, Teacher teacher) {
        CoverSums.Sums at = sums.at(node);
        boolean known = sums.tree().isTrunk(sums.tree().parent(node));
        double logWeight = sums.logWeight(known ? node : sums.tree().parent(node));
        double weight = known ? Math.exp(logWeight - at.reference()) : boundOfUnknown(sums, node, at);
        double even = weight / ByteDistribution.OUTCOMES;
        double change = 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            double p = teacher.probability(node, outcome);
            if (p > 0) {
                double without = at.outcomes()[outcome] + (known ? 0 : even);
                change += p * Math.log(1 + (weight * p - even) / without);
            }
        }
        return Math.max(change, 0);
    }

    /** A node two steps or more from the trunk weighs no more than its nearest ancestor of known weight. */
    private static double boundOfUnknown(CoverSums sums, int node, CoverSums.Sums at) {
        int ancestor = node;
        while (sums.logWeight(ancestor) == LogSpace.ZERO && sums.tree().parent(ancestor) >= 0) {
            ancestor = sums.tree().parent(ancestor);
        }
        return Math.exp(sums.logWeight(ancestor) - at.reference());
    }
}
