package org.bytestill.objective.covering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampledNodesTest {
    @Test
    void theLargestAreAlwaysDrawnAndTheOthersInProportionToTheirSize() {
        // Of 3, the 8 is certain; 2 are left for a sum of 4, so the others' probabilities are 1/2, 1/2, 1, 0.
        double[] sizes = {1, 1, 8, 2, 0};
        assertThat(SampledNodes.factors(sizes, 3, 0.2)).containsExactly(0, 2, 1, 1, 0);
        assertThat(SampledNodes.factors(sizes, 3, 0.7)).containsExactly(2, 0, 1, 1, 0);
    }

    @Test
    void allAreDrawnIfThereAreNoMoreThanWanted() {
        assertThat(SampledNodes.factors(new double[] {0, 3, 1e-30}, 2, 0.9)).containsExactly(0, 1, 1);
        assertThat(SampledNodes.factors(new double[] {}, 2, 0.9)).isEmpty();
        assertThat(SampledNodes.factors(new double[] {0, 0}, 1, 0.9)).containsExactly(0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theEstimateIsUnbiasedAndExactlyTheWantedNumberIsDrawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] sizes = random.doubles(random.nextInt(2, 200)).map(x -> Math.exp(20 * x)).toArray();
        int wanted = random.nextInt(1, sizes.length);
        double[] sums = new double[sizes.length];
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            double[] factors = SampledNodes.factors(sizes, wanted, (draw + 0.5) / draws);
            assertThat(Arrays.stream(factors).filter(factor -> factor > 0).count()).isBetween(wanted - 1L, wanted + 1L);
            IntStream.range(0, sums.length).forEach(i -> sums[i] += factors[i]);
        }
        // In a grid of draws a node is drawn as often as its probability says, up to one draw.
        double total = Arrays.stream(sizes).sum();
        for (int i = 0; i < sums.length; i++) {
            double most = Math.max(1, total / sizes[i]);
            assertThat(sums[i] / draws).isCloseTo(1, within(1.5 * most / draws));
        }
    }
}
