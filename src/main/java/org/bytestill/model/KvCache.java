package org.bytestill.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytestill.torch.Device;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Key/value cache of one document. Its positions form a tree (tree attention): each attends to its ancestors and itself, and its position
 * in the text is its depth. A plain text is the tree that is a chain.
 */
public final class KvCache implements AutoCloseable {
    private final Scope scope;
    /** Shape (layers, key/value heads, capacity, head size); null until the first position. */
    private @Nullable Tensor keys;
    private @Nullable Tensor values;
    private int capacity;

    private int[] parent = new int[64];
    private int[] depth = new int[64];
    private int size;
    /** The first so many positions follow each other. */
    private int chain;

    KvCache(Device device) {
        scope = Scope.open("key/value cache", device);
    }

    /** Positions read so far; the next one gets this number. */
    public int size() {
        return size;
    }

    /** Ancestors of a position; its place in the text. */
    public int depth(int position) {
        return depth[position];
    }

    Scope scope() {
        return scope;
    }

    @Nullable
    Tensor keys() {
        return keys;
    }

    @Nullable
    Tensor values() {
        return values;
    }

    int capacity() {
        return capacity;
    }

    void replace(Tensor newKeys, Tensor newValues, int newCapacity) {
        if (keys != null) {
            keys.close();
            values.close();
        }
        keys = newKeys;
        values = newValues;
        capacity = newCapacity;
    }

    /** Memory of keys and values that is held now, in bytes. */
    public long bytes() {
        return keys == null ? 0 : 2 * keys.elementCount() * keys.dtype().bytes();
    }

    /** Registers a position below {@code parentPosition}, -1 for the start. */
    void add(int parentPosition) {
        if (size == parent.length) {
            parent = Arrays.copyOf(parent, 2 * size);
            depth = Arrays.copyOf(depth, 2 * size);
        }
        if (parentPosition >= size || parentPosition < 0 && size > 0 || parentPosition < -1) {
            throw new IllegalArgumentException("Position " + size + " cannot follow position " + parentPosition + ".");
        }
        chain += chain == size && parentPosition == size - 1 ? 1 : 0;
        parent[size] = parentPosition;
        depth[size] = parentPosition < 0 ? 0 : depth[parentPosition] + 1;
        size++;
    }

    /** Forgets the positions from the number on. */
    public void shrinkTo(int positions) {
        size = Math.min(size, positions);
        chain = Math.min(chain, size);
    }

    /** True if the positions from 0 on are a chain, so that causal attention is right. */
    boolean isChain() {
        return chain == size;
    }

    /** The positions that those from {@code first} on attend to, each at least one of them, in their order; the new ones last. */
    int[] attended(int first) {
        boolean[] isAttended = new boolean[size];
        for (int position = first; position < size; position++) {
            for (int at = position; at >= 0 && !isAttended[at]; at = parent[at]) {
                isAttended[at] = true;
            }
        }
        return IntStream.range(0, size).filter(position -> isAttended[position]).toArray();
    }

    /**
     * Which of some positions each position from {@code first} on attends to: 1 for itself and its ancestors; (new, keys) row-major.
     *
     * @param keys positions in their order, all that are attended to among them, the new ones last
     */
    byte[] attention(int first, int[] keys) {
        int[] columnOf = new int[size];
        for (int column = 0; column < keys.length; column++) {
            columnOf[keys[column]] = column;
        }
        byte[] mask = new byte[Math.multiplyExact(size - first, keys.length)];
        for (int position = first; position < size; position++) {
            int row = (position - first) * keys.length;
            int above = parent[position];
            if (above >= first) {
                System.arraycopy(mask, (above - first) * keys.length, mask, row, columnOf[above] + 1);
            } else {
                for (int ancestor = above; ancestor >= 0; ancestor = parent[ancestor]) {
                    mask[row + columnOf[ancestor]] = 1;
                }
            }
            mask[row + columnOf[position]] = 1;
        }
        return mask;
    }

    /** Depth of some positions, as the script takes them. */
    float[] depths(int[] positions) {
        float[] depths = new float[positions.length];
        for (int i = 0; i < depths.length; i++) {
            depths[i] = depth[positions[i]];
        }
        return depths;
    }

    @Override
    public void close() {
        scope.close();
    }
}
