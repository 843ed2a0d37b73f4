package org.bytestill.bytes.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytestill.bytes.ByteDistribution;
import org.junit.jupiter.api.Test;

class ProbableBytesTest {
    /** As a stable sort by probability has them: also equal ones, those a unit in the last place apart, the smallest and the impossible. */
    @Test
    void bytesComeByTheirProbabilityAndEqualOnesByTheirValue() {
        Random random = new Random(5);
        for (int round = 0; round < 400; round++) {
            double[] distribution = new double[ByteDistribution.OUTCOMES];
            double near = random.nextDouble();
            for (int value = 0; value < ByteDistribution.BYTES; value++) {
                distribution[value] = switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> near;
                    case 2 -> near + Math.ulp(near) * random.nextInt(600);
                    case 3 -> Double.MIN_VALUE * random.nextInt(3);
                    case 4 -> Math.exp(-50 * random.nextDouble());
                    default -> random.nextDouble();
                };
            }
            int[] expected = IntStream.range(0, ByteDistribution.BYTES).filter(value -> distribution[value] > 0).boxed()
                    .sorted(Comparator.comparingDouble(value -> -distribution[value])).mapToInt(Integer::intValue).toArray();
            assertThat(ProbableBytes.of(distribution)).containsExactly(expected);
        }
    }
}
