package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Undefined;
import org.jspecify.annotations.Nullable;

/** A name. */
final class Name extends Expression {
    /** What is done with it. */
    enum Use {
        LOAD, STORE, PARAMETER
    }

    private final String name;
    private Use use = Use.LOAD;
    private @Nullable Place place;

    Name(int line, String name) {
        super(line);
        this.name = name;
    }

    String name() {
        return name;
    }

    Use use() {
        return use;
    }

    @Override
    void children(Consumer<Node> visitor) {}

    @Override
    boolean canAssign() {
        return true;
    }

    @Override
    void markStored(Use use) {
        this.use = use;
    }

    @Override
    Expression copy() {
        Name copy = new Name(line(), name);
        copy.use = use;
        return copy;
    }

    @Override
    void scan(Symbols symbols) {
        switch (use) {
            case LOAD -> symbols.load(name);
            case STORE -> symbols.store(name);
            case PARAMETER -> symbols.parameter(name);
        }
    }

    @Override
    void bind(Site site) {
        try {
            place = site.place(name);
        } catch (Fault e) {
            throw new TemplateFault(line(), e);
        }
    }

    private Place place() {
        if (place == null) {
            throw new IllegalStateException("names are bound before a template runs");
        }
        return place;
    }

    /** The value, or null if the name has none. */
    @Nullable
    Object found(Frame frame) {
        return place().get(frame);
    }

    @Override
    Object value(Frame frame) {
        Object value = found(frame);
        return value == null ? Undefined.name(name) : value;
    }

    @Override
    void assign(Frame frame, @Nullable Object value) {
        place().set(frame, value);
    }
}
