package org.bytestill.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytestill.run.UpdateTimes.Part;
import org.junit.jupiter.api.Test;

class UpdateTimesTest {
    private long now;
    private final UpdateTimes times = new UpdateTimes(() -> now);

    private void spend(double seconds) {
        now += Math.round(seconds * 1e9);
    }

    private void update() {
        times.at(Part.DATA);
        spend(0.25);
        Part outside = times.at(Part.FORWARD);
        spend(0.5);
        Part within = times.at(Part.TEACHER);
        spend(0.125);
        times.at(within);
        spend(0.125);
        times.at(outside);
        times.at(Part.OPTIMIZER);
        spend(0.25);
    }

    @Test
    void thePartsAreMeansOfAnUpdateAndAddUpToAllItsTime() {
        spend(99); // what is before the first update belongs to none
        update();
        assertThat(times.updated()).as("1.25 s are too short for a mean").isEmpty();
        times.at(Part.WAITING);
        spend(1.5);
        update();
        assertThat(times.updated()).containsEntry(Part.DATA.metric(), 0.25).containsEntry(Part.FORWARD.metric(), 0.625)
                .containsEntry(Part.TEACHER.metric(), 0.125).containsEntry(Part.OPTIMIZER.metric(), 0.25)
                .containsEntry(Part.WAITING.metric(), 0.75).containsEntry(Part.BACKWARD.metric(), 0.0);
        update();
        assertThat(times.updated()).as("a new mean begins").isEmpty();
    }
}
