package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Python's {@code random.Random} with a whole number as its seed: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded by
 * {@code init_by_array}, and what {@code sample} and {@code choices} draw from it. For one thread.
 */
public final class PyRandom {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /** @param seed 0 or more */
    public PyRandom(long seed) {
        int low = (int) seed;
        int high = (int) (seed >>> Integer.SIZE);
        seedBy(high == 0 ? new int[] {low} : new int[] {low, high});
    }

    private void seedBy(int[] key) {
        state[0] = 19650218;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
        int i = 1;
        int j = 0;
        for (int k = Math.max(SIZE, key.length); k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
            i = after(i);
            j = (j + 1) % key.length;
        }
        for (int k = SIZE - 1; k > 0; k--) {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
            i = after(i);
        }
        state[0] = 0x80000000;
    }

    private int after(int i) {
        if (i + 1 < SIZE) {
            return i + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    /** The next 32 bits. */
    private int word() {
        if (next == SIZE) {
            turn();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    private void turn() {
        for (int i = 0; i < SIZE; i++) {
            int y = state[i] & 0x80000000 | state[(i + 1) % SIZE] & 0x7fffffff;
            state[i] = state[(i + MIDDLE) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }

    /** {@code random()}: in [0, 1), with 53 bits. */
    public double real() {
        long high = (word() & 0xffffffffL) >>> 5;
        long low = (word() & 0xffffffffL) >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** A number below a bound, {@code _randbelow}: as many bits as the bound has, drawn again while they are too large. */
    private int below(int bound) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        int drawn;
        do {
            drawn = word() >>> Integer.SIZE - bits;
        } while (drawn >= bound || drawn < 0);
        return drawn;
    }

    /**
     * {@code sample}: so many different elements, in the order in which they are drawn.
     *
     * @throws Fault if there are fewer
     */
    public <T> List<T> sample(List<T> population, int count) {
        int size = population.size();
        if (count > size || count < 0) {
            throw Fault.value("Sample larger than population or is negative");
        }
        return size <= setSize(count) ? fromPool(population, count) : fromSet(population, count);
    }

    /** Below so many elements a list of them is smaller than a set of those drawn. */
    private static int setSize(int count) {
        return count <= 5 ? 21 : 21 + (int) Math.pow(4, Math.ceil(Math.log(count * 3) / Math.log(4)));
    }

    private <T> List<T> fromPool(List<T> population, int count) {
        List<T> pool = new ArrayList<>(population);
        List<T> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = below(population.size() - i);
            drawn.add(pool.get(at));
            pool.set(at, pool.get(population.size() - i - 1));
        }
        return drawn;
    }

    private <T> List<T> fromSet(List<T> population, int count) {
        Set<Integer> taken = new HashSet<>();
        List<T> drawn = new ArrayList<>(count);
        while (drawn.size() < count) {
            int at = below(population.size());
            if (taken.add(at)) {
                drawn.add(population.get(at));
            }
        }
        return drawn;
    }

    /** {@code choices} of as many as there are: indices, with replacement. */
    public int[] choices(int size) {
        int[] drawn = new int[size];
        for (int i = 0; i < size; i++) {
            drawn[i] = (int) (real() * size);
        }
        return drawn;
    }
}
