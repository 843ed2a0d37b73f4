package org.bytestill.tasks.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.model.Decoder;
import org.bytestill.model.TreeScoring;
import org.bytestill.problem.UserError;

/**
 * Scores continuations after contexts, many at once. What several of them begin with, a question before its choices or the examples before
 * all questions, is read once; nothing is padded.
 */
final class TreeScorer {
    /** Nodes of one call: products with so many rows use all arithmetic units. */
    private static final int NODES_AT_ONCE = 2048;
    /** Every node of a tree is multiplied with every other: beyond so many, with more of others than of its own. */
    private static final int LARGEST_TREE = 1536;
    /** The products of a position's layers cost about as much as its attention to so many positions for each element of its state. */
    private static final int POSITION_COSTS = 3;

    private final Decoder decoder;
    private final int window;

    /** Told how many pairs are done; returns false to stop. */
    interface Listener {
        boolean done(int pairs);
    }

    /** @param window most tokens that are read at once */
    TreeScorer(Decoder decoder, int window) {
        this.decoder = decoder;
        this.window = window;
    }

    /** Scores of the pairs in their order; those after the listener stopped are null. */
    Score[] score(List<Pair> pairs, Listener listener) {
        Score[] scores = new Score[pairs.size()];
        TreeScoring scoring = decoder.scoring();
        int done = 0;
        for (List<TreeBuilder> batch : batches(trees(pairs))) {
            List<TreeScoring.Scores> scored = scoring.score(batch.stream().map(TreeBuilder::tree).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).deliver(scored.get(i), scores);
                done += batch.get(i).sequences();
            }
            requireNumbers(scores, batch);
            if (!listener.done(done)) {
                break;
            }
        }
        return scores;
    }

    private static void requireNumbers(Score[] scores, List<TreeBuilder> batch) {
        if (Double.isNaN(scores[batch.get(0).last().number()].logLikelihood())) {
            throw UserError.badInput("The model's next-token distribution is not a number: its weights are not finite. Copy the model"
                    + " again, or choose another checkpoint.");
        }
    }

    private List<TreeBuilder> trees(List<Pair> pairs) {
        List<Sequence> sequences = IntStream.range(0, pairs.size()).mapToObj(i -> Sequence.of(i, pairs.get(i), window))
                .sorted(Comparator.comparing((Sequence sequence) -> decoder.turnsOtherwise(sequence.length()))
                        .thenComparing(Sequence::compare))
                .toList();
        List<TreeBuilder> trees = new ArrayList<>();
        TreeBuilder tree = null;
        for (Sequence sequence : sequences) {
            int shared = tree == null ? 0 : sharedWith(tree, sequence);
            if (shared == 0) {
                tree = new TreeBuilder();
                trees.add(tree);
            }
            tree.add(sequence, shared);
        }
        return trees;
    }

    /** How much of a sequence is taken from a tree; 0 if it is cheaper by itself. */
    private int sharedWith(TreeBuilder tree, Sequence sequence) {
        int shared = sequence.shared(tree.last());
        long own = sequence.length() - shared;
        long others = tree.size() - shared;
        boolean fits = tree.size() + own <= LARGEST_TREE || others * own == 0;
        boolean pays = (long) POSITION_COSTS * decoder.config().hiddenSize() * shared >= own * others;
        boolean same = decoder.turnsOtherwise(sequence.length()) == decoder.turnsOtherwise(tree.last().length());
        return fits && pays && same ? shared : 0;
    }

    private static List<List<TreeBuilder>> batches(List<TreeBuilder> trees) {
        List<List<TreeBuilder>> batches = new ArrayList<>();
        List<TreeBuilder> batch = List.of();
        int nodes = 0;
        for (TreeBuilder tree : trees) {
            if (batch.isEmpty() || nodes + tree.size() > NODES_AT_ONCE) {
                batch = new ArrayList<>();
                batches.add(batch);
                nodes = 0;
            }
            batch.add(tree);
            nodes += tree.size();
        }
        return batches;
    }
}
