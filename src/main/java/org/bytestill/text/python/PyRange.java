package org.bytestill.text.python;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Python's range, of at most 100,000 numbers as jinja2's sandbox has it. */
public final class PyRange extends Thing {
    private static final int MOST = 100_000;
    private static final Signature SIGNATURE = new Signature("range", "start stop? step? /");

    private final long start;
    private final long stop;
    private final long step;
    private final int length;

    private PyRange(long start, long stop, long step, int length) {
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.length = length;
    }

    /** {@code range(stop)}, {@code range(start, stop)} or {@code range(start, stop, step)}. */
    public static PyRange of(Arguments arguments) {
        @Nullable
        Object[] bound = SIGNATURE.bind(arguments);
        long start = bound[1] == null ? 0 : whole(bound[0]);
        long stop = whole(bound[1] == null ? bound[0] : bound[1]);
        long step = bound[2] == null ? 1 : whole(bound[2]);
        if (step == 0) {
            throw Fault.value("range() arg 3 must not be zero");
        }
        double distance = step > 0 ? (double) stop - start : (double) start - stop;
        double count = distance <= 0 ? 0 : Math.ceil(distance / Math.abs((double) step));
        if (count > MOST) {
            throw Fault.of(Fault.Kind.OVERFLOW, "Range too big. The sandbox blocks ranges larger than MAX_RANGE (%d).", MOST);
        }
        return new PyRange(start, stop, step, (int) count);
    }

    private static long whole(@Nullable Object value) {
        if (value == null || !Numbers.isWhole(value)) {
            throw Fault.type("'%s' object cannot be interpreted as an integer", value == null ? "NoneType" : Values.typeOf(value));
        }
        return Numbers.saturated(value);
    }

    private List<Object> elements() {
        return IntStream.range(0, length).<Object>mapToObj(i -> start + i * step).toList();
    }

    @Override
    public String type() {
        return "range";
    }

    @Override
    public String repr() {
        return "range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")";
    }

    @Override
    public boolean truth() {
        return length > 0;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "start" -> start;
            case "stop" -> stop;
            case "step" -> step;
            default -> PySequence.sequenceMethod(name, elements(), "range");
        };
    }

    @Override
    public Object item(Object key) {
        return start + PySequence.place(key, length, "range object") * step;
    }

    @Override
    public Object slice(Slice slice) {
        Slice.Bounds bounds = slice.bounds(length);
        return new PyRange(start + bounds.first() * step, start + bounds.end() * step, step * bounds.step(), bounds.count());
    }

    @Override
    public boolean hasItems() {
        return true;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> iterator() {
        return elements().iterator();
    }

    @Override
    public Iterator<Object> reversed() {
        return PySequence.backwards(elements());
    }

    @Override
    public boolean isSized() {
        return true;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean equalTo(Object other) {
        return other instanceof PyRange range && elements().equals(range.elements());
    }

    @Override
    public Object key() {
        return elements();
    }
}
