package org.bytestill.text;

import java.util.Arrays;
import java.util.PriorityQueue;

/** The merge loop of byte-pair encoding (BPE): repeatedly merges the adjacent pair of the lowest rank, the leftmost first. */
final class BytePairMerger {
    private static final long NO_PAIR = -1;

    /** Hash table with open addressing, at most half full: a boxed map of 280,000 merges would take tens of megabytes. */
    private final long[] pairs;
    private final int[] ranks;
    private final int[] results;

    private BytePairMerger(int merges) {
        int slots = Integer.highestOneBit(Math.max(2, merges) * 2) * 2;
        pairs = new long[slots];
        ranks = new int[slots];
        results = new int[slots];
        Arrays.fill(pairs, NO_PAIR);
    }

    /** @param merges ids of left token, right token and their concatenation, merge after merge in the order of their rank */
    static BytePairMerger of(int[] merges) {
        BytePairMerger merger = new BytePairMerger(merges.length / 3);
        for (int rank = 0; rank < merges.length / 3; rank++) {
            long pair = pair(merges[3 * rank], merges[3 * rank + 1]);
            int slot = merger.slot(pair);
            merger.pairs[slot] = pair;
            merger.ranks[slot] = rank;
            merger.results[slot] = merges[3 * rank + 2];
        }
        return merger;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /** The slot of the pair, or the free one to insert it. */
    private int slot(long pair) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 33) & pairs.length - 1;
        while (pairs[slot] != NO_PAIR && pairs[slot] != pair) {
            slot = slot + 1 & pairs.length - 1;
        }
        return slot;
    }

    private record Candidate(int rank, int position, int left, int right) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(position, other.position);
        }
    }

    /** Encodes a piece, given as its initial symbols. */
    int[] merge(int[] symbols) {
        int[] token = symbols.clone();
        int[] next = new int[token.length];
        int[] previous = new int[token.length];
        PriorityQueue<Candidate> queue = new PriorityQueue<>();
        for (int i = 0; i < token.length; i++) {
            next[i] = i + 1;
            previous[i] = i - 1;
            offer(queue, token, i, i + 1);
        }
        int left = token.length;
        while (!queue.isEmpty()) {
            Candidate best = queue.poll();
            int position = best.position();
            int second = token[position] < 0 ? token.length : next[position];
            // The candidate is outdated if one of the two has merged with another neighbour meanwhile.
            if (second >= token.length || token[position] != best.left() || token[second] != best.right()) {
                continue;
            }
            token[position] = results[slot(pair(best.left(), best.right()))];
            token[second] = -1;
            left--;
            next[position] = next[second];
            if (next[position] < token.length) {
                previous[next[position]] = position;
            }
            if (previous[position] >= 0) {
                offer(queue, token, previous[position], position);
            }
            offer(queue, token, position, next[position]);
        }
        int[] merged = new int[left];
        for (int i = 0, n = 0; i < token.length; i = next[i]) {
            merged[n++] = token[i];
        }
        return merged;
    }

    private void offer(PriorityQueue<Candidate> queue, int[] token, int left, int right) {
        if (right < token.length) {
            int slot = slot(pair(token[left], token[right]));
            if (pairs[slot] != NO_PAIR) {
                queue.add(new Candidate(ranks[slot], left, token[left], token[right]));
            }
        }
    }
}
