package org.bytestill.text.jinja;

import org.bytestill.text.python.Arguments;
import org.bytestill.text.python.Signature;
import org.bytestill.text.python.Thing;
import org.jspecify.annotations.Nullable;

/** What {@code joiner(separator)} gives: nothing at the first call, then the separator. */
final class Joiner extends Thing {
    private final Object separator;
    private boolean used;

    Joiner(Arguments arguments) {
        @Nullable
        Object given = new Signature("joiner", "sep?").bind(arguments)[0];
        this.separator = given == null ? ", " : given;
    }

    @Override
    public String type() {
        return "Joiner";
    }

    @Override
    public @Nullable Object attribute(String name) {
        return name.equals("sep") ? separator : name.equals("used") ? (Object) used : null;
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public Object call(Arguments arguments) {
        new Signature("joiner", "").bind(arguments);
        boolean first = !used;
        used = true;
        return first ? "" : separator;
    }
}
