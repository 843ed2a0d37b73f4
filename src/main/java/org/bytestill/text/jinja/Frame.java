package org.bytestill.text.jinja;

import org.jspecify.annotations.Nullable;

/** The variables of one call of a function. */
final class Frame {
    private final @Nullable Object[] values;
    private final @Nullable Frame outer;
    private final Context context;
    private final Run run;

    /** A call of a function that stands within another. */
    Frame(Layout layout, Frame outer) {
        this(layout, outer, outer.context, outer.run);
    }

    Frame(Layout layout, @Nullable Frame outer, Context context, Run run) {
        this.values = new @Nullable Object[layout.size()];
        this.outer = outer;
        this.context = context;
        this.run = run;
    }

    @Nullable
    Object get(int index) {
        return values[index];
    }

    void set(int index, @Nullable Object value) {
        values[index] = value;
    }

    Frame outer() {
        if (outer == null) {
            throw new IllegalStateException("a variable is sought outside of the template");
        }
        return outer;
    }

    Context context() {
        return context;
    }

    Run run() {
        return run;
    }
}
