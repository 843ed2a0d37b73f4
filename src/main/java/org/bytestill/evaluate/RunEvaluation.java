package org.bytestill.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.Passages;
import org.bytestill.corpus.SpanIndex;
import org.bytestill.corpus.TokenizedDocument;
import org.bytestill.objective.BatchBuilder;
import org.bytestill.objective.MicroBatches;
import org.bytestill.objective.TeacherRows;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.Metric;
import org.bytestill.student.Student;
import org.bytestill.train.Evaluator;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation of a run on its validation text: token loss, bits per byte and byte loss on the whole text, and the agreement of
 * token head and byte head with the teacher on its first documents, for which the teacher's next-byte distributions are known.
 */
public final class RunEvaluation implements Evaluator {
    private static final int DOCUMENTS_AT_ONCE = 8;
    private static final int QUICK_DOCUMENTS = 4;

    private final Student student;
    private final List<TokenizedDocument> documents;
    private final int beginOfSequence;
    private final @Nullable Teacher teacher;
    private final List<DocumentScore> scores = new ArrayList<>();

    /**
     * The teacher on the first documents.
     *
     * @param rows          its next-byte distributions, one element for each supervised span of these documents
     * @param documents     number of these documents
     * @param studentReader converts the student to bytes in the same way
     */
    public record Teacher(List<ByteRows> rows, int documents, ByteReader studentReader) {}

    /** @param teacher null if there is no teacher to compare with */
    public RunEvaluation(Student student, List<TokenizedDocument> documents, int beginOfSequence, @Nullable Teacher teacher) {
        this.student = student;
        this.documents = documents;
        this.beginOfSequence = beginOfSequence;
        this.teacher = teacher;
    }

    @Override
    public Map<Metric, Double> evaluate(int update) {
        int known = teacher == null ? 0 : teacher.documents();
        scores.clear();
        Student.Losses withTeacher = losses(0, known, teacher == null ? null : rowsOf(teacher.rows()), scores);
        Student.Losses all = withTeacher.plus(losses(known, documents.size(), null, scores));
        Map<Metric, Double> row = new TreeMap<>();
        if (all.tokens() > 0) {
            row.put(Metric.TOKEN_LOSS, all.token() / all.tokens());
            row.put(Metric.BITS_PER_BYTE, all.token() / Math.log(2) / supervisedBytes(documents));
        }
        if (!Double.isFinite(all.token())) {
            return row; // a student without finite losses has no distributions to compare
        }
        boolean head = student.head() != null;
        if (head) {
            row.put(Metric.BYTE_LOSS, all.bytes() / all.tokens());
        }
        if (known > 0) {
            if (head) {
                row.put(Metric.HEAD_KL_BITS, withTeacher.kl() / Math.log(2) / withTeacher.tokens());
                row.put(Metric.HEAD_TOP1_AGREEMENT, withTeacher.same() / withTeacher.tokens());
            }
            Agreement agreement = agreement(teacher, row);
            row.put(Metric.KL_BITS, agreement.klBits());
            row.put(Metric.TOP1_AGREEMENT, agreement.top1Agreement());
        }
        return row;
    }

    /** The agreement of the token head; adds that of each document to its score, that of each class of bytes to the row. */
    private Agreement agreement(Teacher known, Map<Metric, Double> row) {
        List<List<Passage>> passages = documents.subList(0, known.documents()).stream()
                .map(document -> Passages.of(document, beginOfSequence)).toList();
        List<Passage> all = passages.stream().flatMap(List::stream).toList();
        List<? extends ByteRows> student = known.studentReader().readPassages(all, Progress.NONE);
        for (int document = 0, begin = 0; document < passages.size(); begin += passages.get(document++).size()) {
            int end = begin + passages.get(document).size();
            Agreement own = Agreement.of(known.rows().subList(begin, end), student.subList(begin, end));
            scores.set(document, scored(scores.get(document), own));
        }
        Agreement.byClass(all, known.rows(), student).forEach((bytes, agreement) -> {
            row.put(bytes.kl(), agreement.klBits());
            row.put(bytes.bytes(), (double) agreement.bytes());
        });
        return Agreement.of(known.rows(), student);
    }

    private static DocumentScore scored(DocumentScore score, Agreement own) {
        long finite = own.bytes() - own.infiniteKl();
        return own.bytes() == 0 ? score
                : new DocumentScore(score.bytes(), score.bits(), own.bytes(), finite, finite == 0 ? 0 : own.klBits() * finite,
                        Math.round(own.top1Agreement() * own.bytes()));
    }

    @Override
    public List<DocumentScore> documents() {
        return List.copyOf(scores);
    }

    @Override
    public double quickBitsPerByte() {
        int count = Math.min(QUICK_DOCUMENTS, documents.size());
        return losses(0, count, null, new ArrayList<>()).token() / Math.log(2) / supervisedBytes(documents.subList(0, count));
    }

    private long supervisedBytes(List<TokenizedDocument> some) {
        // Without a begin-of-sequence token the first token of a document has no context.
        return some.stream().mapToLong(document -> document.supervisedBytes(beginOfSequence)).sum();
    }

    /** @param scored gets the scores of the documents */
    private Student.Losses losses(int from, int to, @Nullable TeacherRows rows, List<DocumentScore> scored) {
        BatchBuilder batches = new BatchBuilder(beginOfSequence, student.head() == null ? 0 : student.head().positions(),
                student.head() == null ? null : rows);
        Student.Losses sum = Student.Losses.NONE;
        List<BatchBuilder.Indexed> part = IntStream.range(from, to).mapToObj(i -> new BatchBuilder.Indexed(i, documents.get(i))).toList();
        long longest = documents.stream().mapToLong(TokenizedDocument::size).max().orElse(0);
        for (List<BatchBuilder.Indexed> batch : new MicroBatches(DOCUMENTS_AT_ONCE, longest).of(part)) {
            int[] tokens = batch.stream().mapToInt(indexed -> batches.supervisedTokens(indexed.document())).toArray();
            Student.DocumentLosses losses = student.losses(batches.build(batch), tokens);
            for (int i = 0; i < tokens.length; i++) {
                scored.add(new DocumentScore(batch.get(i).document().supervisedBytes(beginOfSequence), losses.nats()[i] / Math.log(2)));
            }
            sum = sum.plus(losses.losses());
        }
        return sum;
    }

    /** Distributions in memory as training targets, with all outcomes kept. */
    private TeacherRows rowsOf(List<ByteRows> rows) {
        SpanIndex spans = new SpanIndex(documents.stream().map(TokenizedDocument::document).toList());
        return (document, position, probabilities, offset) -> {
            double[] distribution = rows.get(spans.span(document, position)).distribution(spans.row(document, position));
            for (int outcome = 0; outcome < ByteDistribution.OUTCOMES; outcome++) {
                probabilities[offset + outcome] = (float) distribution[outcome];
            }
            return 0;
        };
    }
}
