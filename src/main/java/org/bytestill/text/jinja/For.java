package org.bytestill.text.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.PyIterator;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** {@code {% for %}}, whose body is a scope that begins anew for every element. */
final class For extends Statement {
    private final Expression target;
    private final Expression elements;
    private final List<Statement> body;
    private final List<Statement> otherwise;
    private final @Nullable Selection selection;
    private final boolean recursive;
    private @Nullable Bound bound;

    /**
     * What binding found.
     *
     * @param layout variables of a recursive loop, which is a function; else of the function around it
     * @param loop   place of the variable {@code loop}; null if the body has no use for it
     */
    private record Bound(Layout layout, @Nullable Place loop, Entry body, Entry otherwise) {}

    /** @param selection what lets elements through; null for all */
    For(int line, Expression target, Expression elements, List<Statement> body, List<Statement> otherwise, @Nullable Selection selection,
            boolean recursive) {
        super(line);
        this.target = target;
        this.elements = elements;
        this.body = body;
        this.otherwise = otherwise;
        this.selection = selection;
        this.recursive = recursive;
    }

    @Override
    void children(Consumer<Node> visitor) {
        visitor.accept(target);
        visitor.accept(elements);
        body.forEach(visitor);
        otherwise.forEach(visitor);
        if (selection != null) {
            visitor.accept(selection.condition());
        }
    }

    @Override
    void scan(Symbols symbols) {
        elements.scan(symbols);
    }

    @Override
    void bind(Site site) {
        if (Search.names(this).stream().anyMatch(name -> name.use() == Name.Use.STORE && name.name().equals("loop"))) {
            throw new TemplateFault(line(), Fault.of(Fault.Kind.SYNTAX, "Can't assign to special loop variable in for-loop target"));
        }
        elements.bind(site);
        if (selection != null) {
            selection.bind(site);
        }
        Site inner = recursive ? site.innerFunction() : site.inner();
        boolean extended = recursive || !Search.undeclared(body, Set.of("loop")).isEmpty() || Block.anyScoped(this);
        if (extended) {
            inner.symbols().parameter("loop");
        }
        Search.names(target).forEach(name -> inner.symbols().parameter(name.name()));
        body.forEach(statement -> statement.scan(inner.symbols()));
        Entry entry = inner.entry();
        target.bind(inner);
        body.forEach(statement -> statement.bind(inner.inLoop()));
        Site other = inner.beside(site);
        otherwise.forEach(statement -> statement.scan(other.symbols()));
        Entry otherEntry = other.entry();
        otherwise.forEach(statement -> statement.bind(other));
        bound = new Bound(inner.function(), extended ? inner.place("loop") : null, entry, otherEntry);
    }

    private Bound bound() {
        if (bound == null) {
            throw new IllegalStateException("loops are bound before a template runs");
        }
        return bound;
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        Object value = elements.value(frame);
        if (!recursive) {
            return loop(frame, selected(frame, value), out, 0);
        }
        out.append(called(frame, value, 0));
        return Flow.NEXT;
    }

    /** The text of a recursive loop over these elements. */
    String called(Frame definer, Object value, int depth) {
        definer.run().enter();
        Buffer text = new Buffer();
        Frame frame = new Frame(bound().layout, definer);
        loop(frame, selected(definer, value), text, depth);
        definer.run().leave();
        return definer.run().made(text.toString());
    }

    private Object selected(Frame definer, Object value) {
        return selection == null ? value : new PyIterator(() -> selection.of(definer, value));
    }

    private Flow loop(Frame frame, Object value, Buffer out, int depth) {
        Place place = bound().loop;
        Loop loop = place == null ? null : new Loop(value, recursive ? this : null, recursive ? frame.outer() : frame, depth);
        Iterator<Object> each = loop == null ? Values.iterate(value) : loop;
        boolean untouched = true;
        while (each.hasNext()) {
            frame.run().at(line());
            target.assign(frame, each.next());
            if (place != null) {
                place.set(frame, loop);
            }
            bound().body.enter(frame);
            Flow flow = Statement.run(body, frame, out);
            if (flow == Flow.BREAK) {
                break;
            }
            // An element whose body was left by continue does not count: then else is run, as jinja2 does.
            untouched &= flow == Flow.CONTINUE;
        }
        bound().body.leave(frame);
        return untouched ? otherwise(frame, out) : Flow.NEXT;
    }

    private Flow otherwise(Frame frame, Buffer out) {
        bound().otherwise.enter(frame);
        Flow flow = Statement.run(otherwise, frame, out);
        bound().otherwise.leave(frame);
        return flow;
    }
}
