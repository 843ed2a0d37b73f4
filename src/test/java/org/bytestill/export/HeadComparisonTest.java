package org.bytestill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadComparisonTest {
    private static final float LN3 = (float) Math.log(3);

    private static HeadComparison between(float[] expected, float[] found, ProofBounds bounds) {
        return HeadComparison.between("token", List.of(expected), List.of(found), bounds);
    }

    @Test
    void differencesAreTakenOverAllPositions() {
        // Position 1: p = (3/4, 1/4), q = (1/4, 3/4), so KL = 3/4 log2 3 - 1/4 log2 3 = log2(3) / 2; position 2 is equal.
        HeadComparison found = HeadComparison.between("token", List.of(new float[] {LN3, 0}, new float[] {0, 5}),
                List.of(new float[] {0, LN3}, new float[] {0, 5}), ProofBounds.ROUNDED);
        assertThat(found.positions()).isEqualTo(2);
        assertThat(found.maxAbsLogitDifference()).isCloseTo(Math.log(3), within(1e-6));
        assertThat(found.top1Equal()).isEqualTo(0.5);
        assertThat(found.klBits()).isCloseTo(Math.log(3) / Math.log(2) / 4, within(1e-6));
        assertThat(found.agrees()).isFalse();
        assertThat(found.found()).isEqualTo("largest logit difference 1.1, same most probable token at 50.0 %");
    }

    @Test
    void inFloat32ALogitMayDifferByAThousandth() {
        assertThat(between(new float[] {1, 0}, new float[] {1.0009f, 0}, ProofBounds.FLOAT32).agrees()).isTrue();
        assertThat(between(new float[] {1, 0}, new float[] {1.0011f, 0}, ProofBounds.FLOAT32).agrees()).isFalse();
    }

    @Test
    void roundedLogitsMayMoveTogetherButNotChangeTheDistribution() {
        assertThat(between(new float[] {1, 0}, new float[] {2, 1}, ProofBounds.ROUNDED).agrees()).isTrue();
        assertThat(between(new float[] {1, 0}, new float[] {1.01f, 0}, ProofBounds.ROUNDED).agrees()).isFalse();
    }

    @Test
    void whatIsNotANumberOrOfAnotherShapeDoesNotAgree() {
        for (ProofBounds bounds : List.of(ProofBounds.FLOAT32, ProofBounds.ROUNDED)) {
            assertThat(between(new float[] {1, 0}, new float[] {Float.NaN, 0}, bounds).agrees()).isFalse();
            assertThat(between(new float[] {1, 0}, new float[] {1, 0, 0}, bounds).agrees()).isFalse();
        }
    }
}
