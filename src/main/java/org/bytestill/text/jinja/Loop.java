package org.bytestill.text.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Comparison;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Function;
import org.bytestill.text.python.PyList;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Signature;
import org.bytestill.text.python.Thing;
import org.bytestill.text.python.Undefined;
import org.bytestill.text.python.Values;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}: where a loop is. Looks one element ahead only when it is asked about the next. */
final class Loop extends Thing implements Iterator<Object> {
    private final Object source;
    private final @Nullable For recursion;
    private final Frame definer;
    private final int depth;
    private Iterator<Object> each;
    private int index = -1;
    private int length = -1;
    private @Nullable Object before;
    private @Nullable Object current;
    private @Nullable Object after;
    private @Nullable PyTuple lastChanged;

    /**
     * @param recursion the loop itself, if it is recursive
     * @param definer   the variables around it
     * @param depth     how deep a recursive loop is, from 0
     */
    Loop(Object source, @Nullable For recursion, Frame definer, int depth) {
        this.source = source;
        this.recursion = recursion;
        this.definer = definer;
        this.depth = depth;
        this.each = Values.iterate(source);
    }

    @Override
    public boolean hasNext() {
        return after != null || each.hasNext();
    }

    @Override
    public Object next() {
        Object next = ahead();
        if (next == null) {
            throw new NoSuchElementException();
        }
        after = null;
        index++;
        before = current;
        current = next;
        return next;
    }

    private @Nullable Object ahead() {
        if (after == null && each.hasNext()) {
            after = each.next();
        }
        return after;
    }

    @Override
    public String type() {
        return "LoopContext";
    }

    @Override
    public String repr() {
        return "<LoopContext " + (index + 1) + "/" + length() + ">";
    }

    @Override
    public boolean truth() {
        return length() > 0;
    }

    @Override
    public boolean isSized() {
        return true;
    }

    @Override
    public boolean isIterable() {
        return true;
    }

    @Override
    public Iterator<Object> iterator() {
        throw Fault.unsupported("a loop over the variable loop is not supported");
    }

    @Override
    public int length() {
        if (length < 0) {
            boolean sized = source instanceof String || source instanceof Thing thing && thing.isSized();
            length = sized ? Values.length(source) : remaining();
        }
        return length;
    }

    /** Reads all elements of what has no length. */
    private int remaining() {
        List<Object> rest = PyList.of(each).elements();
        each = rest.iterator();
        return rest.size() + index + 1 + (after == null ? 0 : 1);
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> (long) length() - index;
            case "revindex0" -> length() - index - 1L;
            case "first" -> index == 0;
            case "last" -> ahead() == null;
            case "length" -> (long) length();
            case "depth" -> depth + 1L;
            case "depth0" -> (long) depth;
            case "previtem" -> index == 0 || before == null ? Undefined.because("there is no previous item") : before;
            case "nextitem" -> ahead() == null ? Undefined.because("there is no next item") : ahead();
            case "cycle" -> new Function(this::cycle);
            case "changed" -> new Function(this::changed);
            default -> null;
        };
    }

    private Object cycle(Arguments arguments) {
        new Signature("cycle", "").bind(new Arguments(List.of(), arguments.named()));
        if (arguments.positional().isEmpty()) {
            throw Fault.type("no items for cycling given");
        }
        return arguments.positional().get(Math.floorMod(index, arguments.positional().size()));
    }

    private Object changed(Arguments arguments) {
        new Signature("changed", "").bind(new Arguments(List.of(), arguments.named()));
        PyTuple values = new PyTuple(arguments.positional());
        boolean changed = lastChanged == null || !Comparison.same(lastChanged, values);
        lastChanged = values;
        return changed;
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Object call(Arguments arguments) {
        Object elements = new Signature("loop", "iterable").bind(arguments)[0];
        if (recursion == null || elements == null) {
            throw Fault.type("The loop must have the 'recursive' marker to be called recursively.");
        }
        return recursion.called(definer, elements, depth + 1);
    }
}
