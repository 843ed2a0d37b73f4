package org.bytestill.tasks.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.model.TreeScoring;
import org.bytestill.text.IntList;

/** One tree in the making: sequences in their order, each of which shares the beginning that it has in common with the one before. */
final class TreeBuilder {
    private final IntList tokens = new IntList(256);
    private final IntList parents = new IntList(256);
    private final IntList depths = new IntList(256);
    private final IntList furthest = new IntList(256);
    private final List<Target> targets = new ArrayList<>();
    private final List<Sequence> sequences = new ArrayList<>();
    /** Nodes of the sequence that was added last. */
    private int[] path = new int[0];

    /** A scored token: the sequence, its number among the sequence's scored tokens, the node that it follows. */
    private record Target(int sequence, int number, int node, int token) {}

    int size() {
        return tokens.size();
    }

    int sequences() {
        return sequences.size();
    }

    Sequence last() {
        return sequences.get(sequences.size() - 1);
    }

    /** @param shared length of the beginning that it has in common with the sequence before it */
    void add(Sequence sequence, int shared) {
        int[] nodes = new int[sequence.length()];
        System.arraycopy(path, 0, nodes, 0, shared);
        for (int place = shared; place < nodes.length; place++) {
            nodes[place] = tokens.size();
            tokens.add(sequence.at(place));
            parents.add(place == 0 ? -1 : nodes[place - 1]);
            depths.add(place);
            furthest.add(sequence.length() - 1);
        }
        path = nodes;
        for (int i = 0; i < sequence.scored(); i++) {
            targets.add(new Target(sequences.size(), i, nodes[sequence.length() - sequence.scored() + i], sequence.scoredAt(i)));
        }
        sequences.add(sequence);
    }

    TreeScoring.Tree tree() {
        targets.sort(Comparator.comparingInt(Target::node));
        return new TreeScoring.Tree(tokens.toArray(), parents.toArray(), depths.toArray(), furthest.toArray(),
                targets.stream().mapToInt(Target::node).toArray(), targets.stream().mapToInt(Target::token).toArray());
    }

    /** Gives each sequence its scores; those of {@link #tree} in their order. */
    void deliver(TreeScoring.Scores scores, Score[] into) {
        float[][] logs = sequences.stream().map(sequence -> new float[sequence.scored()]).toArray(float[][]::new);
        boolean[] greedy = new boolean[sequences.size()];
        Arrays.fill(greedy, true);
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            logs[target.sequence()][target.number()] = scores.logProbabilities()[i];
            greedy[target.sequence()] &= scores.mostProbable()[i];
        }
        for (int s = 0; s < logs.length; s++) {
            float[] of = logs[s];
            into[sequences.get(s).number()] = new Score(IntStream.range(0, of.length).mapToDouble(i -> of[i]).sum(), greedy[s], of,
                    sequences.get(s).pair().continuation());
        }
    }
}
