package org.bytestill.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.run.ProbeLog;
import org.bytestill.run.ProbeRecord;
import org.junit.jupiter.api.Test;

class FilmStripTest {
    private static List<Integer> updates(int evaluations, int most) {
        ProbeLog log = new ProbeLog(List.of(),
                IntStream.range(0, evaluations).mapToObj(i -> new ProbeRecord(100 * i, List.of())).toList());
        return FilmStrip.columns(log, most).stream().map(ProbeRecord::update).toList();
    }

    private static int leaves(String text, String other) {
        return FilmStrip.leaves(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFirstTheNewestAndSomeBetweenAreShown() {
        assertThat(updates(11, 3)).containsExactly(0, 500, 1000);
        assertThat(updates(3, 5)).containsExactly(0, 100, 200);
        assertThat(updates(12, 1)).containsExactly(1100);
        assertThat(updates(0, 4)).isEmpty();
    }

    @Test
    void aContinuationLeavesTheTeacherAtItsFirstOtherByte() {
        assertThat(leaves("struck a boat", "struck the boat")).isEqualTo(7);
        assertThat(leaves("struck", "struck the boat")).as("it ends where the other goes on").isEqualTo(6);
        assertThat(leaves("struck the boat and", "struck the boat")).as("longer than what is known of the teacher").isEqualTo(19);
        assertThat(leaves("", "x")).isZero();
    }
}
