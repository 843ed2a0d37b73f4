package org.bytestill.bytes;

/** An accumulator of gradient terms by token id; terms of the same id add up. */
@FunctionalInterface
public interface IdGradient {
    void add(int id, double value);
}
