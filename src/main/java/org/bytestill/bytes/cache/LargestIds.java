package org.bytestill.bytes.cache;

import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The ids of the largest logits of a row. */
final class LargestIds {
    private LargestIds() {}

    /**
     * The ids of the largest logits, largest first, of equal ones the lower; and in place of the last the token of the text, if it is not
     * among them.
     *
     * @param row logits, from the buffer's position on
     */
    static int[] of(FloatBuffer row, int vocabulary, int count, int observed) {
        int begin = row.position();
        Comparator<Integer> smallestFirst = Comparator.<Integer>comparingDouble(id -> row.get(begin + id)).thenComparing(
                Comparator.reverseOrder());
        PriorityQueue<Integer> largest = new PriorityQueue<>(count + 1, smallestFirst);
        float least = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < vocabulary; id++) {
            if (largest.size() < count || row.get(begin + id) > least) {
                largest.add(id);
                if (largest.size() > count) {
                    largest.poll();
                }
                least = row.get(begin + largest.peek());
            }
        }
        int[] ids = new int[count];
        boolean hasObserved = largest.contains(observed);
        for (int at = count - 1; at >= 0; at--) {
            ids[at] = largest.poll();
        }
        if (!hasObserved && observed < vocabulary) {
            ids[count - 1] = observed;
        }
        return ids;
    }
}
