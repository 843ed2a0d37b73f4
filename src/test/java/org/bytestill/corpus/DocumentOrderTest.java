package org.bytestill.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytestill.util.RandomStreams;
import org.junit.jupiter.api.Test;

class DocumentOrderTest {
    @Test
    void anEpochHoldsEveryDocumentOnceAndTheNextIsInAnotherOrder() {
        DocumentOrder order = new DocumentOrder(new RandomStreams(42), 100);
        int[] first = LongStream.range(0, 100).mapToInt(order::documentAt).toArray();
        int[] second = LongStream.range(100, 200).mapToInt(order::documentAt).toArray();
        assertThat(first).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
        assertThat(second).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray()).isNotEqualTo(first);
    }

    @Test
    void aPositionAloneDecidesSoAResumeNeedsOnlyTheCursor() {
        DocumentOrder straight = new DocumentOrder(new RandomStreams(7), 13);
        int[] all = LongStream.range(0, 60).mapToInt(straight::documentAt).toArray();
        for (int position : new int[] {59, 0, 27, 13, 12}) {
            assertThat(new DocumentOrder(new RandomStreams(7), 13).documentAt(position)).isEqualTo(all[position]);
        }
    }

    @Test
    void theSeedAndTheNameDecideAStream() {
        RandomStreams streams = new RandomStreams(1);
        assertThat(streams.seedOf("order", 0)).isEqualTo(new RandomStreams(1).seedOf("order", 0))
                .isNotEqualTo(streams.seedOf("order", 1)).isNotEqualTo(streams.seedOf("init", 0))
                .isNotEqualTo(new RandomStreams(2).seedOf("order", 0));
    }

    @Test
    void everyPlaceIsEquallyLikely() {
        // 6,000 orders of 3: each of the 6 orders is expected 1,000 times, standard deviation 29.
        int[] count = new int[6];
        for (int i = 0; i < 6000; i++) {
            int[] order = new RandomStreams(9).permutation("fair", i, 3);
            count[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        assertThat(IntStream.of(count).boxed()).allSatisfy(times -> assertThat(times).isBetween(850, 1150));
    }
}
