package org.bytestill.objective;

import java.util.List;
import java.util.function.Function;
import org.bytestill.student.Student;
import org.bytestill.student.StudentBatch;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/**
 * Update runner of token sequences: fine-tuning, and the published objective, eq. 5, for a student with a byte head. Each
 * document is a plain sequence of its canonical tokens.
 */
public final class TokenRunner implements UpdateRunner {
    private final Student student;
    private final BatchBuilder batches;
    private final Function<Step, Student.LossWeights> weights;

    /** @param weights weights of the loss terms in each step */
    public TokenRunner(Student student, BatchBuilder batches, Function<Step, Student.LossWeights> weights) {
        this.student = student;
        this.batches = batches;
        this.weights = weights;
    }

    @Override
    public Supervised supervised(List<BatchBuilder.Indexed> documents, long position) {
        return new Supervised(batches.supervisedTokens(documents), 0);
    }

    @Override
    public LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums,
            Scope owner) {
        StudentBatch batch = batches.build(documents);
        LossSums losses = LossSums.of(student.addGradients(batch, weights.apply(step), 1.0 / Math.max(1, whole.tokens()), sums, owner));
        return losses.with(LossSums.TEACHER_BYTES, teacherBytes(batch));
    }

    private static int teacherBytes(StudentBatch batch) {
        return batch.bytes() == null || batch.bytes().teacher() == null ? 0 : batch.bytes().token().length;
    }
}
