package org.bytestill.objective.aligned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.student.LossFunction;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Script;
import org.bytestill.torch.Tensor;

/**
 * Token cross-entropy and the term of an objective across tokenizers, with gradients in closed form. Rows of logits are computed some at a
 * time, the teacher's too: one call of {@code torchscript/aligned.py} a piece, which calls the objective's {@code aligned_term}.
 */
public final class AlignedLoss implements LossFunction {
    /** What stands before the sums of {@link AlignedTerm#extras} in the losses: token nats, the term, its count, teacher mass in U. */
    static final int OWN = 4;

    private final AlignedBatch batch;
    private final AlignedTerm term;
    private final TokenPair pair;
    private final float[] shared;
    private final TeacherTokens teacher;
    private final double tokenScale;
    private final double termScale;
    private final List<double[]> terms = new ArrayList<>();

    /**
     * @param shared     1 at the teacher's ids of the shared vocabulary, else 0 (teacher's vocabulary)
     * @param tokenScale weight of the cross-entropy over the supervised tokens of the whole update
     * @param termScale  weight of the term over its count in the whole update
     */
    AlignedLoss(AlignedBatch batch, AlignedTerm term, TokenPair pair, float[] shared, TeacherTokens teacher, double tokenScale,
            double termScale) {
        this.batch = batch;
        this.term = term;
        this.pair = pair;
        this.shared = shared;
        this.teacher = teacher;
        this.tokenScale = tokenScale;
        this.termScale = termScale;
    }

    /** The terms, one each group or position that counts, in nats. */
    double[] terms() {
        return terms.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public LossResult compute(Script script, Scope owner, LossInput input) {
        double[] sums = new double[OWN + term.extras().size()];
        Tensor gradHidden = script.method("zero_grad_hidden").with("hidden", input.hidden()).tensor(owner);
        List<Tensor> headSum = input.tokenHeadSum();
        Tensor gradTokenHead = null;
        try (Scope pass = owner.inner("aligned tokens")) {
            TeacherTokens.Read read = teacher.read(pass, batch.teacher(), batch.places());
            term.begin(pass, read, batch);
            List<Tensor> tables = term.tables(pass);
            Constants constants = new Constants(read, tables, pass.of(shared, shared.length));
            for (Piece piece : batch.pieces(rowsAtOnce(input), term.keepsDocumentsApart())) {
                boolean isFirst = input.wantsGradTokenHead() && headSum.isEmpty();
                try (Scope rows = pass.inner("rows")) {
                    Gradients gradients = new Gradients(gradHidden, headSum, isFirst ? owner : rows);
                    List<Tensor> added = rows(script, rows, piece, constants, input, gradients, sums);
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

    /** As many rows as may be held of the larger vocabulary. */
    private int rowsAtOnce(LossInput input) {
        return (int) Math.max(1, (long) input.rowsAtOnce() * pair.studentRows() / Math.max(pair.studentRows(), pair.teacherRows()));
    }

    /** What all pieces share. */
    private record Constants(TeacherTokens.Read teacher, List<Tensor> tables, Tensor shared) {}

    /** What gradients are added to, and the scope of a new one. */
    private record Gradients(Tensor hidden, List<Tensor> tokenHeadSum, Scope owner) {}

    private List<Tensor> rows(Script script, Scope rows, Piece piece, Constants constants, LossInput input, Gradients gradients,
            double[] sums) {
        List<Unit> ones = piece.units().stream().filter(Unit::oneToOne).toList();
        long[] oneRows = ones.stream().mapToLong(unit -> piece.teacherRow(unit.document(), unit.teacherBegin())).toArray();
        long[] complete = ones.stream().mapToLong(unit -> piece.document(unit).isComplete() ? 1 : 0).toArray();
        List<List<Tensor>> result = script.method("aligned_rows").with("hidden", input.hidden())
                .with("places", part(rows, batch.student().predictors(), piece)).with("tokens", part(rows, batch.student().tokens(), piece))
                .with("weights", input.weights()).with("teacher", constants.teacher.logits(rows, piece.teacherPlaces()))
                .with("shared", constants.shared).with("end", pair.hasEnds() ? pair.teacher().vocabulary().end() : -1)
                .with("ones", rows.of(oneRows, oneRows.length))
                .with("complete", rows.of(complete, complete.length)).with("tables", constants.tables)
                .with("index", term.index(rows, piece)).with("options", term.options()).with("token_scale", tokenScale)
                .with("term_scale", termScale).with("wants_grad_hidden", input.wantsGradHidden())
                .with("wants_grad_token_head", input.wantsGradTokenHead()).with("grad_hidden", gradients.hidden)
                .with("token_head_sum", gradients.tokenHeadSum).with("compute", input.precision().code()).lists(gradients.owner);
        List<double[]> measured = result.get(0).stream().map(AlignedLoss::doubles).toList();
        if (gradients.owner != rows) {
            result.get(0).forEach(Tensor::close);
        }
        double[] ofTerms = measured.get(1);
        sums[0] += measured.get(0)[0];
        sums[1] += DoubleStream.of(ofTerms).sum();
        sums[2] += ofTerms.length;
        sums[3] += measured.get(2)[0];
        for (int i = 0; i < term.extras().size(); i++) {
            sums[OWN + i] += measured.get(3)[i];
        }
        terms.add(ofTerms);
        return result.get(1);
    }

    private static double[] doubles(Tensor values) {
        if (values.dtype() == Dtype.FLOAT64) {
            return values.toDoubles();
        }
        float[] floats = values.toFloats();
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static Tensor part(Scope owner, long[] of, Piece piece) {
        return owner.of(Arrays.copyOfRange(of, piece.begin(), piece.end()), piece.end() - piece.begin());
    }
}
