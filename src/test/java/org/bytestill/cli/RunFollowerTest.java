package org.bytestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytestill.engine.run.RunProgress;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.bytestill.run.RunState;
import org.junit.jupiter.api.Test;

/** The line that `train` prints now and then: it says what the run is at, also where there is no number to tell yet. */
class RunFollowerTest {
    private static String sentence(RunState state, int update) {
        return sentence(state, update, 300);
    }

    private static String sentence(RunState state, int update, long converted) {
        RunProgress progress = new RunProgress(state, 1, 1, update, 8, 100, 800, 50, 14, converted, 900, "");
        return RunFollower.sentence(progress, new MetricTable(Metric.UPDATE, Metric.TOTAL_LOSS)).strip();
    }

    @Test
    void beforeTheFirstUpdateItSaysWhatIsBeingDoneInPlaceOfNumbersThatAreNone() {
        assertThat(sentence(RunState.LOADING, 0)).isEqualTo("reading text and models");
        assertThat(sentence(RunState.CONVERTING, 0)).isEqualTo("teacher bytes 300 of 900, 50 bytes/s");
        assertThat(sentence(RunState.CONVERTING, 0, 900)).contains("the teacher reads the texts of the evaluations");
        assertThat(sentence(RunState.EVALUATING, 0)).isEqualTo("evaluating after update 0 of 8");
        assertThat(sentence(RunState.RUNNING, 0)).isEqualTo("computing the first of 8 updates");
    }

    @Test
    void laterItSaysHowFarItIs() {
        assertThat(sentence(RunState.RUNNING, 2)).startsWith("update 2 of 8, loss").contains("50 bytes/s, about 14 s left");
        assertThat(sentence(RunState.EVALUATING, 4)).isEqualTo("evaluating after update 4 of 8");
    }
}
