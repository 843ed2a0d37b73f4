package org.bytestill.objective.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.cover.CoverGradient;
import org.bytestill.bytes.cover.CoverPruning;
import org.bytestill.bytes.cover.CoverSums;
import org.bytestill.bytes.cover.CoverTree;
import org.bytestill.config.RunConfig;
import org.bytestill.student.Backbone;
import org.bytestill.student.HeadGradient;
import org.bytestill.student.LossFunction;
import org.bytestill.student.TokenHeadRows;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/**
 * Token cross-entropy on the canonical path and KL(teacher || student) over the supervised bytes, the student read through its covering
 * tree (method.md 3.1). The canonical paths' rows say which bytes are supervised and which other nodes are worth evaluating; these are read as
 * branches of the canonical paths. The rows give the few hundred masses of each node; these the losses and their gradient by the masses,
 * which is turned into the gradient by the logits.
 *
 * <p>Two thirds of the price of a node is its way back, and most nodes' gradients are small. So the branches may be read without one
 * first; then all losses and gradients by logits are known, and some branches, drawn by the size of these, are read once more and
 * carry back ({@link SampledNodes}): the losses are exact, the gradient is right on average.
 */
final class CoveringLoss implements LossFunction {
    private final List<CoveredDocument> texts;
    private final RunConfig.Covering settings;
    private final int vocabulary;
    private final double tokenScale;
    private final double byteScale;
    private final CoverTimes times;
    private final CoverInput canonicalPaths;
    private final double random;
    /** Nodes by whose rows gradients are carried back, in the order of these rows. */
    private final List<Sampled> sampled = new ArrayList<>();
    private final List<CoverSums> sums = new ArrayList<>();
    private final List<CoverGradient> gradients = new ArrayList<>();
    /** Nodes without a row of their own, by their last token and by their last two, until another's row stands for theirs. */
    private final Map<List<Integer>, List<CoverInput.Node>> pruned = new HashMap<>();
    private int nodes;
    private double tokenNats;

    /** A node and what its gradient is carried back with. */
    private record Sampled(CoverInput.Node node, double factor) {}

    /**
     * @param tokenScale one over the supervised tokens of the whole update
     * @param byteScale  lambda over the supervised bytes of the whole update
     * @param random     in [0, 1): draws the branches whose gradients are carried back, if not all are
     */
    CoveringLoss(List<CoveredDocument> texts, RunConfig.Covering settings, int vocabulary, double tokenScale, double byteScale, double random, CoverTimes times) {
        this.texts = texts;
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.tokenScale = tokenScale;
        this.byteScale = byteScale;
        this.random = random;
        this.times = times;
        this.canonicalPaths = CoverInput.canonicalPaths(texts);
        texts.forEach(text -> sums.add(text.newSums()));
    }

    /** The model's input. */
    Backbone.Input text(Scope scope) {
        return canonicalPaths.text(scope);
    }

    /** Nodes that were evaluated. */
    int nodes() {
        return nodes;
    }

    /** Nodes by whose rows gradients were carried back. */
    int sampled() {
        return sampled.size();
    }

    /** The sums of each document, of the nodes that were evaluated. */
    List<CoverSums> sums() {
        return sums;
    }

    @Override
    public boolean readsBranches() {
        return true;
    }

