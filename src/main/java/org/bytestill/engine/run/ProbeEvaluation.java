package org.bytestill.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytestill.bytes.ByteReader;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;
import org.bytestill.bytes.Passage;
import org.bytestill.model.Decoder;
import org.bytestill.run.DocumentScore;
import org.bytestill.run.Metric;
import org.bytestill.run.ProbeRecord;
import org.bytestill.text.Tokenizer;
import org.bytestill.train.Evaluator;
import org.bytestill.util.Progress;
import org.jspecify.annotations.Nullable;

/** An evaluation that also looks at the probe texts: where the student differs from the teacher, and what it would write. */
final class ProbeEvaluation implements Evaluator {
    private final Evaluator other;
    private final Parts parts;

    /**
     * @param passages the probe texts as the student reads them
     * @param teacher  null without one
     * @param decoder  the student's, with its weights of the moment
     * @param reader   reads the student as the teacher was read
     * @param keep     takes what was found
     */
    record Parts(List<Passage> passages, Probes.@Nullable OfTeacher teacher, Decoder decoder, Tokenizer tokenizer, ByteReader reader,
            Consumer<ProbeRecord> keep) {}

    ProbeEvaluation(Evaluator other, Parts parts) {
        this.other = other;
        this.parts = parts;
    }

    @Override
    public Map<Metric, Double> evaluate(int update) {
        Map<Metric, Double> row = other.evaluate(update);
        if (!parts.passages().isEmpty() && Double.isFinite(row.getOrDefault(Metric.TOKEN_LOSS, 0.0))) {
            parts.keep().accept(new ProbeRecord(update, probes()));
        }
        return row;
    }

    private List<ProbeRecord.Probe> probes() {
        List<byte[]> written = Probes.written(parts.decoder(), parts.tokenizer(), parts.passages());
        List<ByteRows> student = parts.teacher() == null ? List.of() : parts.reader().readPassages(parts.passages(), Progress.NONE);
        List<ProbeRecord.Probe> probes = new ArrayList<>();
        for (int i = 0; i < parts.passages().size(); i++) {
            double[] kl = parts.teacher() == null ? new double[0] : kl(parts.teacher().rows().get(i), student.get(i));
            probes.add(new ProbeRecord.Probe(kl, written.get(i)));
        }
        return probes;
    }

    private static double[] kl(ByteRows teacher, ByteRows student) {
        double[] kl = new double[teacher.size()];
        for (int row = 0; row < kl.length; row++) {
            kl[row] = Divergence.modelKlBits(teacher.distribution(row), student.distribution(row));
        }
        return kl;
    }

    @Override
    public List<DocumentScore> documents() {
        return other.documents();
    }

    @Override
    public double quickBitsPerByte() {
        return other.quickBitsPerByte();
    }
}
