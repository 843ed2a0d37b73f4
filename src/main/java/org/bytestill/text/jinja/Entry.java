package org.bytestill.text.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entering and leaving a scope: its variables get their first values, and lose them. */
final class Entry {
    private final List<Step> steps = new ArrayList<>();

    private record Step(String name, Place place, Symbols.Source source, Place from) {}

    private Entry() {}

    static Entry of(Symbols symbols, Layout function) {
        Entry entry = new Entry();
        symbols.loads().forEach((variable, load) -> entry.steps
                .add(new Step(variable.name(), function.place(variable), load.source(), function.place(load.from()))));
        return entry;
    }

    /** The entry of a statement that has been bound. */
    static Entry required(@Nullable Entry entry) {
        if (entry == null) {
            throw new IllegalStateException("statements are bound before a template runs");
        }
        return entry;
    }

    void enter(Frame frame) {
        for (Step step : steps) {
            switch (step.source) {
                case CONTEXT -> step.place.set(frame, frame.context().get(step.name));
                case OUTER -> step.place.set(frame, step.from.get(frame));
                case UNDEFINED -> step.place.set(frame, null);
                case PARAMETER -> {}
            }
        }
    }

    void leave(Frame frame) {
        for (Step step : steps) {
            step.place.set(frame, null);
        }
    }
}
