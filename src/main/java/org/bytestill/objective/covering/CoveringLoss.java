package org.bytestill.objective.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteKl;
import org.bytestill.bytes.Divergence;
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
 * Loss of the covering objective: token cross-entropy on the canonical path and KL(teacher || student) over the supervised
 * bytes, with the student's next-byte distributions computed on its covering tree (method.md 3.1). The distributions along the
 * canonical paths decide which bytes are supervised and which other nodes are evaluated; those are evaluated as branches of the
 * canonical paths. Each distribution is reduced to a few hundred prefix masses; the losses and their gradient are computed from
 * these, and {@link CoverGradient} gives the gradient with respect to the logits.
 *
 * <p>The backward pass takes two thirds of a node's cost, and most nodes contribute little to the gradient. So all branches are
 * first evaluated forward-only; a sample of them, drawn with probability proportional to gradient size, is evaluated again with
 * a backward pass and reweighted by 1 / probability ({@link SampledNodes}). Losses are exact, gradients unbiased.
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
    /** Nodes of the backward pass, all canonical ones and the branches that were drawn, in the order in which the token head holds them. */
    private final List<Sampled> sampled = new ArrayList<>();
    private final List<CoverSums> sums = new ArrayList<>();
    private final List<CoverGradient> gradients = new ArrayList<>();
    /** Pruned nodes that wait for a substitute distribution, keyed by the last one or two tokens of their context. */
    private final Map<List<Integer>, List<CoverInput.Node>> pruned = new HashMap<>();
    private int nodes;
    private double tokenNats;

    /** A back-propagated node and the factor of its gradient: 1 / probability of its draw, 1 for a node that is always taken. */
    private record Sampled(CoverInput.Node node, double factor) {}

    /**
     * @param tokenScale weight of the token loss over the supervised tokens of the whole update
     * @param byteScale  lambda over the supervised bytes of the whole update
     * @param random     in [0, 1): draws the nodes for back-propagation if not all are used
     */
    CoveringLoss(List<CoveredDocument> texts, RunConfig.Covering settings, int vocabulary, double tokenScale, double byteScale,
            double random, CoverTimes times) {
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

    /** Input of the model for the canonical paths. */
    Backbone.Input text(Scope scope) {
        return canonicalPaths.text(scope);
    }

    /** Number of evaluated nodes. */
    int nodes() {
        return nodes;
    }

    /** Number of back-propagated nodes. */
    int sampled() {
        return sampled.size();
    }

    /** The byte sums of each document, with the evaluated nodes. */
    List<CoverSums> sums() {
        return sums;
    }

    @Override
    public boolean readsBranches() {
        return true;
    }

    /**
     * Returns sums over the supervised tokens and bytes: cross-entropy in nats, divergence in nats, number of bytes with the
     * same most probable outcome, KL(teacher || student) in nats.
     */
    @Override
    public LossResult compute(Script script, Scope results, LossInput input) {
        TokenHeadRows head = new TokenHeadRows(script, input, vocabulary, results);
        try (Scope kept = results.inner("rows")) {
            read(head, kept, input.hidden(), canonicalPaths);
            chooseBytesAndNodes();
            CoverInput branches = canonicalPaths.branches();
            List<CoverInput.Node> forwardOnly = settings.gradientShare() == 1 ? List.of() : branches.nodes();
            if (!forwardOnly.isEmpty()) {
                evaluateForwardOnly(head, results, input.branches(), branches, forwardOnly);
            } else if (!branches.isEmpty()) {
                times.at(CoverTimes.Part.BRANCHES);
                read(head, kept, input.branches().forward(scope -> branches.branches(scope, canonicalPaths)), branches);
            }
            nodes = sampled.size() + forwardOnly.size();
            times.at(CoverTimes.Part.SUMS);
            ByteLosses byteLosses = byteLosses();
            if (input.wantsGradHidden() || input.wantsGradTokenHead()) {
                if (!forwardOnly.isEmpty()) {
                    recomputeSampledBranches(head, input.branches(), forwardOnly);
                }
                times.at(CoverTimes.Part.VOCABULARY);
                head.backward(texts.get(0).covering().groupsOf(vocabulary), texts.get(0).covering().groups(), this::gradLogits);
            }
            times.at(CoverTimes.Part.BACKWARD);
            return new LossResult(List.of(tokenNats, byteLosses.nats, (double) byteLosses.same, byteLosses.klNats), head.gradHidden(),
                    List.of(), head.gradTokenHead());
        }
    }

    /** Evaluates the distributions of nodes that will be back-propagated. */
    private void read(TokenHeadRows head, Scope kept, Tensor hidden, CoverInput input) {
        times.at(CoverTimes.Part.VOCABULARY);
        List<CoverInput.Node> all = input.nodes();
        long[] places = input.places();
        int[] needed = IntStream.range(0, places.length).filter(i -> texts.get(all.get(i).document()).needsRow(all.get(i).position()))
                .toArray();
        Arrays.stream(needed).forEach(i -> sampled.add(new Sampled(all.get(i), 1)));
        head.forward(kept, hidden, Arrays.stream(needed).mapToLong(i -> places[i]).toArray(),
                (number, row) -> addDistribution(sampled.get(number).node, row));
    }

    /** Evaluates the distributions of all branches forward-only, without keeping activations. */
    private void evaluateForwardOnly(TokenHeadRows head, Scope results, LossFunction.Branches branching, CoverInput branches,
            List<CoverInput.Node> forwardOnly) {
        times.at(CoverTimes.Part.BRANCHES);
        try (Tensor hidden = branching.forwardNoGrad(results, scope -> branches.branches(scope, canonicalPaths))) {
            times.at(CoverTimes.Part.VOCABULARY);
            head.forwardNoGrad(hidden, branches.places(), (number, row) -> addDistribution(forwardOnly.get(number), row));
        }
    }

    /** Draws a sample of the branches by the size of their gradients and evaluates it again, with activations for the backward pass. */
    private void recomputeSampledBranches(TokenHeadRows head, LossFunction.Branches branching, List<CoverInput.Node> branches) {
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

    /** Adds a node's distribution to the sums. */
    private void addDistribution(CoverInput.Node node, double[] row) {
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

    /**
     * Uses the distribution of a node off the canonical paths as substitute for the pruned nodes with the same last token or,
     * better, the same last two.
     */
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

    /** Chooses the supervised bytes and the nodes to evaluate, from the distributions of the canonical paths. */
    private void chooseBytesAndNodes() {
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

    /**
     * Sums over the supervised bytes.
     *
     * @param nats   the divergence that is trained
     * @param klNats KL(teacher || student), which is shown whatever is trained
     * @param same   bytes with the same most probable outcome
     */
    private record ByteLosses(double nats, double klNats, int same) {}

    /** Collects the gradient with respect to the sums, too. */
    private ByteLosses byteLosses() {
        ByteDivergence divergence = ByteDivergence.of(settings);
        double nats = 0;
        double klNats = 0;
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
                nats += divergence.nats(text.teacher(), offset, text.rest(position), student, gradStudent);
                klNats += ByteKl.nats(text.teacher(), offset, text.rest(position), student, null);
                same += Divergence.top1(text.teacher(), offset, ByteDistribution.OUTCOMES) == Divergence.top1(student) ? 1 : 0;
                for (int outcome = 0; outcome < gradStudent.length; outcome++) {
                    gradStudent[outcome] *= byteScale;
                }
                gradient.add(position, at, gradStudent);
            }
        }
        return new ByteLosses(nats, klNats, same);
    }

    private void gradLogits(int number, double[] gradGroup, HeadGradient.Additions factors, HeadGradient.Additions own) {
        times.at(CoverTimes.Part.SUMS);
        CoverInput.Node node = sampled.get(number).node;
        double factor = sampled.get(number).factor;
        gradients.get(node.document()).ofRow(node.position(), gradGroup, (id, value) -> factors.add(id, factor * value),
                (id, value) -> own.add(id, factor * value));
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
}
