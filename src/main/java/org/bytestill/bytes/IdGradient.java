package org.bytestill.bytes;

/** Takes the parts of a gradient that belong to single token ids, to be added up. */
@FunctionalInterface
public interface IdGradient {
    void add(int id, double value);
}
