package org.bytestill.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @ParameterizedTest(name = "after {0} updates the factor is {1}")
    @CsvSource({"0, 0.5", "1, 1.0", "2, 1.0", "3, 0.875", "9, 0.125"})
    void risesOverAFifthThenFallsLinearlyTowardsZero(int done, double factor) {
        // 10 updates, 2 of warm-up, 8 of fall: (10 - done) / 8.
        assertThat(new Schedule(10, 0, 0.2).factorAfter(done)).isCloseTo(factor, within(1e-12));
    }

    @ParameterizedTest(name = "after {0} updates it is step {1} at factor {2}")
    @CsvSource({"0, 1, 1.0", "1, 1, 1.0", "2, 1, 0.6666666667", "3, 1, 0.3333333333", "4, 2, 0.5", "5, 2, 1.0", "6, 2, 1.0",
        "13, 2, 0.125"})
    void eachStepHasAScheduleOfItsOwn(int done, int step, double factor) {
        // Step 1: 4 updates, 1 of warm-up (0.2 x 4 rounded up), 3 of fall. Step 2: 10 updates as above.
        Schedule schedule = new Schedule(14, 4, 0.2);
        assertThat(schedule.stepAfter(done)).isEqualTo(step);
        assertThat(schedule.factorAfter(done)).isCloseTo(factor, within(1e-9));
    }

    @Test
    void fineTuningHasNoStep1() {
        RunConfig sft = RunConfigFile.with(RunConfig.defaults(), "objective", "sft");
        assertThat(Schedule.of(sft).steps()).isEqualTo(1);
        assertThat(Schedule.of(RunConfig.defaults()).steps()).isEqualTo(2);
    }
}
