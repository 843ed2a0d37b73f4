package org.bytestill.student;

import java.util.ArrayList;
import java.util.List;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/** Eq. 5 over one batch: token loss and, with a byte head, byte losses; the script is {@link TokenLossScript}. */
final class TokenLoss implements LossFunction {
    private final StudentBatch batch;
    private final Student.LossWeights terms;
    private final double scale;
    private final int slots;

    /**
     * @param scale one over the supervised tokens of the whole update
     * @param slots bytes of a token that the byte head supervises; 0 without one
     */
    TokenLoss(StudentBatch batch, Student.LossWeights terms, double scale, int slots) {
        this.batch = batch;
        this.terms = terms;
        this.scale = scale;
        this.slots = slots;
    }

    @Override
    public Outcome of(Script script, Scope results, States states) {
        try (Scope call = results.inner("targets")) {
            List<Object> arguments = new ArrayList<>(List.of(states.hidden(), states.weights(), states.byteHead(), states.gradHidden(), states.gradTokenHead(),
                    states.tokenHeadSum(), states.precision().code(), states.rowsAtOnce()));
            arguments.addAll(targets(batch, slots, call));
            arguments.addAll(List.of(scale, terms.byteWeight(), terms.klWeight()));
            List<Tensor> result = script.call(results, "token_objective", arguments.toArray());
            int losses = slots == 0 ? 1 : 4;
            int byteHead = states.byteHead().tensors().size();
            int after = losses + 1 + byteHead;
            return new Outcome(result.subList(0, losses).stream().map(Tensor::toDouble).toList(), List.of(result.get(losses)), result.subList(losses + 1, after),
                    result.size() > after ? result.get(after) : null);
        }
    }

    /** The script's arguments from {@code rows} to {@code slots}. */
    static List<Object> targets(StudentBatch batch, int slots, Scope scope) {
        StudentBatch.ByteTargets bytes = batch.bytes() != null ? batch.bytes()
                : new StudentBatch.ByteTargets(new long[0], new long[0], new long[0], new float[0], null);
        StudentBatch.TeacherTargets teacher = bytes.teacher() != null ? bytes.teacher() : new StudentBatch.TeacherTargets(new float[0], new float[0]);
        int count = bytes.token().length;
        return List.of(scope.of(batch.predictors(), batch.predictors().length), scope.of(batch.tokens(), batch.tokens().length),
                scope.of(bytes.token(), count), scope.of(bytes.slot(), count), scope.of(bytes.value(), count), scope.of(bytes.weight(), count),
                scope.of(teacher.probabilities(), teacher.rest().length, ByteHead.SHARED_OUTCOMES), scope.of(teacher.rest(), teacher.rest().length), slots);
    }
}
