package org.bytestill.text.python;

import java.util.stream.IntStream;

/**
 * A slice {@code [start:stop:step]}; None stands for a part that is left out.
 *
 * @param start first index, from the end if negative
 * @param stop  index after the last
 * @param step  distance, negative to go backwards
 */
public record Slice(Object start, Object stop, Object step) {

    /**
     * Where the slice lies in a sequence.
     *
     * @param end   index after the last, in the direction of the step
     * @param count number of elements
     */
    record Bounds(long first, long end, long step, int count) {}

    /** The indices that the slice takes of a sequence, in order. */
    IntStream indices(int length) {
        Bounds bounds = bounds(length);
        return IntStream.range(0, bounds.count).map(i -> (int) (bounds.first + i * bounds.step));
    }

    Bounds bounds(int length) {
        long step = part(this.step, 1);
        if (step == 0) {
            throw Fault.value("slice step cannot be zero");
        }
        long first = step > 0 ? clamp(part(start, 0), length, 0, length) : clamp(part(start, Long.MAX_VALUE), length, -1, length - 1);
        long end = step > 0 ? clamp(part(stop, Long.MAX_VALUE), length, 0, length)
                : stop instanceof None ? -1 : clamp(part(stop, 0), length, -1, length - 1);
        long distance = step > 0 ? end - first : first - end;
        long width = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
        long count = distance <= 0 ? 0 : (distance - 1) / width + 1;
        return new Bounds(first, end, step, (int) count);
    }

    private static long clamp(long index, int length, long lowest, long highest) {
        long fromStart = index < 0 ? index + length : index;
        return Math.max(lowest, Math.min(highest, fromStart));
    }

    private static long part(Object value, long otherwise) {
        if (value instanceof None) {
            return otherwise;
        }
        if (value instanceof Undefined || !Numbers.isWhole(value)) {
            throw Fault.type("slice indices must be integers or None or have an __index__ method");
        }
        return Numbers.saturated(value);
    }
}
