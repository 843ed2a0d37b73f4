package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bytestill.ui.inspector.ToyInspection;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private static Analysis of(String text) {
        return Analysis.of(ToyInspection.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Baseline before(String old, String now) {
        return new Baseline(of(old), of(now), "before");
    }

    @Test
    void theSameTextStandsByteOnByte() {
        Baseline before = before("the sea", "the sea");
        assertThat(before.isOtherText()).isFalse();
        for (int offset = 0; offset < 7; offset++) {
            assertThat(before.offsetOf(offset)).isEqualTo(offset);
        }
    }

    @Test
    void bytesAfterAnInsertionAreFoundAgainAndTheInsertedAreNew() {
        Baseline before = before("the sea", "the deep sea");
        assertThat(before.offsetOf(3)).isEqualTo(3);
        for (int offset = 4; offset < 9; offset++) {
            assertThat(before.offsetOf(offset)).as("deep and its blank").isEqualTo(-1);
        }
        assertThat(before.offsetOf(9)).isEqualTo(4);
        assertThat(before.offsetOf(11)).isEqualTo(6);
        assertThat(before.measuresAt(5)).isNull();
        assertThat(before.measuresAt(9)).isEqualTo(before.analysis().inspection().comparison().get(4));
    }

    @Test
    void aDeletionLeavesNothingNew() {
        Baseline before = before("the deep sea", "the sea");
        for (int offset = 0; offset < 7; offset++) {
            assertThat(before.offsetOf(offset)).isEqualTo(offset < 4 ? offset : offset + 5);
        }
        assertThat(before.isOtherText()).isTrue();
    }
}
