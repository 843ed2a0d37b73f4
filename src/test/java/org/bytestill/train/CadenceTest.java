package org.bytestill.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.run.TrainingState;
import org.junit.jupiter.api.Test;

/** A run of 10 updates that is evaluated every 4 and saved every 3; minutes pass when the test says so. */
class CadenceTest {
    private long now;

    private Cadence cadence(String minutes, int savedUpdate) {
        RunConfig config = RunConfig.defaults();
        for (String[] setting : new String[][] {{"training.updates", "10"}, {"evaluation.every_updates", "4"},
            {"checkpoint.every_updates", "3"},
            {"checkpoint.every_minutes", minutes}}) {
            config = RunConfigFile.with(config, setting[0], setting[1]);
        }
        return new Cadence(config, savedUpdate, () -> now);
    }

    private static List<Integer> updates(IntPredicate decision) {
        return IntStream.rangeClosed(1, 10).filter(decision).boxed().toList();
    }

    @Test
    void everyFourthUpdateAndTheLastAreEvaluated() {
        assertThat(updates(cadence("0", 0)::evaluatesAfter)).containsExactly(4, 8, 10);
    }

    @Test
    void aRunEndsEarlyWhenEnoughEvaluationsHaveFollowedTheBest() {
        RunConfig config = RunConfig.defaults();
        for (String[] setting : new String[][] {{"training.updates", "100"}, {"evaluation.every_updates", "10"},
            {"evaluation.stop_after_worse", "3"}}) {
            config = RunConfigFile.with(config, setting[0], setting[1]);
        }
        Cadence cadence = new Cadence(config, 0, () -> now);
        assertThat(cadence.endsEarlyAfter(30, 10)).as("20 and 30 were worse").isFalse();
        assertThat(cadence.endsEarlyAfter(39, 10)).as("not evaluated").isFalse();
        assertThat(cadence.endsEarlyAfter(40, 10)).as("20, 30 and 40 were worse").isTrue();
        assertThat(cadence.endsEarlyAfter(30, -1)).as("never better than the start").isTrue();
        assertThat(cadence("0", 0).endsEarlyAfter(8, 0)).as("0 never does").isFalse();
    }

    @Test
    void everyThirdUpdateAndTheLastAreSaved() {
        assertThat(updates(cadence("0", 0)::savesAfter)).containsExactly(3, 6, 9, 10);
    }

    @Test
    void aResumedRunEvaluatesAndSavesAfterTheSameUpdates() {
        Cadence resumed = cadence("0", 6);
        assertThat(updates(update -> update > 6 && resumed.evaluatesAfter(update))).containsExactly(8, 10);
        assertThat(updates(update -> update > 6 && resumed.savesAfter(update))).containsExactly(9, 10);
    }

    @Test
    void aSaveIsDueOnceTheMinutesSinceTheLastOneAreOver() {
        now = Duration.ofHours(7).toNanos();
        Cadence cadence = cadence("1.5", 0);
        now += Duration.ofSeconds(89).toNanos();
        assertThat(cadence.savesAfter(1)).isFalse();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(cadence.savesAfter(1)).isTrue();
        cadence.saved(1);
        assertThat(cadence.savesAfter(2)).as("the minutes begin anew").isFalse();
        now += Duration.ofSeconds(90).toNanos();
        assertThat(cadence.savesAfter(2)).isTrue();
    }

    @Test
    void theMinutesOfAResumedRunBeginWithIt() {
        now = Duration.ofHours(7).toNanos();
        Cadence resumed = cadence("1.5", 7);
        assertThat(resumed.savesAfter(8)).isFalse();
    }

    @Test
    void withoutMinutesTimeAloneSavesNothing() {
        Cadence cadence = cadence("0", 0);
        now += Duration.ofDays(9).toNanos();
        assertThat(cadence.savesAfter(4)).isFalse();
    }

    @Test
    void anUpdateIsSavedOnce() {
        Cadence cadence = cadence("0", 0);
        assertThat(cadence.isUnsaved(0)).as("nothing is computed yet").isFalse();
        assertThat(cadence.isUnsaved(3)).isTrue();
        cadence.saved(3);
        assertThat(cadence.isUnsaved(3)).as("saved as the best, then due").isFalse();
        assertThat(cadence.isUnsaved(4)).isTrue();
        assertThat(cadence("0", 6).isUnsaved(6)).as("where a run is resumed its checkpoint is there").isFalse();
    }

    @Test
    void theBestIsTheFirstEvaluationAndEachThatIsStrictlyBetter() {
        TrainingState begun = TrainingState.START;
        assertThat(Cadence.isBest(2.5, begun)).isTrue();
        assertThat(Cadence.isBest(Double.NaN, begun)).as("no validation text").isFalse();
        TrainingState evaluated = begun.withBest(2.5, Double.NaN);
        assertThat(Cadence.isBest(2.4, evaluated)).isTrue();
        assertThat(Cadence.isBest(2.5, evaluated)).as("the earlier of two equal ones stays").isFalse();
        assertThat(Cadence.isBest(2.6, evaluated)).isFalse();
        assertThat(Cadence.isBest(Double.NaN, evaluated)).isFalse();
    }
}
