package org.bytestill.ui.inspector.state;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteRows;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.inspector.draw.TextCells;

/** The bytes of an analysis as a list that is sorted and filtered; fast for the longest text, so that it may follow a key. */
public final class DifferenceRows {
    /** What a list can be sorted by. */
    public enum Column { OFFSET, BYTE, KL, TEACHER, STUDENT, TOP1, ERROR }

    /**
     * Which bytes are listed.
     *
     * @param words       found in the characters around the byte, whatever their case; empty finds all
     * @param onlyUnequal only bytes where the models find different bytes most probable
     * @param leastKlBits only bytes with at least this KL
     */
    public record Filter(String words, boolean onlyUnequal, double leastKlBits) {
        static final Filter ALL = new Filter("", false, 0);
    }

    private static final int AROUND = 8;

    private final Analysis analysis;
    private final ConverterErrorModel.State error;

    public DifferenceRows(Analysis analysis, ConverterErrorModel.State error) {
        this.analysis = analysis;
        this.error = error;
    }

    /** Offsets in their order. */
    public List<Integer> rows(Filter filter, Column column, boolean descending) {
        double[] keys = IntStream.range(0, analysis.length()).mapToDouble(offset -> value(column, offset)).toArray();
        String words = filter.words().toLowerCase(Locale.ROOT);
        Integer[] offsets = IntStream.range(0, analysis.length()).filter(offset -> fits(filter, words, offset)).boxed()
                .toArray(Integer[]::new);
        Comparator<Integer> order = (a, b) -> Double.compare(keys[a], keys[b]);
        Arrays.sort(offsets, descending ? order.reversed() : order);
        return List.of(offsets);
    }

    private boolean fits(Filter filter, String words, int offset) {
        ByteComparison measures = measures(offset);
        return (!filter.onlyUnequal() || measures.teacherTop1() != measures.studentTop1()) && !(measures.klBits() < filter.leastKlBits())
                && (words.isEmpty() || around(offset, "", "").toLowerCase(Locale.ROOT).contains(words));
    }

    /** The characters around a byte, a few on each side; its own in brackets. */
    String context(int offset) {
        return around(offset, "[", "]");
    }

    private String around(int offset, String before, String after) {
        List<TextCells.Cell> cells = analysis.cells().cells();
        int at = analysis.cells().indexAt(offset);
        StringBuilder context = new StringBuilder();
        for (int index = Math.max(0, at - AROUND); index < Math.min(cells.size(), at + AROUND + 1); index++) {
            TextCells.Cell cell = cells.get(index);
            String text = !cell.isValid() ? String.format("\\x%02X", analysis.inspection().text()[cell.start()] & 0xFF)
                    : cell.text().equals("\n") ? "↵" : cell.text();
            context.append(index == at ? before + text + after : text);
        }
        return context.toString();
    }

    public double value(Column column, int offset) {
        return switch (column) {
            case OFFSET -> offset;
            case BYTE -> actual(offset);
            case KL -> measures(offset).klBits();
            case TEACHER -> p(Side.TEACHER, offset);
            case STUDENT -> p(Side.STUDENT, offset);
            case ERROR -> Double.isNaN(error.at(offset)) ? -1 : error.at(offset); // what is not known stands last
            case TOP1 -> measures(offset).teacherTop1() == measures(offset).studentTop1() ? 1 : 0;
        };
    }

    /** Error of the converter in bits; NaN if it is not known. */
    public double error(int offset) {
        return error.at(offset);
    }

    /** Place of a byte in the whole text. */
    public int place(int offset) {
        return analysis.place(offset);
    }

    public int actual(int offset) {
        return analysis.inspection().text()[offset] & 0xFF;
    }

    public ByteComparison measures(int offset) {
        return analysis.inspection().comparison().get(offset);
    }

    public double p(Side side, int offset) {
        ByteRows rows = side.of(analysis.inspection().teacher(), analysis.inspection().student());
        return rows.distribution(offset)[actual(offset)];
    }

    /** Rows as CSV: what the list shows, with all digits. */
    public String csv(List<Integer> offsets) {
        StringBuilder csv = new StringBuilder("offset,byte,klBits,teacherP,studentP,sameTop1,converterJsdBits,context\n");
        for (int offset : offsets) {
            double kl = measures(offset).klBits();
            csv.append(place(offset)).append(',').append(actual(offset)).append(',')
                    .append(Double.isInfinite(kl) ? "inf" : kl).append(',').append(p(Side.TEACHER, offset))
                    .append(',').append(p(Side.STUDENT, offset)).append(',').append(value(Column.TOP1, offset) == 1).append(',')
                    .append(Double.isNaN(error(offset)) ? "" : error(offset)).append(",\"")
                    .append(context(offset).replace("\"", "\"\"")).append("\"\n");
        }
        return csv.toString();
    }
}
