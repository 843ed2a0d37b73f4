package org.bytestill.bytes.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteOutcomes;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.TokenRow;
import org.bytestill.text.TokenTrie;
import org.bytestill.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@link MassFlow} of one position: sums the next-token distributions of its paths over the trie and merges the
 * paths by the bytes still to come.
 */
final class FlowBuilder {
    /** Tokens, and nodes after the first byte, with less mass than this are folded into their parent. */
    private static final double SMALLEST = 1e-5;

    private final ByteOutcomes outcomes;
    private final TokenTrie trie;
    private final Vocabulary vocabulary;
    private final int position;
    private final List<PathLog.LivePath> paths;
    private final List<Row> rows = new ArrayList<>();
    private final List<Spot> starts = new ArrayList<>();

    /** Next-token distribution of a path below its node: cumulative masses in the order of the trie, from {@code low} on. */
    private record Row(int low, double[] sums, double endOfSequence, double residual) {
        double mass(int from, int to) {
            return sums[to - low] - sums[from - low];
        }
    }

    /** A trie node in the distribution of one path. */
    private record Spot(int path, int node) {}

    /** @param tokenRows the next-token distribution after each path's chain */
    FlowBuilder(ByteOutcomes outcomes, Vocabulary vocabulary, byte[] text, int position, List<PathLog.LivePath> paths,
            List<float[]> tokenRows) {
        this.outcomes = outcomes;
        this.trie = outcomes.trie();
        this.vocabulary = vocabulary;
        this.position = position;
        this.paths = paths;
        for (int path = 0; path < paths.size(); path++) {
            int node = nodeAfter(text, paths.get(path).chain().end());
            starts.add(new Spot(path, node));
            rows.add(row(paths.get(path), tokenRows.get(path), node));
        }
    }

    private int nodeAfter(byte[] text, int from) {
        int node = TokenTrie.ROOT;
        for (int at = from; at < position; at++) {
            node = trie.child(node, text[at]);
        }
        return node;
    }

    /**
     * The masses of the path's tokens, scaled to sum to the path's share: a distribution computed again in a batch of another
     * size differs from the first one in the seventh digit.
     */
    private Row row(PathLog.LivePath path, float[] probabilities, int node) {
        int low = trie.low(node);
        double[] sums = new double[trie.high(node) - low + 1];
        for (int i = 1; i < sums.length; i++) {
            sums[i] = sums[i - 1] + probabilities[trie.tokenAt(low + i - 1)];
        }
        double onward = sums[sums.length - 1] - sums[trie.endsHigh(node) - low];
        double end = 0;
        double residual = 0;
        if (node == TokenTrie.ROOT) {
            ByteOutcomes.Masses masses = outcomes.masses(TokenRow.of(probabilities));
            end = masses.endOfSequence();
            residual = masses.residual();
        }
        double unit = path.share() == 0 ? 0 : path.share() / (onward + end + residual);
        for (int i = 1; i < sums.length; i++) {
            sums[i] *= unit;
        }
        return new Row(low, sums, unit * end, unit * residual);
    }

    MassFlow build(double belowThreshold, double beyondWidth) {
        return new MassFlow(position, paths, children(starts, 0), rows.stream().mapToDouble(Row::endOfSequence).sum(),
                rows.stream().mapToDouble(Row::residual).sum(), belowThreshold, beyondWidth);
    }

    /** Children of some spots with at least the given mass; for the first byte all children that have any. */
    private List<MassFlow.Node> children(List<Spot> spots, double smallest) {
        List<@Nullable List<Spot>> byValue = new ArrayList<>(Collections.nCopies(ByteDistribution.BYTES, null));
        double[] masses = new double[ByteDistribution.BYTES];
        for (Spot spot : spots) {
            for (int child = trie.childrenStart(spot.node()); child < trie.childrenEnd(spot.node()); child++) {
                int value = trie.byteOf(child);
                masses[value] += rows.get(spot.path()).mass(trie.low(child), trie.high(child));
                if (byValue.get(value) == null) {
                    byValue.set(value, new ArrayList<>(2));
                }
                byValue.get(value).add(new Spot(spot.path(), child));
            }
        }
        List<MassFlow.Node> nodes = new ArrayList<>();
        for (int value = 0; value < masses.length; value++) {
            if (masses[value] > 0 && masses[value] >= smallest) {
                nodes.add(node(value, masses[value], byValue.get(value)));
            }
        }
        return nodes;
    }

    private MassFlow.Node node(int value, double mass, List<Spot> spots) {
        List<MassFlow.Token> ends = new ArrayList<>();
        int tokens = 0;
        for (Spot spot : spots) {
            tokens += trie.high(spot.node()) - trie.low(spot.node());
            for (int place = trie.low(spot.node()); place < trie.endsHigh(spot.node()); place++) {
                double share = rows.get(spot.path()).mass(place, place + 1);
                if (share >= SMALLEST) {
                    int id = trie.tokenAt(place);
                    ends.add(new MassFlow.Token(spot.path(), id, vocabulary.nameOf(id), vocabulary.bytesOf(id), share));
                }
            }
        }
        ends.sort(Comparator.comparingDouble(token -> -token.share()));
        List<MassFlow.Node> children = mass < SMALLEST ? List.of() : children(spots, SMALLEST);
        double listed = ends.stream().mapToDouble(MassFlow.Token::share).sum() + children.stream().mapToDouble(MassFlow.Node::mass).sum();
        int listedTokens = ends.size() + children.stream().mapToInt(FlowBuilder::allTokens).sum();
        return new MassFlow.Node(value, mass, List.copyOf(ends), children, tokens - listedTokens, Math.max(0, mass - listed));
    }

    private static int allTokens(MassFlow.Node node) {
        return node.foldedTokens() + node.ends().size() + node.children().stream().mapToInt(FlowBuilder::allTokens).sum();
    }
}
