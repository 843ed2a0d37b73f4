package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytestill.engine.inspect.Inspection.ByteComparison;
import org.bytestill.ui.inspector.ToyInspection;
import org.junit.jupiter.api.Test;

class KnownKlTest {
    private static final LongText TEXT = new LongText("a line of 18 bytes\n".repeat(8000).getBytes(StandardCharsets.UTF_8));

    private static List<ByteComparison> piece(int start, int end) {
        return ToyInspection.of(new LongText.Piece(TEXT, start, end).bytes()).comparison();
    }

    @Test
    void theOrderOfKlRunsThroughAllPiecesAndRoundAtTheEnd() {
        KnownKl known = new KnownKl(TEXT.bytes().length);
        known.add(piece(190, 228), 190, 0);
        known.add(piece(100_016, 100_054), 100_016, 0);
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < TEXT.bytes().length; place++) {
            if (!Double.isNaN(known.at(place))) {
                places.add(place);
            }
        }
        assertThat(places).hasSize(76).startsWith(190).endsWith(100_053);
        places.sort(Comparator.<Integer>comparingDouble(place -> -known.at(place)).thenComparingInt(place -> place));
        int at = places.get(0);
        for (int step = 1; step < places.size(); step++) {
            assertThat(known.byKl(known.byKl(at, true), false)).as("there and back from %d", at).isEqualTo(at);
            at = known.byKl(at, true);
            assertThat(at).isEqualTo(places.get(step));
        }
        assertThat(known.byKl(at, true)).isEqualTo(places.get(0));
        assertThat(known.byKl(places.get(0), false)).isEqualTo(at);
        assertThat(known.byKl(5000, true)).as("from a byte that is not analysed").isEqualTo(places.get(0));
        assertThat(known.firstUnknown(190)).isEqualTo(228);
    }

    @Test
    void amongInfiniteOnesTheLargerJsdComesFirstAndIsTheirColour() {
        KnownKl known = new KnownKl(4);
        known.add(List.of(measured(2, 0.9), measured(Double.POSITIVE_INFINITY, 0.01), measured(Double.POSITIVE_INFINITY, 0.1),
                measured(3, 0.2)), 0, 0);
        assertThat(known.byKl(2, true)).isEqualTo(1);
        assertThat(known.byKl(1, true)).isEqualTo(3);
        assertThat(known.byKl(3, true)).isEqualTo(0);
        assertThat(known.byKl(0, true)).isEqualTo(2);
        // 0.1 bits on a scale of three decades from 0.01: a third of it.
        assertThat(known.level(2)).isCloseTo(1 / 3.0, within(1e-6));
    }

    private static ByteComparison measured(double klBits, double jsdBits) {
        return new ByteComparison(1, 1, 1, 1, klBits, klBits, jsdBits, 0.1, 'a', 'b');
    }

    @Test
    void theNextDisagreementMayLieInAnotherPiece() {
        KnownKl known = new KnownKl(TEXT.bytes().length);
        List<ByteComparison> far = piece(100_016, 100_054);
        known.add(piece(0, 38), 0, 0);
        known.add(far, 100_016, 0);
        int at = 37;
        int next = known.toDisagreement(at, true);
        assertThat(next).isGreaterThanOrEqualTo(100_016);
        assertThat(far.get(next - 100_016).teacherTop1()).isNotEqualTo(far.get(next - 100_016).studentTop1());
        assertThat(known.toDisagreement(0, false)).isZero();
    }
}
