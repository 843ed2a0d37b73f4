package org.bytestill.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExponentialTest {
    @Test
    void logProbabilitiesBecomeProbabilitiesToTwelveDigits() {
        Random random = new Random(2);
        for (int round = 0; round < 200_000; round++) {
            double log = -random.nextDouble() * Math.pow(10, random.nextInt(5) - 2);
            if (log > -700) {
                assertThat(Exponential.of(log) / Math.exp(log)).as("%s", log).isCloseTo(1, within(1e-12));
            }
        }
    }

    @Test
    void theEdgesAreExact() {
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.of(-800)).isZero();
        assertThat(Exponential.of(Double.NaN)).isNaN();
        assertThat(Exponential.of(1e-7)).as("rounding of a float32 row").isCloseTo(1 + 1e-7, within(1e-14));
    }
}
