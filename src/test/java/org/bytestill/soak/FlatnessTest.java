package org.bytestill.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.bytestill.soak.SoakSample.Measure;
import org.junit.jupiter.api.Test;

class FlatnessTest {
    /** Turns 1 to 40, of which the first ten are the warm-up. */
    private static Flatness threads(IntToDoubleFunction count) {
        List<SoakSample> samples = new ArrayList<>();
        for (int turn = 1; turn <= 40; turn++) {
            Map<Measure, Double> values = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                values.put(measure, measure == Measure.THREADS ? count.applyAsDouble(turn) : 100);
            }
            samples.add(new SoakSample(turn, turn, values));
        }
        return new Flatness(samples);
    }

    @Test
    void whatGrowsInTheWarmUpAloneIsFlat() {
        assertThat(threads(turn -> Math.min(turn, 10)).growing()).isEmpty();
    }

    @Test
    void aThreadEveryTurnIsALeak() {
        Flatness leak = threads(turn -> turn);
        assertThat(leak.growing()).containsExactly(Measure.THREADS);
        assertThat(leak.growth(Measure.THREADS)).as("turns 11 to 40").isCloseTo(29, within(1e-9));
    }

    @Test
    void waveAndSinglePeakAreNoLeak() {
        assertThat(threads(turn -> 20 + turn % 3 + (turn == 39 ? 50 : 0)).growing()).isEmpty();
    }

    @Test
    void aSampleIsReadAsItWasWritten() {
        SoakSample sample = new SoakSample(1.5, 3, Map.of(Measure.HEAP, 1.25, Measure.NATIVE, 2.5, Measure.JAVA_NATIVE, 3.0,
                Measure.THREADS, 20.0, Measure.DESCRIPTORS, 42.0));
        assertThat(SoakSample.of("1.50,3,1.250,2.500,3.000,20.000,42.000")).isEqualTo(sample);
    }
}
