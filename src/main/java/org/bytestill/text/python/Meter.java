package org.bytestill.text.python;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the work of a computation, and stops it at a bound. A step is about what an element of a list, or some ten characters of a text
 * cost. Belongs to the thread, so that the deepest comparison counts without being handed anything; so does whether what does not exist
 * may be used.
 */
public final class Meter {
    private static final ThreadLocal<@Nullable Meter> CURRENT = new ThreadLocal<>();
    private static final int CHARACTERS = 16;

    private final long most;
    private final boolean strict;
    private long steps;

    /** @param strict whether every use of what does not exist is a fault */
    public Meter(long most, boolean strict) {
        this.most = most;
        this.strict = strict;
    }

    /** Whether what does not exist may not even be printed in this thread's computation. */
    static boolean isStrict() {
        Meter meter = CURRENT.get();
        return meter != null && meter.strict;
    }

    /** Computes, with what this thread does counted here. */
    public <T> T measured(Supplier<T> computation) {
        Meter before = CURRENT.get();
        CURRENT.set(this);
        try {
            return computation.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** Counts steps; a fault beyond the bound. */
    public void add(long more) {
        steps += more;
        if (steps > most) {
            throw Fault.bound("the template takes more than %,d steps: it may run for ever", most);
        }
    }

    /** Counts steps of this thread's computation. */
    static void count(long more) {
        Meter meter = CURRENT.get();
        if (meter != null) {
            meter.add(more);
        }
    }

    /** Counts a text that is read. */
    static void count(String text) {
        if (text.length() >= CHARACTERS) {
            count(text.length() / CHARACTERS);
        }
    }
}
