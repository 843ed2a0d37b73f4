package org.bytestill.bytes.cover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.LogSpace;

/**
 * Pruning of covering trees: decides which nodes are worth an evaluation of the model (method.md 3.2). The distributions along
 * the canonical paths are known already, and with them the weights of the nodes that hang from a canonical path.
 *
 * <p>A node is pruned if even the best possible distribution there, the teacher's, would lower the KL at its byte by less than
 * the threshold: its share of the prefix mass is small. Nodes below a pruned node are pruned too; a node of unknown weight is
 * judged by the weight of its nearest ancestor with a known one.
 *
 * <p>A pruned node borrows a substitute: the distribution of an evaluated node whose context ends in the same token, or better
 * the same two, because next-token predictions depend mostly on those. The teacher's distribution is a bad substitute, since
 * such a node is often the only path to bytes that no other, longer token covers. For every last token there must be a
 * substitute; hence the first node of each last token is always evaluated. On the sample pair, 30 documents of 512 bytes, a threshold of 0.001, 0.003, 0.01 changes the mean divergence of
 * 0.21 nats by 0.00003, 0.00005, 0.0002 and evaluates 2.7, 2.5, 2.2 nodes a token, of 3.0. With uniform distributions as
 * substitutes, 0.001 changes it by 0.0015: a byte that only this node leads to is then almost impossible, at the node and at
 * the bytes after it.
 */
public final class CoverPruning {
    private final List<CoverSums> documents;
    private final List<boolean[]> kept = new ArrayList<>();
    /** Last tokens of the evaluated nodes off the canonical paths. */
    private final Set<Integer> tokens = new HashSet<>();

    private CoverPruning(List<CoverSums> documents) {
        this.documents = documents;
    }

    /** The teacher's next-byte distribution at a position of a document; it may be incomplete. */
    @FunctionalInterface
    public interface Teacher {
        double probability(int document, int position, int outcome);
    }

    /**
     * @param documents sums with the distributions of the canonical paths, and no others
     * @param threshold pruning threshold in nats at one byte; 0 keeps every node
     * @return for each document and position whether its node is evaluated; nodes of the canonical path and all ancestors of
     *          evaluated nodes are
     */
    public static List<boolean[]> nodesToEvaluate(List<CoverSums> documents, Teacher teacher, double threshold) {
        CoverPruning pruning = new CoverPruning(documents);
        for (int d = 0; d < documents.size(); d++) {
            pruning.keepWorthwhile(d, teacher, threshold);
        }
        for (int d = 0; d < documents.size(); d++) {
            pruning.keepFirstOfToken(d);
        }
        return pruning.kept;
    }

    private void keepWorthwhile(int document, Teacher teacher, double threshold) {
        CoverSums sums = documents.get(document);
        CoverTree tree = sums.tree();
        boolean[] evaluated = new boolean[tree.size()];
        for (int e = 0; e < evaluated.length; e++) {
            boolean onCanonicalPath = tree.isCanonical(e);
            evaluated[e] = onCanonicalPath
                    || tree.isNode(e) && evaluated[tree.parent(e)] && wouldChange(sums, e, teacher, document, threshold);
            if (evaluated[e] && !onCanonicalPath) {
                tokens.add(tree.token(e));
            }
        }
        kept.add(evaluated);
    }

    private void keepFirstOfToken(int document) {
        CoverTree tree = documents.get(document).tree();
        boolean[] evaluated = kept.get(document);
        for (int e = 0; e < evaluated.length; e++) {
            if (tree.isNode(e) && !evaluated[e] && tokens.add(tree.token(e))) {
                for (int node = e; !evaluated[node]; node = tree.parent(node)) {
                    evaluated[node] = true;
                    tokens.add(tree.token(node));
                }
            }
        }
    }

    /** True if the expected log-likelihood of the byte under the teacher could grow by at least the threshold. */
    private static boolean wouldChange(CoverSums sums, int node, Teacher teacher, int document, double threshold) {
        CoverSums.Sums at = sums.at(node);
        boolean known = sums.tree().isCanonical(sums.tree().parent(node));
        double weight = known ? Math.exp(sums.logWeight(node) - at.reference()) : boundOfUnknown(sums, node, at);
        double even = weight / ByteDistribution.OUTCOMES;
        double[] teachers = new double[ByteDistribution.OUTCOMES];
        double[] growths = new double[ByteDistribution.OUTCOMES];
        double least = 0;
        double most = 0;
        for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
            double p = teacher.probability(document, node, outcome);
            if (p > 0) {
                double growth = (weight * p - even) / (at.outcomes()[outcome] + (known ? 0 : even));
                teachers[outcome] = p;
                growths[outcome] = growth;
                least += p * growth / (1 + growth);
                most += p * growth;
            }
        }
        // x / (1 + x) <= log(1 + x) <= x: most nodes need no logarithm.
        return least >= threshold || most >= threshold && logarithms(teachers, growths) >= threshold;
    }

    private static double logarithms(double[] factors, double[] growths) {
        double sum = 0;
        for (int outcome = 0; outcome < growths.length; outcome++) {
            sum += factors[outcome] * Math.log(1 + growths[outcome]);
        }
        return sum;
    }

    /** Bound on the weight of a node two or more steps off the canonical path: the weight of its nearest ancestor with a known one. */
    private static double boundOfUnknown(CoverSums sums, int node, CoverSums.Sums at) {
        int ancestor = node;
        while (sums.logWeight(ancestor) == LogSpace.ZERO && sums.tree().parent(ancestor) >= 0) {
            ancestor = sums.tree().parent(ancestor);
        }
        return Math.exp(sums.logWeight(ancestor) - at.reference());
    }
}
