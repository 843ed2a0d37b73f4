package org.bytestill.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bytestill.bytes.ByteDistribution;
import org.bytestill.bytes.ByteRows;
import org.bytestill.bytes.Passage;
import org.bytestill.bytes.RowTable;
import org.bytestill.run.ByteClass;
import org.junit.jupiter.api.Test;

class AgreementTest {
    /** Distributions with the given probabilities of the bytes a and b. */
    private static ByteRows rows(double[]... ab) {
        RowTable rows = new RowTable(ab.length);
        for (int row = 0; row < ab.length; row++) {
            double[] distribution = new double[ByteDistribution.OUTCOMES];
            distribution['a'] = ab[row][0];
            distribution['b'] = ab[row][1];
            rows.set(row, distribution, new RowTable.Provenance(0, 0, 0, 0, 1, false));
        }
        return rows;
    }

    private static double[] row(double a, double b) {
        return new double[] {a, b};
    }

    @Test
    void klAndTop1AreMeansOverAllBytesOfAllDocuments() {
        List<ByteRows> teacher = List.of(rows(row(0.5, 0.5), row(0.75, 0.25)), rows(row(0.25, 0.75)));
        List<ByteRows> student = List.of(rows(row(0.25, 0.75), row(0.75, 0.25)), rows(row(0.5, 0.5)));
        Agreement agreement = Agreement.of(teacher, student);
        // Row 1: 0.5 log2 2 + 0.5 log2 (2/3). Row 3: 0.25 log2 (1/2) + 0.75 log2 (3/2).
        double log2of3 = Math.log(3) / Math.log(2);
        double first = 0.5 + 0.5 * (1 - log2of3);
        double third = -0.25 + 0.75 * (log2of3 - 1);
        assertThat(agreement.klBits()).isCloseTo((first + 0 + third) / 3, within(1e-12));
        // a = b counts as a: row 1 differs, row 2 agrees, row 3 differs.
        assertThat(agreement.top1Agreement()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(agreement.bytes()).isEqualTo(3);
        assertThat(agreement.infiniteKl()).isZero();
    }

    @Test
    void aModelAgreesWithItselfExactly() {
        List<ByteRows> rows = List.of(rows(row(0.3, 0.7), row(1, 0)));
        assertThat(Agreement.of(rows, rows)).isEqualTo(new Agreement(2, 0, 1, 0));
    }

    @Test
    void anInfiniteKlIsCountedAndLeftOutOfTheMean() {
        Agreement agreement = Agreement.of(List.of(rows(row(0.5, 0.5), row(0.5, 0.5))), List.of(rows(row(1, 0), row(0.5, 0.5))));
        assertThat(agreement.infiniteKl()).isEqualTo(1);
        assertThat(agreement.klBits()).isZero();
        assertThat(agreement.top1Agreement()).isEqualTo(1);
    }

    @Test
    void partsAddUpToTheWhole() {
        List<ByteRows> teacher = List.of(rows(row(0.5, 0.5), row(0.75, 0.25)), rows(row(0.25, 0.75), row(0.5, 0.5)));
        List<ByteRows> student = List.of(rows(row(0.25, 0.75), row(0.5, 0.5)), rows(row(1, 0), row(0.4, 0.6)));
        Agreement whole = Agreement.of(teacher, student);
        Agreement parts = Agreement.NONE.plus(Agreement.of(teacher.subList(0, 1), student.subList(0, 1)))
                .plus(Agreement.of(teacher.subList(1, 2), student.subList(1, 2)));
        assertThat(parts.klBits()).isCloseTo(whole.klBits(), within(1e-15));
        assertThat(parts.top1Agreement()).isCloseTo(whole.top1Agreement(), within(1e-15));
        assertThat(parts.infiniteKl()).isEqualTo(1).isEqualTo(whole.infiniteKl());
        assertThat(parts.bytes()).isEqualTo(4);
    }

    @Test
    void theClassesOfTheObservedBytesAddUpToAll() {
        List<ByteRows> teacher = List.of(rows(row(0.5, 0.5), row(0.75, 0.25)), rows(row(0.25, 0.75), row(0.5, 0.5)));
        List<ByteRows> student = List.of(rows(row(0.25, 0.75), row(0.5, 0.5)), rows(row(1, 0), row(0.4, 0.6)));
        List<Passage> passages = List.of(Passage.of("a1".getBytes(StandardCharsets.US_ASCII)),
                new Passage(new int[0], "b ".getBytes(StandardCharsets.US_ASCII), true));
        Map<ByteClass, Agreement> byClass = Agreement.byClass(passages, teacher, student);
        assertThat(byClass.keySet()).containsExactly(ByteClass.LETTER, ByteClass.DIGIT, ByteClass.END);
        // The second letter's KL is infinite: only that of the first counts, 0.5 log2 2 + 0.5 log2 (2/3).
        assertThat(byClass.get(ByteClass.LETTER).klBits()).isCloseTo(0.5 + 0.5 * (1 - Math.log(3) / Math.log(2)), within(1e-12));
        assertThat(byClass.get(ByteClass.LETTER).infiniteKl()).isEqualTo(1);
        Agreement sum = byClass.values().stream().reduce(Agreement.NONE, Agreement::plus);
        Agreement whole = Agreement.of(teacher, student);
        assertThat(sum.klBits()).isCloseTo(whole.klBits(), within(1e-12));
        assertThat(sum.bytes()).isEqualTo(4);
    }
}
