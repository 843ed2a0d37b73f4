package org.bytestill.objective.xtoken;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.objective.TeacherTokens;
import org.bytestill.objective.aligned.AlignedBatch;
import org.bytestill.objective.aligned.AlignedDocument;
import org.bytestill.objective.aligned.AlignedTerm;
import org.bytestill.objective.aligned.GroupIndex;
import org.bytestill.objective.aligned.LongList;
import org.bytestill.objective.aligned.Piece;
import org.bytestill.objective.aligned.TokenPair;
import org.bytestill.objective.aligned.Unit;
import org.bytestill.text.CanonicalTokens;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** The term of {@link XTokenObjective}: the projection, and the teacher ids that are compared in each document. */
final class XTokenTerm implements AlignedTerm {
    /** Pieces of a cut that count, and what each weighs against the one before it. */
    private static final int PIECES = 4;
    private static final double NEXT = 0.1;
    private static final int ROWS_AT_ONCE = 64;

    private final TokenPair pair;
    private final int top;
    private final double temperature;
    private final LongList students = new LongList();
    private final LongList teachers = new LongList();
    private final List<Double> weights = new ArrayList<>();
    private final List<long[]> columns = new ArrayList<>();

    XTokenTerm(TokenPair pair, int top, double temperature) {
        this.pair = pair;
        this.top = top;
        this.temperature = temperature;
        project();
    }

    private void project() {
        CanonicalTokens student = pair.student();
        for (int id = 0; id < student.vocabulary().size(); id++) {
            if (student.isCanonical(id)) {
                project(id, student.vocabulary().bytesOf(id));
            }
        }
        if (pair.hasEnds()) {
            add(student.vocabulary().end(), pair.teacher().vocabulary().end(), 1);
        }
    }

    /** The same bytes, or else the first pieces of the greedy cut, the first weighing most. */
    private void project(int id, byte[] bytes) {
        int same = pair.teacher().idOf(bytes);
        List<Integer> cut = same >= 0 ? List.of(same) : pair.teacher().greedy(bytes);
        int pieces = Math.min(PIECES, cut.size());
        double sum = IntStream.range(0, pieces).mapToDouble(i -> Math.pow(NEXT, i)).sum();
        for (int i = 0; i < pieces; i++) {
            add(id, cut.get(i), Math.pow(NEXT, i) / sum);
        }
    }

    private void add(int student, int teacher, double weight) {
        students.add(student);
        teachers.add(teacher);
        weights.add(weight);
    }

    @Override
    public List<Unit> units(int number, AlignedDocument document) {
        return AlignedTerm.ofGroups(number, document, group -> true);
    }

    /** The teacher ids of the largest logits over each document's rows, so that other documents of its batch change nothing. */
    @Override
    public void begin(Scope pass, TeacherTokens.Read teacher, AlignedBatch batch) {
        columns.clear();
        for (int i = 0; i < batch.documents().size(); i++) {
            columns.add(largest(mostOf(pass, teacher, batch, i)));
        }
    }

    private double[] mostOf(Scope pass, TeacherTokens.Read teacher, AlignedBatch batch, int document) {
        double[] most = new double[pair.teacher().vocabulary().size()];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        long[] places = batch.teacherPlaces(document);
        for (int start = 0; start < places.length; start += ROWS_AT_ONCE) {
            try (Scope rows = pass.inner("teacher rows")) {
                raise(most, teacher.logits(rows, Arrays.copyOfRange(places, start, Math.min(places.length, start + ROWS_AT_ONCE))));
            }
        }
        return most;
    }

    private void raise(double[] most, Tensor logits) {
        boolean isDouble = logits.dtype() == Dtype.FLOAT64;
        double[] doubles = isDouble ? logits.toDoubles() : new double[0];
        FloatBuffer floats = isDouble ? FloatBuffer.allocate(0) : logits.bytes().asFloatBuffer();
        for (int row = 0; row < logits.size(0); row++) {
            for (int id = 0; id < most.length; id++) {
                int at = row * pair.teacherRows() + id;
                most[id] = Math.max(most[id], isDouble ? doubles[at] : floats.get(at));
            }
        }
    }

    /** Of the largest, in the order of their ids; of equal ones the lower id. */
    private long[] largest(double[] most) {
        return IntStream.range(0, most.length).boxed().sorted(Comparator.comparingDouble(id -> -most[id])).limit(top)
                .mapToLong(Integer::longValue).sorted().toArray();
    }

    @Override
    public boolean keepsDocumentsApart() {
        return true;
    }

    @Override
    public List<Tensor> tables(Scope owner) {
        return List.of(students.tensor(owner), teachers.tensor(owner),
                owner.of(weights.stream().mapToDouble(Double::doubleValue).toArray(), weights.size()));
    }

    @Override
    public List<Tensor> index(Scope owner, Piece piece) {
        List<Tensor> index = new ArrayList<>(GroupIndex.of(owner, piece));
        long[] compared = columns.get(piece.units().get(0).document());
        index.add(owner.of(compared, compared.length));
        return index;
    }

    @Override
    public double[] options() {
        return new double[] {temperature};
    }
}
