package org.bytestill.objective.covering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.bytestill.bytes.cover.CoverTree;
import org.bytestill.bytes.cover.Covering;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherRows;
import org.bytestill.objective.TokenRunner;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.student.Student;
import org.bytestill.text.Span;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * Update runner of the covering objective (method.md 3.1): one document in n is evaluated on its covering tree, with token and
 * byte losses; the others are plain token sequences with the token loss alone. The place of a document in the run's order
 * decides which it is.
 */
public final class CoveringRunner implements UpdateRunner {
    /** The divergence that is trained, over the supervised bytes, nats. */
    static final String DIVERGENCE = "coveredDivergence";
    /** KL(teacher || student) over the supervised bytes, nats. */
    static final String KL = "coveredKl";
    /** Number of supervised bytes at which teacher and student have the same most probable outcome. */
    static final String SAME = "coveredSame";
    /** Number of supervised bytes. */
    static final String BYTES = "coveredBytes";
    /** Largest number of nodes whose activations are held at once for the backward pass, per token of the documents of a pass. */
    public static final double MOST_NODES_PER_TOKEN = 1.5;
    /** Bytes of text whose trees are cached for the next epoch. */
    private static final long KEPT_TREE_BYTES = 4 << 20;

    private final Student student;
    private final Covering covering;
    private final BatchBuilder plain;
    private final int beginOfSequence;
    private final TeacherRows teacher;
    private final RunConfig.Covering settings;
    private final long seed;
    private final Map<Integer, CoverTree> trees = new LinkedHashMap<>();
    private long treeBytes;
    private CoverTimes times = new CoverTimes(System::nanoTime);
    private long nodes;
    private long sampled;

    /**
     * @param beginOfSequence the student's begin-of-sequence id; required
     * @param teacher         next-byte distributions of the corpus that the documents come from
     * @param seed            seed of the draws of back-propagated nodes
     */
    public CoveringRunner(Student student, Covering covering, int beginOfSequence, TeacherRows teacher, RunConfig.Covering settings,
            long seed) {
        this.student = student;
        this.covering = covering;
        this.plain = new BatchBuilder(beginOfSequence, 0, null);
        this.beginOfSequence = beginOfSequence;
        this.teacher = teacher;
        this.settings = settings;
        this.seed = seed;
    }

    /** Profiles every pass from now on with the given clock. */
    public CoverTimes time(LongSupplier nanoClock) {
        times = new CoverTimes(nanoClock);
        return times;
    }

    /** Number of nodes evaluated for training so far. */
    public long nodes() {
        return nodes;
    }

    /** Number of nodes back-propagated so far. */
    public long sampled() {
        return sampled;
    }

    /** Of texts the student wrote the teacher's view is all there is to learn. */
    private boolean isCovered(BatchBuilder.Indexed document, long position) {
        return document.isWritten() || position % settings.oneDocumentIn() == 0;
    }

    @Override
    public List<Term> terms() {
        return List.of(new Term(TOKEN, TokenRunner.ofTokens(student, plain, settings.tokenWeight())), new Term(TEACHER, this));
    }

    @Override
    public Supervised supervised(List<BatchBuilder.Indexed> documents, long position) {
        long tokens = 0;
        long bytes = 0;
        for (int i = 0; i < documents.size(); i++) {
            TokenizedDocument document = documents.get(i).document();
            tokens += documents.get(i).isWritten() ? 0 : plain.supervisedTokens(document);
            int rows = document.byteSpans().stream().mapToInt(Span::rows).sum()
                    - (settings.maskWhitespace() ? document.blankBytes() : 0);
            bytes += isCovered(documents.get(i), position + i) ? ByteSelection.count(settings, rows) : 0;
        }
        return new Supervised(tokens, bytes);
    }