    /** Sums over the supervised tokens and bytes: nats of the cross-entropy, nats of the divergence, equal most probable outcomes. */
    @Override
    public LossResult compute(Script script, Scope results, LossInput input) {
        TokenHeadRows head = new TokenHeadRows(script, input, vocabulary, results);
        try (Scope kept = results.inner("rows")) {
            read(head, kept, input.hidden(), canonicalPaths);
            choose();
            CoverInput branches = canonicalPaths.branches();
            List<CoverInput.Node> looked = settings.gradientShare() == 1 ? List.of() : branches.nodes();
            if (!looked.isEmpty()) {
                lookAtBranches(head, results, input.branches(), branches, looked);
            } else if (!branches.isEmpty()) {
                times.at(CoverTimes.Part.BRANCHES);
                read(head, kept, input.branches().forward(scope -> branches.branches(scope, canonicalPaths)), branches);
            }
            nodes = sampled.size() + looked.size();
            times.at(CoverTimes.Part.SUMS);
            double[] byteLosses = byteLosses();
            if (input.wantsGradHidden() || input.wantsGradTokenHead()) {
                if (!looked.isEmpty()) {
                    openSampledBranches(head, input.branches(), looked);
                }
                times.at(CoverTimes.Part.VOCABULARY);
                head.backward(texts.get(0).covering().groupsOf(vocabulary), texts.get(0).covering().groups(), this::gradLogits);
            }
            times.at(CoverTimes.Part.BACKWARD);
            return new LossResult(List.of(tokenNats, byteLosses[0], byteLosses[1]), head.gradHidden(), List.of(), head.gradTokenHead());
        }
    }

    /** The nodes' rows, with a way back from each. */
    private void read(TokenHeadRows head, Scope kept, Tensor hidden, CoverInput input) {
        times.at(CoverTimes.Part.VOCABULARY);
        input.nodes().forEach(node -> sampled.add(new Sampled(node, 1)));
        head.forward(kept, hidden, input.places(), (number, row) -> take(sampled.get(number).node, row));
    }

    /** The branches' rows alone. */
    private void lookAtBranches(TokenHeadRows head, Scope results, LossFunction.Branches branching, CoverInput branches, List<CoverInput.Node> looked) {
        times.at(CoverTimes.Part.BRANCHES);
        try (Tensor hidden = branching.forwardNoGrad(results, scope -> branches.branches(scope, canonicalPaths))) {
            times.at(CoverTimes.Part.VOCABULARY);
            head.forwardNoGrad(hidden, branches.places(), (number, row) -> take(looked.get(number), row));
        }
    }

    /** Reads some of the branches again, with a way back: which ones is drawn by the size of their gradients. */
    private void openSampledBranches(TokenHeadRows head, LossFunction.Branches branching, List<CoverInput.Node> branches) {
        double[] sizes = branches.stream().mapToDouble(node -> gradients.get(node.document()).size(node.position())).toArray();
        double[] factors = SampledNodes.factors(sizes, Math.ceil(settings.gradientShare() * sizes.length), random);
        Map<CoverInput.Node, Double> drawn = new HashMap<>();
        for (int i = 0; i < factors.length; i++) {
            if (factors[i] > 0) {
                drawn.put(branches.get(i), factors[i]);
                texts.get(branches.get(i).document()).sample(branches.get(i).position());
            }
        }
        CoverInput input = canonicalPaths.sampledBranches();
        if (input.isEmpty()) {
            return;
        }
        times.at(CoverTimes.Part.BRANCHES);
        Tensor hidden = branching.forward(scope -> input.branches(scope, canonicalPaths));
        List<CoverInput.Node> read = input.nodes();
        long[] places = input.places();
        int[] own = IntStream.range(0, places.length).filter(i -> drawn.containsKey(read.get(i))).toArray();
        Arrays.stream(own).forEach(i -> sampled.add(new Sampled(read.get(i), drawn.get(read.get(i)))));
        head.register(hidden, Arrays.stream(own).mapToLong(i -> places[i]).toArray());
    }

    /** A node's row, into the sums. */
    private void take(CoverInput.Node node, double[] row) {
        times.at(CoverTimes.Part.SUMS);
        CoveredDocument text = texts.get(node.document());
        sums.get(node.document()).probabilities(node.position(), row);
        if (!text.isCanonical(node.position())) {
            substitute(text.tree(), node.position(), row);
        }
        int token = text.tokenAt(node.position());
        tokenNats -= token >= 0 ? Math.log(Math.max(Float.MIN_VALUE, row[token])) : 0;
        times.at(CoverTimes.Part.VOCABULARY);
    }

