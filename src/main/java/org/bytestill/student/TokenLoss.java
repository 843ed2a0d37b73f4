package org.bytestill.student;

import java.util.List;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.ScriptCall;
import org.bytestill.torch.Tensor;

/**
 * Eq. 5 of the paper (method.md F11) over one batch: cross-entropy of tokens and, with a byte head, of their bytes, and
 * KL(teacher || byte head). Without a byte head it is fine-tuning. The script is {@code torchscript/token_loss.py}.
 */
final class TokenLoss implements LossFunction {
    private final StudentBatch batch;
    private final Student.LossWeights lossWeights;
    private final double scale;
    private final int slots;

    /**
     * @param scale one over the supervised tokens of the whole update
     * @param slots bytes of a token that the byte head supervises; 0 without one
     */
    TokenLoss(StudentBatch batch, Student.LossWeights lossWeights, double scale, int slots) {
        this.batch = batch;
        this.lossWeights = lossWeights;
        this.scale = scale;
        this.slots = slots;
    }

    @Override
    public LossResult compute(Script script, Scope owner, LossInput input) {
        try (Scope targets = owner.inner("targets")) {
            ScriptCall call = withTargets(script.method("token_loss"), batch, slots, targets).with("hidden", input.hidden())
                    .with("weights", input.weights()).with("byte_head", input.byteHead()).with("wants_grad_hidden", input.wantsGradHidden())
                    .with("wants_grad_token_head", input.wantsGradTokenHead()).with("token_head_sum", input.tokenHeadSum())
                    .with("compute", input.precision().code()).with("rows_at_once", input.rowsAtOnce()).with("scale", scale)
                    .with("lambda_byte", lossWeights.byteWeight()).with("lambda_kl", lossWeights.klWeight());
            List<List<Tensor>> result = call.lists(owner);
            List<Tensor> gradTokenHead = result.get(3);
            return new LossResult(result.get(0).stream().map(Tensor::toDouble).toList(), result.get(1), result.get(2),
                    gradTokenHead.isEmpty() ? null : gradTokenHead.get(0));
        }
    }

    /** Losses without gradients, as {@link #compute} sums them. */
    static List<Double> losses(Script script, Scope owner, StudentBatch batch, int slots, LossInput input) {
        ScriptCall call = withTargets(script.method("token_loss_no_grad"), batch, slots, owner).with("hidden", input.hidden())
                .with("weights", input.weights()).with("byte_head", input.byteHead()).with("compute", input.precision().code())
                .with("rows_at_once", input.rowsAtOnce());
        return call.tensors(owner).stream().map(Tensor::toDouble).toList();
    }

    /** With the supervised tokens and bytes, as tensors of the scope. */
    private static ScriptCall withTargets(ScriptCall call, StudentBatch batch, int slots, Scope scope) {
        StudentBatch.ByteTargets bytes = batch.bytes() != null ? batch.bytes()
                : new StudentBatch.ByteTargets(new long[0], new long[0], new long[0], new float[0], null);
        StudentBatch.TeacherTargets teacher = bytes.teacher() != null ? bytes.teacher()
                : new StudentBatch.TeacherTargets(new float[0], new float[0]);
        int count = bytes.token().length;
        return call.with("predictors", scope.of(batch.predictors(), batch.predictors().length))
                .with("tokens", scope.of(batch.tokens(), batch.tokens().length))
                .with("byte_token", scope.of(bytes.token(), count)).with("byte_slot", scope.of(bytes.slot(), count))
                .with("byte_value", scope.of(bytes.value(), count)).with("byte_weight", scope.of(bytes.weight(), count))
                .with("teacher", scope.of(teacher.probabilities(), teacher.rest().length, ByteHead.SHARED_OUTCOMES))
                .with("teacher_rest", scope.of(teacher.rest(), teacher.rest().length)).with("slots", slots);
    }
}
