package org.bytestill.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.problem.Check;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptCall;
import org.bytestill.torch.Tensor;

/**
 * Log-probabilities of tokens after the nodes of trees: texts that begin in the same way are read once where they are the same (tree
 * attention), and no node costs a product with the vocabulary that nothing is asked of. Used by one thread at a time.
 */
public final class TreeScoring {
    /** Rows of the vocabulary at a time, as the script takes them. */
    private static final int ROWS_AT_ONCE = 128;

    private final Script script;
    private final Weights weights;
    private final Tensor frequencies;
    private final Scope scope;
    private final boolean slides;

    TreeScoring(Script script, Weights weights, Tensor frequencies, Scope scope) {
        this.script = script;
        this.weights = weights;
        this.frequencies = frequencies;
        this.scope = scope;
        this.slides = weights.architecture().slides();
    }

    /**
     * A tree of contexts, and the tokens that are scored.
     *
     * @param tokens   token of each node
     * @param parents  number of the node before it, -1 for the first; always a smaller one
     * @param depths   nodes before it on its path
     * @param furthest depth of the last node of the texts that it belongs to
     * @param places   for each scored token the node that it follows, ascending
     * @param scored   the scored tokens
     */
    public record Tree(int[] tokens, int[] parents, int[] depths, int[] furthest, int[] places, int[] scored) {
        private boolean isChain() {
            return IntStream.range(0, parents.length).allMatch(node -> parents[node] == node - 1);
        }

        private byte[] mask() {
            int size = tokens.length;
            byte[] mask = new byte[Math.multiplyExact(size, size)];
            for (int node = 0; node < size; node++) {
                if (parents[node] >= 0) {
                    System.arraycopy(mask, parents[node] * size, mask, node * size, parents[node] + 1);
                }
                mask[node * size + node] = 1;
            }
            return mask;
        }
    }

    /**
     * Scores of a tree's tokens.
     *
     * @param logProbabilities natural logs
     * @param mostProbable     whether no token has a greater probability
     */
    public record Scores(float[] logProbabilities, boolean[] mostProbable) {}

    /** Reads trees in one call; at least one token must be scored. */
    public List<Scores> score(List<Tree> trees) {
        Check.argument(trees.stream().anyMatch(tree -> tree.places().length > 0), "nothing is scored");
        try (Scope call = scope.inner("score trees")) {
            List<Tensor> scored = call(trees, call).tensors(call);
            float[] logProbabilities = scored.get(0).toFloats();
            float[] mostProbable = scored.get(1).toFloats();
            List<Scores> scores = new ArrayList<>();
            int from = 0;
            for (Tree tree : trees) {
                int to = from + tree.places().length;
                boolean[] most = new boolean[to - from];
                for (int i = 0; i < most.length; i++) {
                    most[i] = mostProbable[from + i] > 0;
                }
                scores.add(new Scores(Arrays.copyOfRange(logProbabilities, from, to), most));
                from = to;
            }
            return scores;
        }
    }

    private ScriptCall call(List<Tree> trees, Scope call) {
        int nodes = trees.stream().mapToInt(tree -> tree.tokens().length).sum();
        int asked = trees.stream().mapToInt(tree -> tree.places().length).sum();
        long[] ids = new long[nodes];
        float[] positions = new float[nodes];
        float[] furthest = new float[nodes];
        Asked questions = new Asked(asked);
        List<Tensor> masks = new ArrayList<>();
        List<Tensor> depths = new ArrayList<>();
        Tensor nothing = call.of(new byte[0], 0);
        int node = 0;
        for (Tree tree : trees) {
            int size = tree.tokens().length;
            questions.add(tree, node);
            masks.add(tree.isChain() ? nothing : call.of(tree.mask(), size, size));
            depths.add(tree.isChain() || !slides ? nothing : call.of(floats(tree.depths()), size));
            for (int i = 0; i < size; i++, node++) {
                ids[node] = tree.tokens()[i];
                positions[node] = tree.depths()[i];
                furthest[node] = tree.furthest()[i];
            }
        }
        return script.method("score_trees").with("ids", call.of(ids, nodes)).with("positions", call.of(positions, nodes))
                .with("furthest", call.of(furthest, nodes)).with("frequencies", frequencies).with("weights", weights.tensors())
                .with("counts", trees.stream().mapToLong(tree -> tree.tokens().length).toArray()).with("masks", masks)
                .with("depths", depths).with("places", call.of(questions.places(), questions.rowCount))
                .with("rows", call.of(questions.rows, asked)).with("tokens", call.of(questions.tokens, asked))
                .with("ends", questions.ends());
    }

    /** The scored tokens of all trees by the rows of the vocabulary that they are in: a row serves all tokens after one node. */
    private static final class Asked {
        private final long[] places;
        private final long[] rows;
        private final long[] tokens;
        private int count;
        private int rowCount;

        Asked(int count) {
            places = new long[count];
            rows = new long[count];
            tokens = new long[count];
        }

        void add(Tree tree, int firstNode) {
            for (int i = 0; i < tree.places().length; i++) {
                long place = firstNode + tree.places()[i];
                if (rowCount == 0 || places[rowCount - 1] != place) {
                    places[rowCount++] = place;
                }
                rows[count] = rowCount - 1;
                tokens[count++] = tree.scored()[i];
            }
        }

        long[] places() {
            return Arrays.copyOf(places, rowCount);
        }

        long[] ends() {
            long[] ends = new long[(rowCount + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE];
            for (int i = 0; i < count; i++) {
                ends[(int) rows[i] / ROWS_AT_ONCE] = i + 1;
            }
            return ends;
        }
    }

    private static float[] floats(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
