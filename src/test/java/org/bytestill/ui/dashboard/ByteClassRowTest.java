package org.bytestill.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytestill.run.ByteClass;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.junit.jupiter.api.Test;

class ByteClassRowTest {
    @Test
    void aClassHasItsShareItsCourseAndItsLastChange() {
        MetricTable table = new MetricTable();
        table.append(Map.of(Metric.UPDATE, 0.0, ByteClass.LETTER.kl(), 0.5, ByteClass.LETTER.bytes(), 30.0, ByteClass.SPACE.kl(), 0.1,
                ByteClass.SPACE.bytes(), 10.0));
        table.append(Map.of(Metric.UPDATE, 50.0, Metric.BITS_PER_BYTE, 2.0));
        table.append(Map.of(Metric.UPDATE, 100.0, ByteClass.LETTER.kl(), 0.3, ByteClass.LETTER.bytes(), 30.0, ByteClass.SPACE.kl(), 0.2,
                ByteClass.SPACE.bytes(), 10.0));
        assertThat(ByteClassRow.of(table)).extracting(ByteClassRow::name).containsExactly("letter", "space");
        ByteClassRow letter = ByteClassRow.of(table).get(0);
        assertThat(letter.share()).isEqualTo(0.75);
        assertThat(letter.kl()).containsExactly(0.5, 0.3);
        assertThat(letter.change()).isCloseTo(-0.2, within(1e-12));
        assertThat(letter.newestKl()).isEqualTo(0.3);
    }

    @Test
    void aClassWhoseEveryKlIsInfiniteHasNoFigure() {
        MetricTable table = new MetricTable();
        table.append(Map.of(Metric.UPDATE, 0.0, ByteClass.OTHER.bytes(), 3.0, ByteClass.OTHER.kl(), Double.NaN));
        assertThat(ByteClassRow.of(table)).singleElement().satisfies(row -> assertThat(row.newestKl()).isNaN());
    }

    @Test
    void thereAreNoRowsBeforeTheFirstEvaluation() {
        assertThat(ByteClassRow.of(new MetricTable())).isEmpty();
    }
}
