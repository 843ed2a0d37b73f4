package org.bytestill.objective.tokenkl;

import java.util.Arrays;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.objective.RowPlaces;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.student.LossFunction;
import org.bytestill.student.StudentBatch;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/**
 * Token cross-entropy and a divergence between the next-token distributions of teacher and student: forward KL, reverse KL or the
 * generalised Jensen-Shannon divergence of GKD (arXiv 2306.13649, eq. 1), at a temperature. Gradients in closed form; the script is
 * {@code torchscript/token_kl.py}. Rows of logits are computed some at a time, the teacher's too.
 */
final class TokenKlLoss implements LossFunction {
    private final StudentBatch batch;
    private final RowPlaces places;
    private final TeacherTokens teacher;
    private final RunConfig.TokenKl settings;
    private final int ids;
    private final long[] ends;
    private final Scales scales;

    /** Factors of the sums of both terms: their weight over the supervised tokens that the whole update has of each. */
    record Scales(double token, double kl) {}

    /**
     * @param places which rows of the teacher stand where
     * @param ids    of the tokenizer: rows of logits beyond them are padding
     * @param ends   two ids whose logits of the teacher are exchanged, the student's end and the teacher's; or none
     */
    TokenKlLoss(StudentBatch batch, RowPlaces places, TeacherTokens teacher, RunConfig.TokenKl settings, int ids, long[] ends,
            Scales scales) {
        this.batch = batch;
        this.places = places;
        this.teacher = teacher;
        this.settings = settings;
        this.ids = ids;
        this.ends = ends.clone();
        this.scales = scales;
    }

    /** @return with the sums of the cross-entropy, of the divergence (both in nats), and of the tokens where both agree */
    @Override
    public LossResult compute(Script script, Scope owner, LossInput input) {
        double[] sums = new double[3];
        Tensor gradHidden = script.method("zero_grad_hidden").with("hidden", input.hidden()).tensor(owner);
        List<Tensor> headSum = input.tokenHeadSum();
        Tensor gradTokenHead = null;
        try (Scope pass = owner.inner("token divergence")) {
            TeacherTokens.Read read = teacher.read(pass, batch, places);
            for (int begin = 0; begin < batch.tokens().length; begin += input.rowsAtOnce()) {
                int end = Math.min(batch.tokens().length, begin + input.rowsAtOnce());
                boolean isFirst = input.wantsGradTokenHead() && headSum.isEmpty();
                try (Scope rows = pass.inner("rows")) {
                    List<Tensor> added = rows(script, rows, isFirst ? owner : rows, read, new Range(begin, end),
                            new Gradients(input, gradHidden, headSum), sums);
                    if (isFirst) {
                        gradTokenHead = added.get(0);
                        headSum = added;
                    }
                }
            }
        }
        Tensor shaped = script.method("in_shape_of").with("x", gradHidden).with("like", input.hidden()).tensor(owner);
        return new LossResult(Arrays.stream(sums).boxed().toList(), List.of(shaped), List.of(), gradTokenHead);
    }

    /** Supervised tokens from {@code begin} to before {@code end}. */
    private record Range(int begin, int end) {}

    /** What gradients are added to. */
    private record Gradients(LossInput input, Tensor hidden, List<Tensor> tokenHeadSum) {}

    private List<Tensor> rows(Script script, Scope rows, Scope results, TeacherTokens.Read read, Range range, Gradients gradients,
            double[] sums) {
        LossInput input = gradients.input;
        Tensor places = part(rows, batch.predictors(), range);
        long[] predictors = Arrays.copyOfRange(batch.predictors(), range.begin, range.end);
        List<List<Tensor>> losses = script.method("token_kl").with("hidden", input.hidden()).with("places", places)
                .with("tokens", part(rows, batch.tokens(), range))
                .with("teacher", read.logits(rows, predictors))
                .with("others", read.others(rows, predictors).stream().toList())
                .with("weights", input.weights()).with("ids", ids).with("ends", ends).with("divergence", divergence())
                .with("beta", settings.beta())
                .with("temperature", settings.temperature()).with("token_scale", scales.token)
                .with("kl_scale", scales.kl).with("compute", input.precision().code()).lists(rows);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += losses.get(i).get(0).toDouble();
        }
        return script.method("token_head_backward").with("hidden", input.hidden()).with("places", places).with("weights", input.weights())
                .with("slope", losses.get(4).get(0)).with("grad_logits", losses.get(3).get(0))
                .with("wants_grad_hidden", input.wantsGradHidden())
                .with("wants_grad_token_head", input.wantsGradTokenHead()).with("grad_hidden", gradients.hidden)
                .with("token_head_sum", gradients.tokenHeadSum).with("compute", input.precision().code()).tensors(results);
    }

    private static Tensor part(Scope owner, long[] of, Range range) {
        return owner.of(Arrays.copyOfRange(of, range.begin, range.end), range.end - range.begin);
    }

    /** The generalised divergence at 0 and 1 is, by definition, one of the two KL divergences, not its limit there. */
    private int divergence() {
        return switch (settings.divergence()) {
            case FORWARD -> 0;
            case REVERSE -> 1;
            case JSD -> settings.beta() == 0 ? 0 : settings.beta() == 1 ? 1 : 2;
        };
    }
}
