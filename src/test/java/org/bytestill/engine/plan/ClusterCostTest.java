package org.bytestill.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClusterCostTest {
    @Test
    void equalShardsOnAsManyExecutorsTakeTheTimeOfOne() {
        double[] shards = new double[8];
        Arrays.fill(shards, 3);
        ClusterCost cost = ClusterCost.of(shards, 8, 1);
        assertThat(cost.seconds()).isEqualTo(4);
        assertThat(cost.busy()).isCloseTo(24.0 / 32, within(1e-12));
        assertThat(cost.speedUp()).isCloseTo(25.0 / 4, within(1e-12));
    }

    @Test
    void theDearestShardIsTakenFirstAndBoundsTheWhole() {
        // 5 and 4 go first; then 3 to the second, 2 to the first, 1 to either: both end at 8 and 7.
        assertThat(ClusterCost.of(new double[] {1, 2, 3, 4, 5}, 2, 0).seconds()).isEqualTo(8);
        assertThat(ClusterCost.of(new double[] {1, 1, 10}, 64, 0).seconds()).isEqualTo(10);
    }

    @Test
    void oneMoreShardThanExecutorsDoublesTheTime() {
        double[] shards = new double[9];
        Arrays.fill(shards, 1);
        assertThat(ClusterCost.of(shards, 8, 0).seconds()).isEqualTo(2);
    }

    @Test
    void documentsFillShardsAsInTheCache() {
        assertThat(ClusterCost.shards(new double[] {1, 2, 3, 4}, new int[] {60, 60, 100, 10}, 100)).containsExactly(3, 3, 4);
    }
}
