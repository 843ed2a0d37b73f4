package org.bytestill.ui.inspector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.RowTable;
import org.bytestill.engine.inspect.FlowSource;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.TokenSpan;

/**
 * Inspections by two small models that are easy to follow: each mixes "what follows the same byte in this text" with a
 * uniform distribution; the teacher looks at the byte before, the student at the one before that, and trusts it less.
 */
public final class ToyInspection {
    private ToyInspection() {}

    public static Inspection of(byte[] text) {
        return of(text, 0.7);
    }

    /** With a student that trusts what it has seen so much. */
    static Inspection of(byte[] text, double trust) {
        ByteRows teacher = rows(text, 1, 0.9);
        ByteRows student = rows(text, 2, trust);
        List<ByteComparison> comparison = new ArrayList<>();
        for (int offset = 0; offset < text.length; offset++) {
            comparison.add(ByteComparison.of(text[offset] & 0xFF, teacher.distribution(offset), student.distribution(offset)));
        }
        return new Inspection(text, spans(text, 5), spans(text, 3), teacher, student, comparison, 200, 0.041, FlowSource.NONE,
                FlowSource.NONE);
    }

    /** Tokens of at most so many bytes that also end before a blank. */
    private static List<TokenSpan> spans(byte[] text, int longest) {
        List<TokenSpan> spans = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= text.length; end++) {
            if (end == text.length || end - start == longest || text[end] == ' ') {
                spans.add(new TokenSpan(start, end, spans.size(), "token", 0.25));
                start = end;
            }
        }
        return spans;
    }

    /** Distributions from the counts of the whole text, mixed with the uniform one. */
    private static ByteRows rows(byte[] text, int back, double trust) {
        double[][] rows = new double[text.length][];
        for (int offset = 0; offset < text.length; offset++) {
            double[] p = new double[ByteDistribution.OUTCOMES];
            int followers = 0;
            for (int at = back; offset >= back && at < text.length; at++) {
                if (text[at - back] == text[offset - back]) {
                    p[text[at] & 0xFF]++;
                    followers++;
                }
            }
            double memory = followers == 0 ? 0 : trust;
            for (int outcome = 0; outcome < p.length; outcome++) {
                p[outcome] = (followers == 0 ? 0 : memory * p[outcome] / followers) + (1 - memory) / p.length;
            }
            rows[offset] = p;
        }
        return of(rows, 0.0002, 0.0031, 0.0004);
    }

    /** Rows as given, each with the same shares left out. */
    public static ByteRows of(double[][] rows, double residual, double belowThreshold, double beyondWidth) {
        RowTable table = new RowTable(rows.length);
        for (int row = 0; row < rows.length; row++) {
            table.set(row, rows[row], new RowTable.Provenance(residual, belowThreshold, beyondWidth, 0.0121, 4, false));
        }
        return table;
    }

    /** A distribution with the given probabilities of the first bytes; what is missing to 1 is the end of the text. */
    public static double[] distribution(double... first) {
        double[] p = Arrays.copyOf(first, ByteDistribution.OUTCOMES);
        p[ByteDistribution.EOS] = 1 - Arrays.stream(first).sum();
        return p;
    }
}
