package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytestill.engine.inspect.ConverterError;
import org.bytestill.ui.inspector.ToyInspection;
import org.bytestill.ui.inspector.state.ConverterErrorModel.Phase;
import org.bytestill.ui.inspector.state.ConverterErrorModel.State;
import org.bytestill.ui.inspector.state.DifferenceRows.Column;
import org.bytestill.ui.inspector.state.DifferenceRows.Filter;
import org.junit.jupiter.api.Test;

class DifferenceRowsTest {
    private final Analysis analysis = Analysis.of(ToyInspection.of("the sea, \"the\" Sea\né\n".getBytes(StandardCharsets.UTF_8)));
    private final DifferenceRows rows = new DifferenceRows(analysis,
            new State(Phase.WORKING, new ConverterError(new double[] {1e-3, 0.5, 2e-3}, new double[3], 17, 1), 3, analysis.length(), null));

    @Test
    void sortedByKlTheLargestComesFirst() {
        List<Integer> sorted = rows.rows(Filter.ALL, Column.KL, true);
        assertThat(sorted).hasSize(analysis.length()).doesNotHaveDuplicates();
        for (int row = 1; row < sorted.size(); row++) {
            assertThat(rows.measures(sorted.get(row)).klBits()).isLessThanOrEqualTo(rows.measures(sorted.get(row - 1)).klBits());
        }
        assertThat(sorted.get(0)).isEqualTo(analysis.kl().worst());
    }

    @Test
    void theFilterLooksAtTheCharactersAroundWhateverTheirCase() {
        // "sea," has its bytes 4 to 7: in full within eight characters of bytes 0 to 12, the window's ends being 7 - 8 and 4 + 8.
        assertThat(rows.rows(new Filter("SEA,", false, 0), Column.OFFSET, false)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(rows.rows(new Filter("no such words", false, 0), Column.OFFSET, false)).isEmpty();
    }

    @Test
    void onlyUnequalBytesAndOnlyLargeOnes() {
        assertThat(rows.rows(new Filter("", true, 0), Column.OFFSET, false))
                .allSatisfy(offset -> assertThat(rows.measures(offset).teacherTop1()).isNotEqualTo(rows.measures(offset).studentTop1()));
        assertThat(rows.rows(new Filter("", false, 1), Column.OFFSET, false))
                .allSatisfy(offset -> assertThat(rows.measures(offset).klBits()).isGreaterThanOrEqualTo(1));
    }

    @Test
    void sortedByTheConvertersErrorWhatIsNotMeasuredStandsLast() {
        assertThat(rows.rows(Filter.ALL, Column.ERROR, true)).startsWith(1, 2, 0, 3);
        assertThat(rows.csv(List.of(1, 3)).split("\n")[1].split(",")).contains("0.5");
        assertThat(rows.csv(List.of(3)).split("\n")[1]).contains(",,\"");
    }

    @Test
    void aRowAsCsvHoldsAllDigitsAndQuotesItsContext() {
        String[] lines = rows.csv(List.of(10)).split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[1]).startsWith("10," + (int) 't' + "," + rows.measures(10).klBits() + ",").contains("\"\"[t]he\"\"");
    }
}
