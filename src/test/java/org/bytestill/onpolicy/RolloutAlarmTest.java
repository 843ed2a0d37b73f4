package org.bytestill.onpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytestill.onpolicy.RolloutAlarm.Kind;
import org.bytestill.run.Metric;
import org.bytestill.run.MetricTable;
import org.junit.jupiter.api.Test;

class RolloutAlarmTest {
    private final RolloutAlarm alarm = new RolloutAlarm();

    /** Sixteen texts of 100 bytes and 40 tokens, all ended, without repetition. */
    private static RolloutStats usual() {
        return new RolloutStats(16, 1600, 640, 16, 0, 0);
    }

    private List<Kind> take(int updates, RolloutStats stats) {
        List<Kind> all = new ArrayList<>();
        for (int i = 0; i < updates; i++) {
            all.addAll(alarm.take(stats));
        }
        return all;
    }

    @Test
    void textsAsAtTheStartRaiseNothing() {
        assertThat(take(100, usual())).isEmpty();
        assertThat(alarm.first().texts()).as("64 texts and five updates").isEqualTo(80);
        assertThat(alarm.recent().texts()).isEqualTo(64);
    }

    @Test
    void longerTextsRaiseItOnceWhenTheLast64AreHalfAsLongAgain() {
        take(5 + 4, usual());
        RolloutStats longer = new RolloutStats(16, 3300, 1320, 16, 0, 0);
        assertThat(take(1, longer)).as("(3 x 1600 + 3300) / 64 = 126.6 bytes").isEmpty();
        assertThat(take(1, longer)).as("(2 x 1600 + 2 x 3300) / 64 = 153.1 bytes").containsExactly(Kind.LONGER);
        assertThat(alarm.sentence(Kind.LONGER)).contains("153 bytes on average, at the start 100");
        assertThat(take(20, longer)).as("once").isEmpty();
        take(10, usual());
        assertThat(take(4, longer)).as("again after it has passed").containsExactly(Kind.LONGER);
    }

    @Test
    void textsThatAreNoLongerEndedRaiseItUnlessTheyNeverWere() {
        take(9, usual());
        assertThat(take(8, new RolloutStats(16, 1600, 640, 8, 0, 0))).containsExactly(Kind.CUT);
        RolloutAlarm plain = new RolloutAlarm();
        for (int i = 0; i < 50; i++) {
            assertThat(plain.take(new RolloutStats(16, 1600, 640, 0, 0, 0))).as("plain text has no ends").isEmpty();
        }
    }

    @Test
    void loopsAndRepetitionRaiseIt() {
        take(9, usual());
        assertThat(take(4, new RolloutStats(16, 1600, 640, 16, 0, 4))).as("a quarter loops").containsExactly(Kind.LOOPS);
        assertThat(take(4, new RolloutStats(16, 1600, 640, 16, 3.3, 4))).as("mean 0.206").containsExactly(Kind.REPETITION);
    }

    @Test
    void aRunThatGoesOnComparesWithItsFirstTexts() {
        MetricTable table = new MetricTable();
        for (int update = 1; update <= 9; update++) {
            Map<Metric, Double> row = new TreeMap<>(Map.of(Metric.UPDATE, (double) update));
            usual().putInto(row);
            table.append(row);
        }
        for (int row = 0; row < table.size(); row++) {
            assertThat(RolloutStats.of(table, row)).isEqualTo(usual());
            alarm.take(RolloutStats.of(table, row));
        }
        assertThat(take(4, new RolloutStats(16, 2500, 640, 16, 0, 0))).containsExactly(Kind.LONGER);
    }
}
