package org.bytestill.objective;

import java.util.List;
import org.bytestill.student.Student;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** Passes of the paper's objective, eq. 5, and of fine-tuning: documents as plain texts. */
public final class TokenRunner implements UpdateRunner {
    private final Student student;
    private final BatchBuilder batches;

    public TokenRunner(Student student, BatchBuilder batches) {
        this.student = student;
        this.batches = batches;
    }

    @Override
    public Supervised whole(List<BatchBuilder.Indexed> documents, long position) {
        return new Supervised(documents.stream().mapToLong(d -> Math.max(0, batches.supervisedTokens(d.document()))).sum(), 0);
    }

    @Override
    public UpdateLosses addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Student.LossWeights terms, List<Tensor> sums, Scope owner) {
        return UpdateLosses.of(student.addGradients(batches.build(documents), terms, 1.0 / Math.max(1, whole.tokens()), sums, owner));
    }
}
