package org.bytestill.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.bytestill.torch.TorchThread;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BatchLayoutTest {
    @BeforeEach
    void prepareTorch() {
        TorchThread.prepare(1);
    }

    private static long[] numbers(Tensor tensor) {
        long[] numbers = new long[(int) tensor.elementCount()];
        tensor.bytes().asLongBuffer().get(numbers);
        return numbers;
    }

    @Test
    void documentsArePackedIfMoreThanAFifthOfThePlacesIsSaved() {
        assertThat(BatchLayout.of(100, 60).isPacked()).as("160 of 200 places").isFalse();
        assertThat(BatchLayout.of(100, 59).isPacked()).as("159 of 200 places").isTrue();
        assertThat(BatchLayout.of(100).isPacked()).isFalse();
        assertThat(BatchLayout.of(7, 7, 7, 7).isPacked()).isFalse();
        assertThat(BatchLayout.of().isPacked()).isFalse();
    }

    @Test
    void paddedDocumentsHaveARowEachOfTheLongest() {
        BatchLayout layout = BatchLayout.padded(2, 5, 1);
        assertThat(List.of(layout.rows(), layout.columns(), layout.places())).containsExactly(3, 5, 15);
        assertThat(layout.place(2, 0)).isEqualTo(10);
    }

    @Test
    void packedDocumentsFollowEachOtherAndCountTheirPositionsFromZero() {
        BatchLayout layout = BatchLayout.packed(2, 5, 1);
        assertThat(List.of(layout.rows(), layout.columns(), layout.longest())).containsExactly(1, 8, 5);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            assertThat(layout.positions(scope).toFloats()).containsExactly(0, 1, 0, 1, 2, 3, 4, 0);
            assertThat(numbers(layout.textOf(scope, new int[] {1, 1, 2}))).as("the places of each row's document, the last one repeated")
                    .containsExactly(2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7);
        }
    }

    @Test
    void documentsOfSimilarLengthAttendTogether() {
        assertThat(BatchLayout.packed(30, 100, 71, 5, 69, 48).groups()).containsExactly(new int[] {1, 2}, new int[] {4}, new int[] {5},
                new int[] {0, 3});
    }

    /** What attention takes apart is put together again: every place once, no row longer than the longest document of its group. */
    @RepeatedTest(50)
    void everyPlaceIsInExactlyOneGroupAndComesBackFromIt(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int[] lengths = IntStream.range(0, 1 + random.nextInt(40)).map(i -> 1 + (int) Math.exp(5 * random.nextDouble())).toArray();
        BatchLayout layout = BatchLayout.packed(lengths);
        try (Scope scope = Scope.open("test", Device.CPU)) {
            List<Tensor> packing = layout.packing(scope);
            long[] back = numbers(packing.get(0));
            long[] rows = packing.stream().skip(1).flatMapToLong(group -> Arrays.stream(numbers(group))).toArray();
            assertThat(packing.stream().skip(1).mapToLong(group -> group.size(0)).sum()).isEqualTo(lengths.length);
            assertThat(packing.stream().skip(1).mapToLong(group -> group.size(1)).max()).hasValue(layout.longest());
            BitSet taken = new BitSet();
            for (int place = 0; place < layout.places(); place++) {
                assertThat(rows[(int) back[place]]).isEqualTo(place);
                taken.set((int) back[place]);
            }
            assertThat(taken.cardinality()).isEqualTo(Arrays.stream(lengths).sum());
            assertThat(numbers(layout.packing(scope).get(0))).as("in the same order again").isEqualTo(back);
        }
    }
}
