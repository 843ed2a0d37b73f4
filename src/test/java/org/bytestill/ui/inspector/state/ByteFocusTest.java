package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.bytestill.bytes.ByteRows;
import org.bytestill.engine.inspect.FlowSource;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.common.Side;
import org.bytestill.ui.inspector.ToyInspection;
import org.bytestill.ui.inspector.state.ByteFocus.Kind;
import org.bytestill.ui.inspector.state.ByteFocus.Row;
import org.junit.jupiter.api.Test;

class ByteFocusTest {
    // Bytes 0 to 3; the rest of the mass is the end of the text: .1 and .2.
    private static final double[] P = ToyInspection.distribution(0.5, 0.25, 0.125, 0.025);
    private static final double[] Q = ToyInspection.distribution(0.25, 0.5, 0.04, 0.01);

    /** The two heaviest bytes of both together. */
    private static final int[] SHOWN = {0, 1};

    private final ByteFocus focus = focus(1);

    private static ByteFocus focus(int actual) {
        ByteRows teacher = ToyInspection.of(new double[][] {P}, 0.01, 0.03, 0.06);
        ByteRows student = ToyInspection.of(new double[][] {Q}, 0, 0, 0);
        ByteComparison measures = new ByteComparison(2, 1, 1, 1, 0.5, 0.5, 0.1, 0.2, 0, 1);
        List<TokenSpan> tokens = List.of(new TokenSpan(0, 1, 7, "t", 0.5));
        return new ByteFocus(Analysis.of(new Inspection(new byte[] {(byte) actual}, tokens, tokens, teacher, student, List.of(measures),
                -1, 0.1, FlowSource.NONE, FlowSource.NONE)), 0);
    }

    @Test
    void rowsAreOrderedByTheLargerProbabilityAndTheRestFollows() {
        assertThat(focus.rows(2)).extracting(Row::kind).containsExactly(Kind.BYTE, Kind.BYTE, Kind.OTHER, Kind.END, Kind.SPECIAL);
        // Both have .5 as the larger of theirs: the smaller byte first.
        assertThat(focus.rows(2)).extracting(Row::value).startsWith(0, 1, 254);
        Row other = focus.rows(2).get(2);
        assertThat(other.teacher()).isCloseTo(0.15, within(1e-12));
        assertThat(other.student()).isCloseTo(0.05, within(1e-12));
        Row special = focus.rows(2).get(4);
        assertThat(special.teacher()).isEqualTo(0.01);
        assertThat(special.klBits()).isNaN();
    }

    @Test
    void theByteOfTheTextHasARowHoweverImprobableItIs() {
        assertThat(focus(200).rows(2)).extracting(Row::value).startsWith(0, 200, 254);
        assertThat(focus(200).rows(14)).extracting(Row::value).startsWith(0, 1, 2, 3, 200, 251);
    }

    @Test
    void aByteWithoutProbabilityHasNoRowInThePictureButInTheTable() {
        // Four bytes have mass.
        assertThat(focus.rows(14)).filteredOn(row -> row.kind() == Kind.BYTE).extracting(Row::value).containsExactly(0, 1, 2, 3);
        assertThat(focus.allRows()).filteredOn(row -> row.kind() == Kind.BYTE).hasSize(256);
    }

    @Test
    void aRowsPartOfTheKlIsPTimesTheLogarithmOfTheRatio() {
        // .5 log2(.5 / .25) = .5; .25 log2(.25 / .5) = -.25.
        assertThat(focus.rows(2).get(0).klBits()).isCloseTo(0.5, within(1e-12));
        assertThat(focus.rows(2).get(1).klBits()).isCloseTo(-0.25, within(1e-12));
    }

    @Test
    void rankCountsTheOutcomesThatAreMoreProbable() {
        assertThat(focus.rank(Side.TEACHER)).isEqualTo(2);
        assertThat(focus.rank(Side.STUDENT)).isEqualTo(1);
        // .025 is behind .5, .25, .125 and the end's .1.
        assertThat(focus(3).rank(Side.TEACHER)).isEqualTo(5);
    }

    @Test
    void theLedgerScalesTheOutcomesDownByWhatWasLeftOut() {
        Ledger ledger = Ledger.beforePruning(focus.rowsOf(Side.TEACHER), 0, SHOWN);
        // .01 + .03 + .06 are left out, so .9 is kept.
        assertThat(ledger.shown()).isCloseTo(0.675, within(1e-12));
        assertThat(ledger.otherBytes()).isCloseTo(0.135, within(1e-12));
        assertThat(ledger.endOfSequence()).isCloseTo(0.09, within(1e-12));
        assertThat(Arrays.stream(ledger.parts()).sum()).isCloseTo(1, within(1e-12));
        assertThat(Ledger.inLoss(focus.rowsOf(Side.TEACHER), 0, SHOWN).shown()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void printedPartsSumToThePrintedOne() {
        Ledger thirds = new Ledger(1 / 3.0, 1 / 3.0, 1 / 3.0, 0, 0, 0);
        assertThat(thirds.printed()).containsExactly(".3334", ".3333", ".3333", ".0000", ".0000", ".0000");
        Ledger small = new Ledger(0.99996, 0.00004, 0, 0, 0, 0);
        assertThat(small.printed()).startsWith("1.0000", ".0000");
        for (Ledger ledger : List.of(Ledger.beforePruning(focus.rowsOf(Side.TEACHER), 0, SHOWN),
                Ledger.inLoss(focus.rowsOf(Side.STUDENT), 0, SHOWN), thirds, small)) {
            long tenThousandths = Arrays.stream(ledger.printed())
                    .mapToLong(part -> Math.round(Double.parseDouble("0" + part) * 1e4) % 100_000).sum();
            assertThat(tenThousandths).isIn(10_000L, 1_0000L);
        }
    }
}
