package org.bytestill.objective;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
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
    private final double tokenWeight;
    private final List<Term> before;

    /** @param weights weights of the loss terms in each step */
    public TokenRunner(Student student, BatchBuilder batches, Function<Step, Student.LossWeights> weights) {
        this(student, batches, weights, 1, List.of());
    }

    private TokenRunner(Student student, BatchBuilder batches, Function<Step, Student.LossWeights> weights, double tokenWeight,
            List<Term> before) {
        this.student = student;
        this.batches = batches;
        this.weights = weights;
        this.tokenWeight = tokenWeight;
        this.before = before;
    }

    /** The token cross-entropy alone, times its weight: the first term of an objective whose documents are plain texts for it. */
    public static TokenRunner ofTokens(Student student, BatchBuilder batches, double weight) {
        return new TokenRunner(student, batches, step -> new Student.LossWeights(0, 0, step.trainsBackbone()), weight, List.of());
    }

    /** The published objective: tokens, bytes, and the teacher, in this order. */
    public static TokenRunner ofByteHead(Student student, BatchBuilder batches, Function<Step, Student.LossWeights> weights) {
        Function<Step, Student.LossWeights> bytes = step -> new Student.LossWeights(weights.apply(step).byteWeight(), 0,
                step.trainsBackbone());
        return new TokenRunner(student, batches, weights, 1, List.of(new Term(TOKEN, ofTokens(student, batches, 1)),
                new Term(BYTES, new TokenRunner(student, batches, bytes))));
    }

    @Override
    public List<Term> terms() {
        return Stream.concat(before.stream(), Stream.of(new Term(before.isEmpty() ? TOKEN : TEACHER, this))).toList();
    }

    @Override
    public Supervised supervised(List<BatchBuilder.Indexed> documents, long position) {
        return new Supervised(batches.supervisedTokens(documents), 0);
    }

    @Override
    public LossSums addGradients(List<BatchBuilder.Indexed> documents, long position, Supervised whole, Step step, List<Tensor> sums,
            Scope owner) {
        StudentBatch batch = batches.build(documents);
        LossSums losses = LossSums
                .of(student.addGradients(batch, weights.apply(step), tokenWeight / Math.max(1, whole.tokens()), sums, owner));
        return batch.bytes() == null || batch.bytes().teacher() == null ? losses : withTeacher(losses, batch.bytes().teacher());
    }

    private static LossSums withTeacher(LossSums losses, StudentBatch.TeacherTargets teacher) {
        double dropped = 0;
        for (float rest : teacher.rest()) {
            dropped += rest;
        }
        return losses.with(LossSums.TEACHER_BYTES, teacher.rest().length).with(LossSums.DROPPED_MASS, dropped);
    }
}
