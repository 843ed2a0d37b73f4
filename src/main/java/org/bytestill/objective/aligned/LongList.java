package org.bytestill.objective.aligned;

import java.util.Arrays;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** A growing list of numbers that becomes a tensor. */
public final class LongList {
    private long[] values = new long[64];
    private int count;

    public void add(long value) {
        room(1);
        values[count++] = value;
    }

    public void addAll(long[] more) {
        room(more.length);
        System.arraycopy(more, 0, values, count, more.length);
        count += more.length;
    }

    private void room(int more) {
        if (count + more > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, count + more));
        }
    }

    public int size() {
        return count;
    }

    /** As int64 (size). */
    public Tensor tensor(Scope owner) {
        return owner.of(Arrays.copyOf(values, count), count);
    }
}
