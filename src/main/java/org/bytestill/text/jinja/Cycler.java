package org.bytestill.text.jinja;

import java.util.List;
import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Fault;
import org.bytestill.text.python.Function;
import org.bytestill.text.python.None;
import org.bytestill.text.python.PyTuple;
import org.bytestill.text.python.Signature;
import org.bytestill.text.python.Thing;
import org.jspecify.annotations.Nullable;

/** What {@code cycler(items)} gives: the next of the items at every call. */
final class Cycler extends Thing {
    private final List<Object> items;
    private int at;

    Cycler(Arguments arguments) {
        new Signature("cycler", "").bind(new Arguments(List.of(), arguments.named()));
        this.items = arguments.positional();
        if (items.isEmpty()) {
            throw Fault.of(Fault.Kind.RUNTIME, "at least one item has to be provided");
        }
    }

    @Override
    public String type() {
        return "Cycler";
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "current" -> items.get(at);
            case "items" -> new PyTuple(items);
            case "pos" -> (long) at;
            case "next" -> Function.of(new Signature(name, ""), a -> {
                Object item = items.get(at);
                at = (at + 1) % items.size();
                return item;
            });
            case "reset" -> Function.of(new Signature(name, ""), a -> {
                at = 0;
                return None.NONE;
            });
            default -> null;
        };
    }
}
