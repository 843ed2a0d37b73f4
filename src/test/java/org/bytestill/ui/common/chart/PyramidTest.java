package org.bytestill.ui.common.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PyramidTest {
    @Test
    void anyRangeIsAnsweredAsIfEachRowWereLookedAt() {
        double[] values = new Random(7).doubles(10_000, -5, 5).toArray();
        Pyramid pyramid = new Pyramid(row -> values[row]);
        Random ranges = new Random(8);
        // Grown in steps of all sizes, as a log is.
        for (int rows = 0; rows < values.length; rows = Math.min(values.length, rows + 1 + ranges.nextInt(300))) {
            pyramid.extend(rows);
        }
        pyramid.extend(values.length);
        for (int trial = 0; trial < 500; trial++) {
            int from = ranges.nextInt(values.length);
            int to = from + ranges.nextInt(values.length - from + 1);
            Summary fast = new Summary();
            pyramid.add(from, to, fast);
            Summary slow = new Summary();
            for (int row = from; row < to; row++) {
                slow.add(values[row]);
            }
            assertThat(fast.count).isEqualTo(slow.count);
            assertThat(fast.min).isEqualTo(slow.min);
            assertThat(fast.max).isEqualTo(slow.max);
            assertThat(fast.sum).isCloseTo(slow.sum, within(1e-9));
        }
    }

    @Test
    void valuesThatAreNotFiniteAreLeftOut() {
        double[] values = new double[130];
        values[3] = Double.NaN;
        values[70] = Double.POSITIVE_INFINITY;
        values[129] = 2;
        Pyramid pyramid = new Pyramid(row -> values[row]);
        pyramid.extend(130);
        Summary summary = new Summary();
        pyramid.add(0, 130, summary);
        assertThat(summary.count).isEqualTo(128);
        assertThat(summary.max).isEqualTo(2);
        assertThat(summary.mean()).isEqualTo(2.0 / 128);
    }

    @Test
    void aMillionRowsAreAnsweredWithoutLookingAtThem() {
        AtomicInteger looks = new AtomicInteger();
        Pyramid pyramid = new Pyramid(row -> {
            looks.incrementAndGet();
            return 1;
        });
        pyramid.extend(1_000_000);
        looks.set(0);
        Summary summary = new Summary();
        pyramid.add(1, 999_999, summary);
        assertThat(summary.sum).isEqualTo(999_998);
        assertThat(looks.get()).as("rows at the two edges, fewer than 64 each").isLessThan(128);
    }
}
