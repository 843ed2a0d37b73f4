package org.bytestill.objective.aligned;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.objective.TokenRunner;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.student.Backbone;
import org.bytestill.student.Student;
import org.bytestill.text.CanonicalTokens;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * Update runner of objectives across tokenizers: teacher and student read the same documents, each in its own tokens; the loss is
 * {@link AlignedLoss}.
 */
public final class AlignedRunner implements UpdateRunner {
    /** The sum of the objective's term, nats or what it is measured in. */
    static final String TERM = "alignedTerm";
    /** What the term is a sum over: groups, positions or tokens that had one. */
    public static final String COUNT = "alignedCount";
    /** One-to-one groups. */
    static final String ONE_TO_ONE = "alignedOneToOne";
    /** The supervised tokens of the student, also of texts it wrote, and of the teacher. */
    static final String STUDENT_TOKENS = "alignedStudentTokens";
    static final String TEACHER_TOKENS = "alignedTeacherTokens";
    /** The teacher's mass inside the shared vocabulary, summed over the one-to-one groups. */
    static final String SHARED_MASS = "alignedSharedMass";
    /** Supervised bytes, and those of them in no group. */
    static final String BYTES = "alignedBytes";
    static final String LOST_BYTES = "alignedLostBytes";

    /** Bytes of text whose alignment is kept for the next epoch; those of the current update are kept in any case. */
    private static final long KEPT_BYTES = 4 << 20;

    private final Student student;
    private final TeacherTokens teacher;
    private final BatchBuilder students;
    private final BatchBuilder teachers;
    private final TextAlignment alignment;
    private final TokenPair pair;
    private final float[] shared;
    private final AlignedTerm term;
    private final Weights weights;
    private final Map<BatchBuilder.Indexed, AlignedText> aligned = new HashMap<>();
    private long alignedBytes;
    private double[] lastTerms = {};

    /** Weights of the objective's term, lambda, and of the token cross-entropy. */
    public record Weights(double term, double token) {}

    /** Makes the term of an objective for a pair of vocabularies. */
    @FunctionalInterface
    interface Terms {
        AlignedTerm of(TokenPair pair);
    }

    AlignedRunner(Student student, Vocabulary vocabulary, TeacherTokens teacher, Weights weights, Terms terms) {
        this.student = student;
        this.teacher = teacher;
        this.students = new BatchBuilder(vocabulary);
        this.teachers = new BatchBuilder(teacher.tokenizer().vocabulary());
        this.alignment = new TextAlignment(students, teachers, teacher);
        this.pair = new TokenPair(new CanonicalTokens(vocabulary), new CanonicalTokens(teacher.tokenizer().vocabulary()),
                student.config().vocabularySize(), teacher.vocabularySize());
        this.shared = pair.sharedFlags();
        this.term = terms.of(pair);
        this.weights = weights;
    }

    @Override
    public List<Term> terms() {
        return List.of(new Term(TOKEN, TokenRunner.ofTokens(student, students, weights.token())), new Term(TEACHER, this));
    }

    @Override
    public Supervised supervised(List<BatchBuilder.Indexed> documents, long position) {
        if (alignedBytes > KEPT_BYTES) {
            aligned.clear();
            alignedBytes = 0;
        }
        return new Supervised(students.scoredTokens(documents), 0, batch(documents).count());
    }

    private AlignedBatch batch(List<BatchBuilder.Indexed> documents) {
        return AlignedBatch.ofTexts(documents.stream().map(this::aligned).toList(), students, teachers, term);
    }

    private AlignedText aligned(BatchBuilder.Indexed document) {
        return aligned.computeIfAbsent(document, of -> {
            alignedBytes += of.document().size();
            return alignment.of(of);
        });
    }

    /** From now on the teacher's tokens may cross the edges of supervised spans, as those of another program do. */
    public void tokenizeWhole() {
        alignment.tokenizeWhole();
    }

    @Override
    public LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums,
            Scope owner) {
        AlignedBatch batch = batch(documents);
        boolean written = BatchBuilder.areWritten(documents);
        AlignedLoss loss = loss(batch, whole, written ? 0 : weights.token());
        try (Scope pass = owner.inner("pass")) {
            Backbone.Input text = Backbone.Input.text(pass, batch.student());
            List<Double> losses = student.addGradients(text, loss, step.trainsBackbone(), sums, owner);
            lastTerms = loss.terms();
            LossSums measured = sums(losses, batch);
            return written ? measured.withoutTokens() : measured;
        }
    }

    /** The terms of the last documents, one each group or position that counted. */
    public double[] lastTerms() {
        return lastTerms.clone();
    }

    /** The groups that have a term, in their order. */
    public List<Group> groups(List<BatchBuilder.Indexed> documents) {
        AlignedBatch batch = batch(documents);
        return batch.units().stream().filter(Unit::counts).map(unit -> {
            TokenizedDocument text = batch.documents().get(unit.document()).student();
            return new Group(text.starts()[unit.studentBegin()], text.starts()[unit.studentEnd()], unit.studentBegin(), unit.studentEnd(),
                    unit.teacherBegin(),
                    unit.teacherEnd());
        }).toList();
    }

    private AlignedLoss loss(AlignedBatch batch, Supervised whole, double tokenWeight) {
        return new AlignedLoss(batch, term, pair, shared, teacher, tokenWeight / Math.max(1, whole.tokens()),
                weights.term() / Math.max(1, whole.terms()));
    }

    private LossSums sums(List<Double> losses, AlignedBatch batch) {
        LossSums sums = LossSums.of(losses.get(0), batch.student().supervisedTokens()).with(TERM, losses.get(1)).with(COUNT, losses.get(2))
                .with(SHARED_MASS, losses.get(3));
        for (int i = 0; i < term.extras().size(); i++) {
            sums = sums.with(term.extras().get(i), losses.get(AlignedLoss.OWN + i));
        }
        return sums.with(STUDENT_TOKENS, batch.student().supervisedTokens()).with(ONE_TO_ONE, total(batch, AlignedDocument::oneToOne))
                .with(TEACHER_TOKENS,
                        total(batch, AlignedDocument::teacherTokens))
                .with(LOST_BYTES, total(batch, AlignedDocument::lostBytes))
                .with(BYTES, total(batch, document -> document.student().document().supervision().bytes()))
                .with(LossSums.TEACHER_BYTES, teacherBytes(batch));
    }

    /** Bytes of what has a term. */
    private static int teacherBytes(AlignedBatch batch) {
        return batch.units().stream().filter(Unit::counts).mapToInt(unit -> {
            int[] starts = batch.documents().get(unit.document()).student().starts();
            return starts[unit.studentEnd()] - starts[unit.studentBegin()];
        }).sum();
    }

    private static double total(AlignedBatch batch, ToIntFunction<AlignedDocument> of) {
        return batch.documents().stream().mapToInt(of).sum();
    }
}
