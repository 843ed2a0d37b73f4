package org.bytestill.model;

/**
 * A weight of a model.
 *
 * @param name  its name in the checkpoint
 * @param shape its shape there
 */
public record Parameter(String name, long... shape) {
    public long elementCount() {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return count;
    }
}