    @Override
    public LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums,
            Scope owner) {
        List<CoveredDocument> texts = new ArrayList<>();
        List<BatchBuilder.Indexed> others = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            BatchBuilder.Indexed indexed = documents.get(i);
            if (isCovered(indexed, position + i)) {
                texts.add(new CoveredDocument(covering, treeOf(indexed), indexed.document(), indexed.index(), teacher,
                        settings.maskWhitespace()));
            } else {
                others.add(indexed);
            }
        }
        LossSums losses = LossSums.NONE;
        double tokenScale = settings.tokenWeight() / Math.max(1, whole.tokens());
        if (!others.isEmpty()) {
            Student.LossWeights tokensOnly = new Student.LossWeights(0, 0, step.trainsBackbone());
            losses = LossSums.of(student.addGradients(plain.build(others), tokensOnly, tokenScale, sums, owner));
        }
        long tokens = documents.stream().mapToLong(indexed -> indexed.document().tokens()).sum();
        boolean written = BatchBuilder.areWritten(documents);
        Scales scales = new Scales(written ? 0 : tokenScale, settings.klWeight() / Math.max(1, whole.bytes()));
        // Seeded by the place in the run's order, so that a resumed run draws the same numbers.
        SplittableRandom random = new SplittableRandom(31 * seed + position);
        LossSums covered = covered(texts, (long) (MOST_NODES_PER_TOKEN * tokens), scales, random, step, sums, owner);
        return losses.plus(written ? covered.withoutTokens() : covered);
    }

    private CoverTree treeOf(BatchBuilder.Indexed indexed) {
        CoverTree known = indexed.isWritten() ? null : trees.get(indexed.index());
        if (known != null) {
            return known;
        }
        TokenizedDocument document = indexed.document();
        CoverTree tree = covering.tree(
                new CoverTree.Tokens(document.bytes(), document.beginOr(beginOfSequence), document.ids(), document.starts()),
                document.byteSpans());
        if (treeBytes < KEPT_TREE_BYTES && !indexed.isWritten()) {
            trees.put(indexed.index(), tree);
            treeBytes += tree.size();
        }
        return tree;
    }

    /** Factors of the losses: the weight of the token loss over the supervised tokens of the whole update; lambda over its bytes. */
    private record Scales(double token, double bytes) {}

    /**
     * Processes the covered documents in pieces, each with at most {@link #MOST_NODES_PER_TOKEN} back-propagated nodes for
     * each token of all documents, which bounds the memory near that of a plain text. The number of evaluated nodes is known only after the canonical path
     * was evaluated; it is estimated from the earlier pieces.
     */
    private LossSums covered(List<CoveredDocument> texts, long mostNodes, Scales scales, SplittableRandom random, Step step,
            List<Tensor> sums, Scope owner) {
        LossSums losses = LossSums.NONE;
        double nodesPerToken = Double.POSITIVE_INFINITY;
        int next = 0;
        while (next < texts.size()) {
            int first = next;
            double expected = 0;
            do {
                expected += expectedNodes(texts.get(next++), nodesPerToken);
            } while (next < texts.size() && expected + expectedNodes(texts.get(next), nodesPerToken) <= mostNodes);
            long before = nodes;
            List<CoveredDocument> piece = texts.subList(first, next);
            losses = losses.plus(piece(piece, scales, random, step, sums, owner));
            nodesPerToken = (double) (nodes - before) / piece.stream().mapToInt(CoveredDocument::tokens).sum();
        }
        return losses;
    }

    /** Estimated number of back-propagated nodes. */
    private double expectedNodes(CoveredDocument text, double nodesPerToken) {
        double branches = Math.min(text.nodes(), nodesPerToken * text.tokens()) - text.tokens();
        return text.tokens() + settings.gradientShare() * branches;
    }

    private LossSums piece(List<CoveredDocument> texts, Scales scales, SplittableRandom random, Step step, List<Tensor> sums, Scope owner) {
        times.at(CoverTimes.Part.CANONICAL_PATHS);
        try (Scope pass = owner.inner("covering")) {
            CoveringLoss loss = new CoveringLoss(texts, settings, student.config().vocabularySize(), scales.token, scales.bytes,
                    random.nextDouble(), times);
            List<Double> losses = student.addGradients(loss.text(pass), loss, step.trainsBackbone(), sums, owner);
            times.at(CoverTimes.Part.OTHER);
            nodes += loss.nodes();
            sampled += loss.sampled();
            int tokens = texts.stream().mapToInt(CoveredDocument::supervisedTokens).sum();
            int bytes = texts.stream().mapToInt(CoveredDocument::supervisedBytes).sum();
            return LossSums.of(losses.get(0), tokens).with(DIVERGENCE, losses.get(1)).with(KL, losses.get(3)).with(SAME, losses.get(2))
                    .with(BYTES, bytes)
                    .with(LossSums.TEACHER_BYTES, bytes)
                    .with(LossSums.DROPPED_MASS, texts.stream().mapToDouble(CoveredDocument::droppedMass).sum());
        }
    }
}
