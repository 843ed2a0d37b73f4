package org.bytestill.ui.inspector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TimeLeft left = new TimeLeft(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whatIsLeftTakesAsLongAByteAsWhatIsDone() {
        assertThat(left.seconds(100, 1100)).as("one report says nothing of the speed").isEmpty();
        pass(Duration.ofSeconds(4));
        // 200 bytes in 4 seconds; 800 are left.
        assertThat(left.seconds(300, 1100)).hasValue(16);
    }

    @Test
    void nothingIsSaidInTheFirstSecond() {
        left.seconds(0, 100);
        pass(Duration.ofMillis(900));
        assertThat(left.seconds(50, 100)).isEmpty();
    }

    @Test
    void aLongerBeginningIsMeasuredAnew() {
        left.seconds(10, 1000);
        pass(Duration.ofSeconds(10));
        left.seconds(200, 1000);
        assertThat(left.seconds(20, 1000)).as("it begins again").isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(left.seconds(120, 1000)).hasValue(17.6); // 100 bytes in 2 s, 880 are left
    }

    @Test
    void otherWorkIsMeasuredAnewThoughItStartsFurtherOn() {
        left.seconds(10, 1000);
        pass(Duration.ofSeconds(10));
        left.forget();
        assertThat(left.seconds(500, 1000)).isEmpty();
    }
}
