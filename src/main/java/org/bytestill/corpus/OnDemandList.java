package org.bytestill.corpus;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list whose elements are made when they are asked for, and not kept: documents on disk, and what is computed from them. Whoever
 * computes lists from such a list makes one again ({@link #isOnDemand}), so that a text larger than memory stays on disk.
 */
public final class OnDemandList<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> elements;

    /** @param elements makes an element by its index; may be called by several threads at once */
    public OnDemandList(int size, IntFunction<T> elements) {
        this.size = size;
        this.elements = elements;
    }

    /** Whether the elements of a list are made on demand. */
    public static boolean isOnDemand(List<?> list) {
        return list instanceof OnDemandList;
    }

    /** Some elements of a list by their indices, on demand if the list is. */
    static <T> List<T> selected(List<T> list, int[] indices) {
        OnDemandList<T> selected = new OnDemandList<>(indices.length, i -> list.get(indices[i]));
        return isOnDemand(list) ? selected : List.copyOf(selected);
    }

    @Override
    public T get(int index) {
        Objects.checkIndex(index, size);
        return elements.apply(index);
    }

    @Override
    public int size() {
        return size;
    }
}
