package org.bytestill.objective.tokenkl;

import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.corpus.SpanTokens;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.RowPlaces;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.objective.TokenRunner;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.student.Backbone;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * Reads documents as plain texts and trains on {@link TokenKlLoss} at every supervised token. Over a teacher that is the student before its
 * training it is the KL to the starting weights.
 */
public final class TokenKlRunner implements UpdateRunner {
    /** The divergence, nats, summed over the supervised tokens. */
    public static final String KL = "tokenKl";
    /** Tokens at which the two are compared. */
    public static final String COMPARED = "tokenCompared";
    /** Supervised tokens before which teacher and student find the same token most probable. */
    static final String SAME = "tokenSame";

    private final Student student;
    private final BatchBuilder batches;
    private final TeacherTokens teacher;
    private final RunConfig.TokenKl settings;
    private final int ids;
    private final long[] ends;

    TokenKlRunner(Student student, TeacherTokens teacher, RunConfig.TokenKl settings, Vocabulary vocabulary) {
        this(student, teacher, settings, vocabulary, vocabulary.size());
    }

    private TokenKlRunner(Student student, TeacherTokens teacher, RunConfig.TokenKl settings, Vocabulary vocabulary, int ids) {
        this.student = student;
        this.batches = new BatchBuilder(vocabulary);
        this.teacher = teacher;
        this.settings = settings;
        this.ids = ids;
        this.ends = ends(vocabulary, teacher.tokenizer().vocabulary());
    }

    /** The student's end and the teacher's, if the student's is none of the teacher's: as of a base model and one taught to converse. */
    private static long[] ends(Vocabulary student, Vocabulary teacher) {
        boolean alike = student.end() < 0 || teacher.end() < 0 || teacher.endsSequence(student.end());
        return alike ? new long[0] : new long[] {student.end(), teacher.end()};
    }

    /**
     * KL(student || student before training) over all rows, for texts that the student wrote (method.md F20). Its script is
     * {@code torchscript/token_kl.py}.
     *
     * @param before the student as it was
     */
    public static TokenKlRunner toStart(Student student, TeacherTokens before, double weight, Vocabulary vocabulary) {
        return new TokenKlRunner(student, before, new RunConfig.TokenKl(RunConfig.DivergenceKind.REVERSE, 0.5, 1, weight, 0), vocabulary,
                student.config().vocabularySize());
    }

    @Override
    public List<Term> terms() {
        return List.of(new Term(TOKEN, TokenRunner.ofTokens(student, batches, settings.tokenWeight())), new Term(TEACHER, this));
    }

    @Override
    public Supervised supervised(List<BatchBuilder.Indexed> documents, long position) {
        return new Supervised(batches.scoredTokens(documents), 0, batches.supervisedTokens(documents));
    }

    @Override
    public LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums,
            Scope owner) {
        StudentBatch batch = batches.build(documents);
        try (Scope pass = owner.inner("pass")) {
            Backbone.Input text = Backbone.Input.text(pass, batch);
            boolean written = BatchBuilder.areWritten(documents);
            double tokenScale = written ? 0 : settings.tokenWeight() / Math.max(1, whole.tokens());
            TokenKlLoss loss = new TokenKlLoss(batch, places(documents, batch), teacher, settings, ids, written ? ends : new long[0],
                    new TokenKlLoss.Scales(tokenScale, settings.klWeight() / Math.max(1, whole.terms())));
            List<Double> losses = student.addGradients(text, loss, step.trainsBackbone(), sums, owner);
            LossSums measured = LossSums.of(losses.get(0), batch.supervisedTokens()).with(KL, losses.get(1)).with(SAME, losses.get(2))
                    .with(COMPARED, batch.supervisedTokens())
                    .with(LossSums.TEACHER_BYTES, documents.stream().mapToInt(d -> d.document().document().supervision().bytes()).sum());
            return written ? measured.withoutTokens() : measured;
        }
    }

    /** The teacher's rows are those of the student's own tokens, counted in each supervised span. */
    private RowPlaces places(List<BatchBuilder.Indexed> documents, StudentBatch batch) {
        RowPlaces places = new RowPlaces(batch.layout().places());
        for (int number = 0; number < documents.size(); number++) {
            TokenizedDocument text = documents.get(number).document();
            for (int token : batches.supervised(text)) {
                int span = text.document().supervision().at(text.starts()[token]);
                int first = SpanTokens.tokenAt(text, text.document().supervision().spans().get(span).start());
                places.set(batches.predictor(batch, number, text, token), documents.get(number).index(), span, token - first);
            }
        }
        return places;
    }
}
