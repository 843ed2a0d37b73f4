package org.bytestill.onpolicy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.evaluate.Agreement;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.Metric;
import org.bytestill.train.Evaluator;
import org.bytestill.util.Progress;
import org.bytestill.util.RandomStreams;

/**
 * Evaluation of a student on its own texts: it writes after the same held-out prompts each time, with the same draws, and teacher and
 * student are compared byte by byte on what it wrote, both read by the covering (method.md F23). Beside it what another evaluator measures.
 */
public final class OnPolicyEvaluation implements Evaluator {
    private static final String DRAWS = "texts of the student after held-out prompts";

    private final Evaluator other;
    private final List<Prompt> prompts;
    private final RolloutWriter writer;
    private final LiveTeachers teachers;
    private final ByteReader student;
    private final byte placeOfEnd;
    private final RolloutLog log;
    private final long seed;

    /**
     * @param teachers read by the covering
     * @param student  reads the student with its weights of the moment
     * @param log      keeps the texts
     */
    public OnPolicyEvaluation(Evaluator other, List<Prompt> prompts, RolloutWriter writer, LiveTeachers teachers, ByteReader student,
            byte placeOfEnd, RolloutLog log, RandomStreams streams) {
        this.other = other;
        this.prompts = List.copyOf(prompts);
        this.writer = writer;
        this.teachers = teachers;
        this.student = student;
        this.placeOfEnd = placeOfEnd;
        this.log = log;
        this.seed = streams.seedOf(DRAWS, 0);
    }

    @Override
    public List<DocumentScore> documents() {
        return other.documents();
    }

    @Override
    public Map<Metric, Double> evaluate(int update) {
        Map<Metric, Double> row = new TreeMap<>(other.evaluate(update));
        if (!Double.isFinite(row.getOrDefault(Metric.TOKEN_LOSS, 0.0)) || prompts.isEmpty()) {
            return row; // a student without finite losses writes nothing
        }
        List<Rollout> texts = writer.write(prompts, seed, () -> false).orElseThrow();
        RolloutStats.of(texts).putInto(row);
        List<Rollout> read = texts.stream().filter(text -> RolloutPassages.hasRows(text, true)).toList();
        if (!read.isEmpty()) {
            List<ByteRows> ofTeacher = teachers.read(read, true, placeOfEnd, () -> false);
            List<Passage> passages = read.stream().map(text -> RolloutPassages.ofStudent(text, true, placeOfEnd)).toList();
            row.put(Metric.ROLLOUT_KL_BITS, Agreement.of(ofTeacher, student.readPassages(passages, Progress.NONE)).klBits());
            log.keep(update, true, read,
                    IntStream.range(0, RolloutLog.kept(read).size()).mapToObj(i -> RolloutLog.bits(read.get(i), ofTeacher.get(i)))
                            .toList());
        }
        return row;
    }

    @Override
    public double quickBitsPerByte() {
        return other.quickBitsPerByte();
    }
}
