package org.bytestill.onpolicy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a text repeats itself (method.md F21). */
final class Repetition {
    private static final int RUN = 4;
    private static final int LONGEST_UNIT = 32;
    private static final int LEAST_BYTES = 64;
    private static final int LEAST_TIMES = 3;

    private Repetition() {}

    /** Share of a text's runs of four tokens that it has had before, from 0 to 1; 0 of a text of fewer tokens. */
    static double share(int[] tokens) {
        int runs = tokens.length - RUN + 1;
        if (runs <= 0) {
            return 0;
        }
        Set<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < runs; i++) {
            seen.add(Arrays.stream(tokens, i, i + RUN).boxed().toList());
        }
        return 1 - (double) seen.size() / runs;
    }

    /** True if its last 64 bytes, or three times the unit if that is more, are one unit of at most 32 bytes over and over. */
    static boolean loops(byte[] text) {
        for (int unit = 1; unit <= LONGEST_UNIT; unit++) {
            int tail = Math.max(LEAST_BYTES, LEAST_TIMES * unit);
            if (tail <= text.length && hasPeriod(text, text.length - tail, unit)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasPeriod(byte[] text, int from, int period) {
        return Arrays.equals(text, from, text.length - period, text, from + period, text.length);
    }
}
