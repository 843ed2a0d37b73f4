package org.bytestill.objective.tokenkl;

import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.LossSums;
import org.bytestill.objective.Step;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.objective.UpdateRunner;
import org.bytestill.student.Backbone;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.text.Vocabulary;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** Reads documents as plain texts and trains on {@link TokenKlLoss} at every supervised token. */
final class TokenKlRunner implements UpdateRunner {
    /** The divergence, nats, summed over the supervised tokens. */
    static final String KL = "tokenKl";
    /** Supervised tokens before which teacher and student find the same token most probable. */
    static final String SAME = "tokenSame";

    private final Student student;
    private final BatchBuilder batches;
    private final TeacherTokens teacher;
    private final RunConfig.TokenKl settings;
    private final int ids;

    TokenKlRunner(Student student, TeacherTokens teacher, RunConfig.TokenKl settings, Vocabulary vocabulary) {
        this.student = student;
        this.batches = new BatchBuilder(vocabulary);
        this.teacher = teacher;
        this.settings = settings;
        this.ids = vocabulary.size();
    }

    @Override
    public Supervised supervised(List<BatchBuilder.Indexed> documents, long position) {
        return new Supervised(batches.supervisedTokens(documents), 0);
    }

    @Override
    public LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums,
            Scope owner) {
        StudentBatch batch = batches.build(documents);
        try (Scope pass = owner.inner("pass")) {
            Backbone.Input text = Backbone.Input.text(pass, batch);
            TokenKlLoss loss = new TokenKlLoss(batch, teacher, settings, ids, 1.0 / Math.max(1, whole.tokens()));
            List<Double> losses = student.addGradients(text, loss, step.trainsBackbone(), sums, owner);
            return LossSums.of(losses.get(0), batch.supervisedTokens()).with(KL, losses.get(1)).with(SAME, losses.get(2))
                    .with(LossSums.TEACHER_BYTES, documents.stream().mapToInt(d -> d.document().document().supervision().bytes()).sum());
        }
    }
}
