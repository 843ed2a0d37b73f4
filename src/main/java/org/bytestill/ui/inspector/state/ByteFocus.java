package org.bytestill.ui.inspector.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Divergence;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.text.Utf8;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.inspector.draw.Scales;
import org.bytestill.ui.inspector.draw.TextCells;

/**
 * The next-byte distributions of both models at one byte of an analysis, ordered and grouped for the panels below the ribbon. Made
 * once for each step of the cursor and shared by all panels. /
 */
public final class ByteFocus {
    /** Kinds of rows of the comparison, in their order. */
    public enum Kind { BYTE, OTHER, END, SPECIAL }

    /**
     * A row of the comparison.
     *
     * @param kind    one byte, all other bytes, the end of the text, or special tokens
     * @param value   the byte, for {@link Kind#BYTE}; how many bytes, for {@link Kind#OTHER}
     * @param teacher the teacher's probability
     * @param student the student's probability
     * @param klBits  what the row adds to KL(T || S); NaN for special tokens, which are outside the distributions
     */
    public record Row(Kind kind, int value, double teacher, double student, double klBits) {}

    private final Analysis analysis;
    private final int offset;
    private final double[] teacher;
    private final double[] student;
    private int[] byProbability;

    ByteFocus(Analysis analysis, int offset) {
        this.analysis = analysis;
        this.offset = offset;
        teacher = analysis.inspection().teacher().distribution(offset);
        student = analysis.inspection().student().distribution(offset);
    }

    /**
     * All bytes by the larger of the two probabilities, ordered once and only if somebody asks. Probabilities that are equal in their
     * first 13 digits count as equal; of these the smaller byte comes first.
     */
    private int[] byProbability() {
        if (byProbability == null) {
            // Bits of positive doubles are ordered as they are; the last eight give way to the byte. Boxed integers cost ten times as much.
            byProbability = IntStream.range(0, ByteDistribution.BYTES)
                    .mapToLong(value -> ~Double.doubleToLongBits(larger(value)) & ~0xFFL | value).sorted()
                    .mapToInt(key -> (int) (key & 0xFF)).toArray();
        }
        return byProbability;
    }

    private double larger(int value) {
        return Math.max(teacher[value], student[value]);
    }

    public int offset() {
        return offset;
    }

    /** The byte that stands in the text. */
    public int actual() {
        return analysis.inspection().text()[offset] & 0xFF;
    }

    public ByteComparison measures() {
        return analysis.inspection().comparison().get(offset);
    }

    public TextCells.Cell cell() {
        return analysis.cells().at(offset);
    }

    public ByteRows rowsOf(Side side) {
        return side.of(analysis.inspection().teacher(), analysis.inspection().student());
    }

    public double probability(Side side, int outcome) {
        return side.of(teacher, student)[outcome];
    }

    /** 1 for the most probable of the 257 outcomes; equals share the better rank. */
    public int rank(Side side) {
        double[] p = side.of(teacher, student);
        return 1 + (int) IntStream.range(0, p.length).filter(outcome -> p[outcome] > p[actual()]).count();
    }

    /** Mass of outcomes with which the text stays valid UTF-8, or ends. */
    public double legalMass(Side side) {
        double[] p = side.of(teacher, student);
        byte[] text = analysis.inspection().text();
        return 1 - IntStream.range(0, ByteDistribution.BYTES).filter(value -> !Utf8.mayFollow(text, offset, value))
                .mapToDouble(value -> p[value]).sum();
    }

    public int top1(Side side) {
        return side.isTeacher() ? measures().teacherTop1() : measures().studentTop1();
    }

    public TokenSpan token(Side side) {
        List<TokenSpan> tokens = side.of(analysis.inspection().teacherTokens(), analysis.inspection().studentTokens());
        return tokens.get(TokenSpan.indexAt(tokens, offset));
    }

    /** The byte at a place in the order of the larger probability, from 0. */
    public int byteAt(int place) {
        return byProbability()[place];
    }

    /**
     * One order for both models: bytes by the larger probability, then what is left. A byte without probability has no row, but the one
     * that stands in the text always has.
     *
     * @param most how many bytes have a row of their own at most
     */
    public List<Row> rows(int most) {
        int[] probable = Arrays.stream(byProbability()).filter(value -> larger(value) >= Scales.SMALLEST).limit(most).toArray();
        if (IntStream.of(probable).anyMatch(value -> value == actual())) {
            return rows(probable);
        }
        int[] shown = Arrays.copyOf(probable, Math.min(probable.length + 1, most));
        shown[shown.length - 1] = actual();
        return rows(shown);
    }

    /** All bytes in the same order, then what is left. */
    public List<Row> allRows() {
        return rows(byProbability());
    }

    private List<Row> rows(int[] shown) {
        List<Row> rows = new ArrayList<>();
        double otherTeacher = 1 - teacher[ByteDistribution.EOS];
        double otherStudent = 1 - student[ByteDistribution.EOS];
        double otherKl = 0;
        double[] kl = Divergence.modelKlPartsBits(teacher, student);
        boolean[] isShown = new boolean[ByteDistribution.BYTES];
        for (int value : shown) {
            isShown[value] = true;
            rows.add(new Row(Kind.BYTE, value, teacher[value], student[value], kl[value]));
            otherTeacher -= teacher[value];
            otherStudent -= student[value];
        }
        for (int value = 0; value < ByteDistribution.BYTES; value++) {
            otherKl += isShown[value] ? 0 : kl[value];
        }
        int end = ByteDistribution.EOS;
        rows.add(new Row(Kind.OTHER, ByteDistribution.BYTES - shown.length, Math.max(0, otherTeacher), Math.max(0, otherStudent), otherKl));
        rows.add(new Row(Kind.END, end, teacher[end], student[end], kl[end]));
        rows.add(new Row(Kind.SPECIAL, -1, rowsOf(Side.TEACHER).residual(offset), rowsOf(Side.STUDENT).residual(offset), Double.NaN));
        return rows;
    }
}