    /** The row of a node off the canonical paths stands for those of the nodes that were given up and have its last token or, better, its last two. */
    private void substitute(CoverTree tree, int node, double[] row) {
        for (List<Integer> lastTokens : lastTokens(tree, node)) {
            List<CoverInput.Node> others = pruned.remove(lastTokens);
            if (others != null) {
                others.forEach(other -> sums.get(other.document()).probabilities(other.position(), row));
            }
        }
    }

    private static List<List<Integer>> lastTokens(CoverTree tree, int node) {
        return List.of(List.of(tree.token(node)), List.of(tree.token(tree.parent(node)), tree.token(node)));
    }

    /** Which bytes are supervised and which nodes evaluated, by what the canonical paths say. */
    private void choose() {
        for (int d = 0; settings.bytes() != RunConfig.CoveredBytes.ALL && d < texts.size(); d++) {
            texts.get(d).supervise(ByteSelection.of(settings, texts.get(d), sums.get(d)));
        }
        if (settings.prune() > 0) {
            List<boolean[]> evaluated = CoverPruning.nodesToEvaluate(sums,
                    (d, position, outcome) -> texts.get(d).probability(position, outcome), settings.prune());
            for (int d = 0; d < texts.size(); d++) {
                texts.get(d).evaluate(evaluated.get(d));
                for (int node : texts.get(d).pruned()) {
                    for (List<Integer> lastTokens : lastTokens(texts.get(d).tree(), node)) {
                        pruned.computeIfAbsent(lastTokens, key -> new ArrayList<>()).add(new CoverInput.Node(d, node));
                    }
                }
            }
        }
    }

    /** Nats of the divergence and equal most probable outcomes; what they give by the sums is collected. */
    private double[] byteLosses() {
        double nats = 0;
        int same = 0;
        double[] gradStudent = new double[ByteDistribution.OUTCOMES];
        for (int d = 0; d < texts.size(); d++) {
            CoverGradient gradient = new CoverGradient(sums.get(d));
            gradients.add(gradient);
            CoveredDocument text = texts.get(d);
            for (int position = 0; position < text.size(); position++) {
                if (!text.isSupervised(position) || !sums.get(d).isKnown(position)) {
                    continue;
                }
                CoverSums.Sums at = sums.get(d).at(position);
                double[] student = at.distribution();
                int offset = position * ByteDistribution.OUTCOMES;
                nats += ByteKl.nats(text.teacher(), offset, text.rest(position), student, gradStudent);
                same += mostProbable(text.teacher(), offset) == mostProbable(student) ? 1 : 0;
                for (int outcome = 0; outcome < gradStudent.length; outcome++) {
                    gradStudent[outcome] *= byteScale;
                }
                gradient.add(position, at, gradStudent);
            }
        }
        return new double[] {nats, same};
    }

    private void gradLogits(int number, double[] gradGroup, HeadGradient.Additions factors, HeadGradient.Additions own) {
        times.at(CoverTimes.Part.SUMS);
        CoverInput.Node node = sampled.get(number).node;
        double factor = sampled.get(number).factor;
        gradients.get(node.document()).ofRow(node.position(), gradGroup, (id, value) -> factors.add(id, factor * value), (id, value) -> own.add(id, factor * value));
        for (int group = 0; factor != 1 && group < gradGroup.length; group++) {
            gradGroup[group] *= factor;
        }
        int token = texts.get(node.document()).tokenAt(node.position());
        if (token >= 0) {
            for (int group = 0; group < gradGroup.length; group++) {
                gradGroup[group] += tokenScale;
            }
            own.add(token, -tokenScale);
        }
        times.at(CoverTimes.Part.VOCABULARY);
    }

    private static int mostProbable(float[] probabilities, int offset) {
        int best = 0;
        for (int outcome = 1; outcome < ByteDistribution.OUTCOMES; outcome++) {
            best = probabilities[offset + outcome] > probabilities[offset + best] ? outcome : best;
        }
        return best;
    }

    private static int mostProbable(double[] probabilities) {
        int best = 0;
        for (int outcome = 1; outcome < probabilities.length; outcome++) {
            best = probabilities[outcome] > probabilities[best] ? outcome : best;
        }
        return best;
    }
}
