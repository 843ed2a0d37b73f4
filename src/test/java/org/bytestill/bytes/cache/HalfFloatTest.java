package org.bytestill.bytes.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void everyHalfSurvivesTheRoundTrip() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.of(value)).as("%04x", bits).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void valuesInBetweenAreRoundedToTheNearest() {
        Random random = new Random(1);
        for (int round = 0; round < 100_000; round++) {
            float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8) - 5));
            float half = HalfFloat.toFloat(HalfFloat.of(value));
            float above = HalfFloat.toFloat((short) (HalfFloat.of(value) + 1));
            float below = HalfFloat.toFloat((short) (HalfFloat.of(value) - 1));
            if (Math.abs(value) < 60_000 && HalfFloat.of(value) != 0 && HalfFloat.of(value) != Short.MIN_VALUE) {
                assertThat(Math.abs(half - value)).isLessThanOrEqualTo(Math.min(Math.abs(above - value), Math.abs(below - value)));
            }
        }
    }

    @Test
    void knownValuesHaveTheirKnownBits() {
        assertThat(HalfFloat.of(1f)).isEqualTo((short) 0x3C00);
        assertThat(HalfFloat.of(-2f)).isEqualTo((short) 0xC000);
        assertThat(HalfFloat.of(65504f)).isEqualTo((short) 0x7BFF);
        assertThat(HalfFloat.of(65520f)).isEqualTo((short) 0x7C00);
        assertThat(HalfFloat.of(5.9604645e-8f)).isEqualTo((short) 0x0001);
        assertThat(HalfFloat.of(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xFC00);
        // 1 + 1/2048 lies between two halves: to the even one.
        assertThat(HalfFloat.of(1.00048828125f)).isEqualTo((short) 0x3C00);
    }
}
