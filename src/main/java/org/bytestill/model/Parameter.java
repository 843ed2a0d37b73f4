package org.bytestill.model;

/**
 * A weight of a model.
 *
 * @param name    its name in the checkpoint
 * @param adapter true if it is half of a low-rank adapter, or trained whole beside adapters; these lie in a file of their own
 * @param shape   its shape there
 */
public record Parameter(String name, boolean adapter, long... shape) {
    /** A weight of the model proper. */
    public Parameter(String name, long... shape) {
        this(name, false, shape);
    }

    public long elementCount() {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return count;
    }
}
