package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.bytestill.engine.inspect.Inspection;
import org.bytestill.ui.inspector.ToyInspection;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    /** The toy student's tokens have three bytes: abc|def|g. */
    private final Inspection inspection = ToyInspection.of("abcdefg".getBytes(StandardCharsets.UTF_8));

    @Test
    void aByteHeadIsBlindFromTheSecondByteOfItsTokenOn() {
        Analysis byHead = Analysis.of(inspection, null, true);
        assertThat(IntStream.range(0, 7).filter(byHead::isBlind)).containsExactly(1, 2, 4, 5);
    }

    @Test
    void aTokenHeadSeesEveryByteBefore() {
        assertThat(IntStream.range(0, 7).filter(Analysis.of(inspection)::isBlind)).isEmpty();
    }
}
