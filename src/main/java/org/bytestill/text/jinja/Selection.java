package org.bytestill.text.jinja;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** The condition of {@code {% for x in y if condition %}}: a function of its own, which is asked for an element when the loop comes to it. */
final class Selection {
    private final Expression target;
    private final Expression condition;
    private @Nullable Layout layout;
    private @Nullable Entry entry;

    /** @param target the loop's target once more, for the variables of the condition */
    Selection(Expression target, Expression condition) {
        this.target = target;
        this.condition = condition;
    }

    Expression condition() {
        return condition;
    }

    void bind(Site site) {
        Site inner = site.innerFunction();
        Search.names(target).forEach(name -> inner.symbols().parameter(name.name()));
        condition.scan(inner.symbols());
        entry = inner.entry();
        target.bind(inner);
        condition.bind(inner);
        layout = inner.function();
    }

    /** The elements that pass, each looked at when it is asked for. */
    Iterator<Object> of(Frame definer, Object value) {
        if (layout == null) {
            throw new IllegalStateException("loops are bound before a template runs");
        }
        Frame frame = new Frame(layout, definer);
        Entry.required(entry).enter(frame);
        Iterator<Object> each = Values.iterate(value);
        return new Iterator<>() {
            private @Nullable Object next;

            @Override
            public boolean hasNext() {
                while (next == null && each.hasNext()) {
                    definer.run().at(condition.line());
                    target.assign(frame, each.next());
                    next = Values.truth(condition.value(frame)) ? target.value(frame) : null;
                }
                return next != null;
            }

            @Override
            public Object next() {
                Object found = hasNext() ? next : null;
                if (found == null) {
                    throw new NoSuchElementException();
                }
                next = null;
                return found;
            }
        };
    }
}
