package org.bytestill.distill.covering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bytestill.bytes.CoverPruning;
import org.bytestill.bytes.CoverSums;
import org.bytestill.bytes.CoverTree;
import org.bytestill.bytes.Covering;
import org.bytestill.distill.BatchBuilder;
import org.bytestill.distill.RunConfig;
import org.bytestill.distill.TeacherRows;
import org.bytestill.distill.UpdateLosses;
import org.bytestill.distill.UpdatePasses;
import org.bytestill.student.Student;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * Passes of the covering objective (method 3.1): one document in n is read on its covering tree and learns tokens and bytes, the
 * others are plain texts and learn tokens. Which ones is decided by their place in the run's order of documents.
 */
public final class CoverPasses implements UpdatePasses {
    /** Bytes of text whose trees are kept for the next time the text comes. */
    private static final long KEPT_TREE_BYTES = 4 << 20;

    private final Student student;
    private final Covering covering;
    private final BatchBuilder plain;
    private final TeacherRows teacher;
    private final RunConfig.Covering settings;
    private final Map<Integer, CoverTree> trees = new LinkedHashMap<>();
    private long treeBytes;
    private CoverTimes times = new CoverTimes(System::nanoTime);
    private long nodes;

    /**
     * @param beginOfSequence the student's; there must be one
     * @param teacher         rows of the corpus the documents come from
     */
    public CoverPasses(Student student, Covering covering, int beginOfSequence, TeacherRows teacher, RunConfig.Covering settings) {
        this.student = student;
        this.covering = covering;
        this.plain = new BatchBuilder(beginOfSequence, 0, null);
        this.teacher = teacher;
        this.settings = settings;
    }

    /** Counts the time of the parts of every pass from now on with that clock. */
    public CoverTimes time(LongSupplier nanoClock) {
        times = new CoverTimes(nanoClock);
        return times;
    }

    /** Nodes evaluated with gradient so far. */
    public long nodes() {
        return nodes;
    }

    private boolean isCovered(long position) {
        return position % settings.oneDocumentIn() == 0;
    }

    @Override
    public Whole whole(List<BatchBuilder.Numbered> documents, long position) {
        long tokens = 0;
        long bytes = 0;
        for (int i = 0; i < documents.size(); i++) {
            tokens += documents.get(i).document().tokens();
            bytes += isCovered(position + i) ? ByteChoice.count(settings, documents.get(i).document().document().size()) : 0;
        }
        return new Whole(tokens, bytes);
    }

    @Override
    public UpdateLosses addGradients(List<BatchBuilder.Numbered> documents, long position, Whole whole, Student.Terms terms, List<Tensor> sums, Scope owner) {
        List<CoverText> texts = new ArrayList<>();
        List<BatchBuilder.Numbered> others = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            BatchBuilder.Numbered numbered = documents.get(i);
            if (isCovered(position + i)) {
                texts.add(new CoverText(covering, treeOf(numbered), numbered.document(), numbered.index(), teacher));
            } else {
                others.add(numbered);
            }
        }
        UpdateLosses losses = UpdateLosses.NONE;
        double tokenScale = 1.0 / Math.max(1, whole.tokens());
        if (!others.isEmpty()) {
            losses = UpdateLosses.of(student.addGradients(plain.build(others), terms, tokenScale, sums, owner));
        }
        return texts.isEmpty() ? losses : losses.plus(covered(texts, tokenScale, settings.klWeight() / Math.max(1, whole.bytes()), terms, sums, owner));
    }

    private CoverTree treeOf(BatchBuilder.Numbered numbered) {
        CoverTree known = trees.get(numbered.index());
        if (known != null) {
            return known;
        }
        CoverTree tree = covering.tree(numbered.document().document().bytes(), numbered.document().ids());
        if (treeBytes < KEPT_TREE_BYTES) {
            trees.put(numbered.index(), tree);
            treeBytes += tree.size();
        }
        return tree;
    }

    private UpdateLosses covered(List<CoverText> texts, double tokenScale, double byteScale, Student.Terms terms, List<Tensor> sums, Scope owner) {
        times.at(CoverTimes.Part.TRUNK_READING);
        choose(texts, owner);
        UpdateLosses losses = UpdateLosses.NONE;
        for (List<CoverText> piece : pieces(texts)) {
            losses = losses.plus(piece(piece, tokenScale, byteScale, terms, sums, owner));
        }
        return losses;
    }

    /** The documents in pieces of about as many nodes as all have tokens: then a tree takes the memory of a text. */
    private static List<List<CoverText>> pieces(List<CoverText> texts) {
        long most = texts.stream().mapToLong(CoverText::tokens).sum();
        List<List<CoverText>> pieces = new ArrayList<>();
        long nodes = 0;
        for (CoverText text : texts) {
            if (pieces.isEmpty() || nodes + text.evaluatedNodes() > most) {
                pieces.add(new ArrayList<>());
                nodes = 0;
            }
            pieces.get(pieces.size() - 1).add(text);
            nodes += text.evaluatedNodes();
        }
        return pieces;
    }

    private UpdateLosses piece(List<CoverText> texts, double tokenScale, double byteScale, Student.Terms terms, List<Tensor> sums, Scope owner) {
        times.at(CoverTimes.Part.FORWARD);
        try (Scope pass = owner.inner("covering")) {
            CoverInput input = new CoverInput(texts, CoverText::isEvaluated);
            CoverObjective objective = new CoverObjective(texts, input, student.config().vocabularySize(), tokenScale, byteScale, times);
            List<Double> losses = student.addGradients(input.input(pass), objective, terms.backbone(), sums, owner);
            times.at(CoverTimes.Part.OTHER);
            nodes += input.nodes();
            int tokens = texts.stream().mapToInt(CoverText::tokens).sum();
            int bytes = texts.stream().mapToInt(CoverText::supervisedBytes).sum();
            return new UpdateLosses(new Student.Losses(losses.get(0), 0, 0, 0, tokens), losses.get(1), losses.get(2), bytes);
        }
    }

    /** Which bytes are supervised and which nodes evaluated; the trunk is read first if that is needed to know it. */
    private void choose(List<CoverText> texts, Scope owner) {
        if (settings.prune() == 0 && settings.bytes() == RunConfig.CoveredBytes.ALL) {
            return;
        }
        List<CoverSums> trunks = trunks(texts, owner);
        for (int d = 0; d < texts.size(); d++) {
            CoverText text = texts.get(d);
            if (settings.bytes() != RunConfig.CoveredBytes.ALL) {
                text.supervise(ByteChoice.of(settings, text, trunks.get(d)));
            }
            text.evaluate(CoverPruning.worthwhile(trunks.get(d), text::probability, settings.prune()));
        }
    }

    private List<CoverSums> trunks(List<CoverText> texts, Scope owner) {
        List<CoverSums> sums = texts.stream().map(CoverText::newSums).toList();
        try (Scope pass = owner.inner("trunks")) {
            CoverInput input = new CoverInput(texts, (text, position) -> text.tree().isTrunk(position));
            student.rows(input.input(pass), input.places(), (number, row) -> sums.get(input.documentOf(number)).probabilities(input.nodeOf(number), row));
        }
        return sums;
    }
}
